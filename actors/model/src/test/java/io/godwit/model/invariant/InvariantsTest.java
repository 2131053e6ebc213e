package io.godwit.model.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.Event;
import io.godwit.model.event.FabricEvent;
import io.godwit.model.event.FabricEvent.FlowEnded;
import io.godwit.model.event.FabricEvent.FlowStarted;
import io.godwit.model.event.FleetEvent.LinkUsed;
import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.FleetEvent.PlanFinished;
import io.godwit.model.event.FleetEvent.PlanStarted;
import io.godwit.model.event.FleetEvent.RunFinished;
import io.godwit.model.event.HypervisorEvent.CommandCompleted;
import io.godwit.model.event.HypervisorEvent.CommandSubmitted;
import io.godwit.model.event.HypervisorEvent.HypervisorStarted;
import io.godwit.model.event.HypervisorEvent.ReservationMade;
import io.godwit.model.event.HypervisorEvent.VcpusStarted;
import io.godwit.model.event.HypervisorEvent.VcpusStopped;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.ContextApplied;
import io.godwit.model.event.MemberEvent.ContextRead;
import io.godwit.model.event.MemberEvent.ContextSealed;
import io.godwit.model.event.MemberEvent.DeviceResumed;
import io.godwit.model.event.MemberEvent.DisturbanceBegan;
import io.godwit.model.event.MemberEvent.DisturbanceEnded;
import io.godwit.model.event.MemberEvent.InFlightSettled;
import io.godwit.model.event.MemberEvent.ModeChanged;
import io.godwit.model.event.MigrationEvent.ContextMoved;
import io.godwit.model.event.MigrationEvent.FinalMemorySent;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.MigrationEvent.MigrationFailed;
import io.godwit.model.event.MigrationEvent.MigrationRolledBack;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.MigrationEvent.PhaseEntered;
import io.godwit.model.event.MigrationEvent.RoundFinished;
import io.godwit.model.event.Occurrence;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.invariant.Finding.Verdict;
import io.godwit.model.migration.Phase;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InvariantsTest {

  private static final EntityId SOURCE = EntityId.hypervisor("a");
  private static final EntityId DESTINATION = EntityId.hypervisor("b");
  private static final EntityId MIGRATION = EntityId.migration("m");
  private static final ByteCount KIB = ByteCount.ofKib(1);
  private static final Bytes CONTEXT =
      ContextCodec.encode(
          List.of(new ContextField(ContextField.RX_MODE, 0, Bytes.ofHex("01020304"))));

  private record Said(EntityId by, Event event) {}

  /** A migration of one guest with one device as it should be. */
  private static List<Said> good() {
    var history = new ArrayList<Said>();
    say(history, EntityId.fleet(), new MigrationPlanned(0, "m", "vm", "a", KIB, 1));
    say(history, EntityId.fleet(), new PlanStarted(0, "migrate", "vm", 1));
    say(history, SOURCE, new HypervisorStarted(KIB, KIB, List.of("vm")));
    abort(history);
    say(history, MIGRATION, attempt(2));
    for (Phase phase : Phase.values()) {
      say(history, MIGRATION, new PhaseEntered(phase.word()));
      during(phase, history);
    }
    say(
        history,
        MIGRATION,
        new MigrationCompleted(
            SimDuration.ofMillis(1), SimDuration.ofMillis(9), 1, KIB.times(3), KIB));
    say(history, EntityId.fleet(), new MigrationSettled("m", "completed", 1));
    say(history, EntityId.fleet(), new PlanFinished(0, 1, 0));
    say(history, EntityId.fleet(), used("a/tx", KIB.times(7)));
    say(history, EntityId.fleet(), used("b/rx", KIB.times(7)));
    rollBack(history);
    say(history, EntityId.fleet(), new RunFinished(99));
    return history;
  }

  private static MigrationStarted attempt(int number) {
    return new MigrationStarted(
        "vm", "a", "b", number, KIB, "textbook", "pre-copy", List.of("a/n/1"));
  }

  /** The first attempt ended when three of eight KiB had been sent. */
  private static void abort(List<Said> history) {
    say(history, MIGRATION, attempt(1));
    say(history, MIGRATION, new PhaseEntered("reserve"));
    say(history, MIGRATION, new PhaseEntered("pre-copy"));
    flow(history, 1, KIB.times(8), ByteCount.ZERO, KIB.times(3));
    say(history, MIGRATION, new MigrationFailed("pre-copy", "test"));
  }

  private static void flow(
      List<Said> history, long flow, ByteCount size, ByteCount context, ByteCount sent) {
    say(
        history,
        EntityId.fabric(),
        new FlowStarted(
            flow,
            MIGRATION.persistenceId(),
            flow,
            "a",
            "b",
            size,
            context,
            new ByteRate(Long.MAX_VALUE),
            new SimDuration(Long.MAX_VALUE),
            new SimDuration(Long.MAX_VALUE),
            List.of("a/tx", "b/rx")));
    say(history, EntityId.fabric(), new FlowEnded(flow, sent, SimDuration.ZERO));
  }

  private static LinkUsed used(String link, ByteCount carried) {
    return new LinkUsed(link, ByteRate.of(1), carried, SimDuration.ZERO, ByteRate.of(1));
  }

  /** Another device was frozen in vain. */
  private static void rollBack(List<Said> history) {
    EntityId device = EntityId.member("c/n/1");
    say(history, device, new ContextSealed(CONTEXT));
    say(history, device, resumed("rechecked", 0));
  }

  private static void during(Phase phase, List<Said> history) {
    switch (phase) {
      case RESERVE ->
          say(history, DESTINATION, new ReservationMade("m", "vm", KIB, List.of("b/n/1")));
      case PRE_COPY -> {
        flow(history, 2, KIB.times(2), ByteCount.ZERO, KIB.times(2));
        say(history, MIGRATION, new RoundFinished(1, KIB.times(2), KIB, SimDuration.ZERO));
      }
      case VCPU_STOP -> say(history, SOURCE, new VcpusStopped("vm"));
      case DEVICE_STOP -> {
        EntityId device = EntityId.member("a/n/1");
        say(history, device, new ModeChanged("active", "stop", SimDuration.ZERO));
        say(history, device, access("guest", "doorbell", "dropped"));
        say(history, device, access("peer", "peer-read", "valid"));
        say(history, device, access("device", "link-flap", "recorded"));
      }
      case FREEZE -> {
        EntityId device = EntityId.member("a/n/1");
        say(history, device, new ModeChanged("stop", "freeze", SimDuration.ZERO));
        say(history, device, new ContextSealed(CONTEXT));
      }
      case CONTEXT_READ -> {
        say(
            history,
            SOURCE,
            new CommandSubmitted(1, "a/n", "a/n/1", "dev-ctx-read", "read", "m", 0, Bytes.EMPTY));
        say(history, EntityId.member("a/n/1"), new ContextRead("freeze", 1, CONTEXT));
        say(
            history,
            SOURCE,
            new CommandCompleted(1, "a/n", "dev-ctx-read", 0, 0, SimDuration.ZERO, Bytes.EMPTY));
      }
      case FINAL_MEMORY -> {
        flow(history, 3, KIB.times(2), KIB, KIB.times(2));
        say(history, MIGRATION, new FinalMemorySent(KIB, SimDuration.ZERO));
      }
      case CONTEXT_WRITE -> say(history, MIGRATION, new ContextMoved("a/n/1", KIB, false));
      case RESUME -> {
        say(history, EntityId.member("b/n/1"), new ContextApplied(CONTEXT));
        say(history, EntityId.member("b/n/1"), resumed("rechecked", 1));
        say(history, DESTINATION, new VcpusStarted("vm"));
      }
      default -> {}
    }
  }

  private static AccessServed access(String by, String access, String effect) {
    return new AccessServed(by, access, "stop", effect, "test", "", ContextCodec.encode(List.of()));
  }

  private static DeviceResumed resumed(String queues, int notified) {
    return new DeviceResumed(queues, notified, "test", "", CONTEXT);
  }

  private static void say(List<Said> history, EntityId by, Event event) {
    history.add(new Said(by, event));
  }

  private static Finding judge(Invariants invariant, List<Said> history) {
    Invariant judge = invariant.create();
    for (int i = 0; i < history.size(); i++) {
      judge.accept(
          new RecordedEvent(
              i + 1,
              history.get(i).by(),
              1,
              new Occurrence(SimTime.ZERO, i + 1, history.get(i).event())));
    }
    return judge.finding();
  }

  private static void breaks(Invariants invariant, Class<? extends Event> dropped, String words) {
    List<Said> history = good();
    history.removeIf(said -> dropped.isInstance(said.event()));
    Finding finding = judge(invariant, history);
    assertThat(finding.verdict()).as(finding.detail()).isEqualTo(Verdict.BROKEN);
    assertThat(finding.detail()).contains(words);
  }

  @ParameterizedTest
  @EnumSource
  void should_hold_for_a_migration_as_it_should_be(Invariants invariant) {
    assertThat(judge(invariant, good()).verdict()).isEqualTo(Verdict.HELD);
  }

  @ParameterizedTest
  @EnumSource
  void should_prove_nothing_by_an_empty_history(Invariants invariant) {
    assertThat(judge(invariant, List.of()).verdict()).isEqualTo(Verdict.UNPROVED);
    assertThat(invariant.about()).isNotBlank();
  }

  @Test
  void should_notice_a_guest_that_is_lost_or_runs_twice() {
    breaks(Invariants.VM_RUNS_IN_ONE_PLACE, VcpusStarted.class, "lost");
    breaks(Invariants.VM_RUNS_IN_ONE_PLACE, VcpusStopped.class, "vm runs on a and on b");
  }

  private static void breaks(Invariants invariant, EntityId by, Event said, String words) {
    List<Said> history = good();
    int end = history.size();
    for (int i = 0; i < history.size(); i++) {
      end = history.get(i).event() instanceof MigrationCompleted ? i : end;
    }
    history.add(end, new Said(by, said));
    Finding finding = judge(invariant, history);
    assertThat(finding.verdict()).as(finding.detail()).isEqualTo(Verdict.BROKEN);
    assertThat(finding.detail()).contains(words);
  }

  @Test
  void should_notice_what_becomes_of_requests_writes_reads_and_notices() {
    EntityId source = EntityId.member("a/n/1");
    EntityId destination = EntityId.member("b/n/1");
    breaks(
        Invariants.REQUESTS_COMPLETE_ONCE,
        source,
        new InFlightSettled(7, "lost", "stop-inflight", "drop"),
        "7 requests in flight were lost");
    breaks(
        Invariants.GUEST_WRITES_TAKE_EFFECT,
        source,
        access("guest", "config-write", "ignored"),
        "a config-write in stop was ignored");
    breaks(
        Invariants.GUEST_WRITES_TAKE_EFFECT,
        source,
        access("guest", "config-write", "deferred"),
        "was deferred");
    breaks(
        Invariants.GUEST_WRITES_TAKE_EFFECT,
        destination,
        resumed("unaware", 0),
        "a doorbell in stop was dropped");
    breaks(
        Invariants.GUEST_WRITES_TAKE_EFFECT,
        source,
        new DisturbanceBegan("function-level-reset", SimDuration.ofMillis(30)),
        "a function-level-reset was left behind");
    breaks(
        Invariants.READS_ARE_VALID,
        source,
        access("peer", "peer-read", "all-ones"),
        "returned all ones");
    breaks(
        Invariants.CONFIG_CHANGES_SEEN,
        source,
        access("device", "link-flap", "suppressed"),
        "no guest heard of a link-flap");
    breaks(Invariants.CONFIG_CHANGES_SEEN, DeviceResumed.class, "no guest heard");
  }

  @Test
  void should_notice_a_device_that_comes_back_with_another_context_or_not_at_all() {
    EntityId device = EntityId.member("a/n/1");
    breaks(
        Invariants.ROLLBACK_KEEPS_CONTEXT,
        device,
        new DeviceResumed("rechecked", 0, "test", "", ContextCodec.encode(List.of())),
        "differ from the");
    breaks(
        Invariants.ROLLBACK_KEEPS_CONTEXT,
        MIGRATION,
        new MigrationRolledBack("context-write", "test", SimDuration.ZERO),
        "a/n/1 was never brought back");
  }

  @Test
  void should_notice_a_device_that_a_reset_sets_to_work() {
    breaks(
        Invariants.STOPPED_DEVICES_STAND,
        EntityId.member("a/n/1"),
        new DisturbanceEnded("function-level-reset", "active", CONTEXT),
        "a function-level-reset set a/n/1 to work");
  }

  @Test
  void should_notice_who_changes_a_frozen_context() {
    EntityId device = EntityId.member("a/n/1");
    var write = new AccessServed("guest", "config-write", "freeze", "applied", "test", "", CONTEXT);
    breaks(Invariants.CONTEXT_CONSTANT_WHILE_FROZEN, device, write, "changed a frozen context");
    breaks(
        Invariants.CONTEXT_CONSTANT_WHILE_FROZEN,
        device,
        new DisturbanceEnded("function-level-reset", "freeze", ContextCodec.encode(List.of())),
        "function-level-reset changed a frozen context");
  }

  @Test
  void should_notice_a_context_that_did_not_arrive() {
    breaks(Invariants.CONTEXT_ARRIVES_UNCHANGED, ContextApplied.class, "did not arrive unchanged");
    breaks(Invariants.CONTEXT_ARRIVES_UNCHANGED, ContextSealed.class, "nothing sealed");
  }

  @Test
  void should_notice_a_context_that_changes_while_frozen() {
    List<Said> history = good();
    history.replaceAll(
        said ->
            said.event() instanceof ContextRead
                ? new Said(said.by(), new ContextRead("freeze", 0, ContextCodec.encode(List.of())))
                : said);
    assertThat(judge(Invariants.CONTEXT_CONSTANT_WHILE_FROZEN, history).verdict())
        .isEqualTo(Verdict.BROKEN);
  }

  @Test
  void should_notice_commands_without_an_end_or_a_beginning() {
    breaks(Invariants.COMMANDS_COMPLETE_ONCE, CommandCompleted.class, "never completed");
    breaks(Invariants.COMMANDS_COMPLETE_ONCE, CommandSubmitted.class, "without need");
  }

  @Test
  void should_notice_a_room_that_is_kept_for_nobody() {
    breaks(Invariants.ROOMS_GIVEN_BACK, VcpusStarted.class, "room is kept on b for vm");
    breaks(
        Invariants.ROOMS_GIVEN_BACK,
        DESTINATION,
        new ReservationMade("m", "vm-2", KIB, List.of()),
        "room is kept on b for vm-2 by m");
  }

  @Test
  void should_notice_a_migration_without_an_end() {
    breaks(Invariants.MIGRATIONS_END, MigrationSettled.class, "never settled");
  }

  @Test
  void should_notice_a_phase_that_is_left_out() {
    List<Said> history = good();
    history.remove(new Said(MIGRATION, new PhaseEntered("freeze")));
    Finding finding = judge(Invariants.PHASES_IN_ORDER, history);
    assertThat(finding.detail()).contains("context-read does not follow");
  }

  @Test
  void should_notice_bytes_that_are_not_accounted_for() {
    breaks(Invariants.BYTES_CONSERVED, RoundFinished.class, "but says");
    breaks(Invariants.BYTES_CONSERVED, ContextMoved.class, "but says");
    breaks(Invariants.BYTES_CONSERVED, FlowEnded.class, "but flows carried 0");
    breaks(Invariants.BYTES_CONSERVED, LinkUsed.class, "7168 bytes crossed a/tx");
  }

  /** The one event of the history that {@code is} this becomes {@code that}. */
  private static void breaksWith(Event is, Event that, String words) {
    List<Said> history = good();
    history.replaceAll(said -> said.event().equals(is) ? new Said(said.by(), that) : said);
    assertThat(history).isNotEqualTo(good());
    Finding finding = judge(Invariants.BYTES_CONSERVED, history);
    assertThat(finding.verdict()).as(finding.detail()).isEqualTo(Verdict.BROKEN);
    assertThat(finding.detail()).contains(words);
  }

  @Test
  void should_notice_who_of_flows_links_and_migrations_tells_otherwise() {
    SimDuration none = SimDuration.ZERO;
    breaksWith(
        new FlowEnded(1, KIB.times(3), none),
        new FlowEnded(1, KIB.times(4), none),
        "a/tx carried 7168 bytes, but the flows across it 8192");
    breaksWith(
        new FlowEnded(1, KIB.times(3), none),
        new FlowEnded(1, KIB.times(9), none),
        "flow 1 was not open, or sent more than it had");
    breaksWith(
        new FlowEnded(1, KIB.times(3), none), new FlowEnded(2, KIB, none), "flow 2 was not open");
    breaksWith(used("b/rx", KIB.times(7)), used("b/rx", KIB.times(4)), "b/rx carried 4096 bytes");
    breaksWith(used("b/rx", KIB.times(7)), used("a/rx", KIB.times(7)), "a/rx carried 7168 bytes");
    breaksWith(
        new RoundFinished(1, KIB.times(2), KIB, none),
        new RoundFinished(1, KIB, KIB, none),
        "1024 bytes of memory are said to be sent in pre-copy, but flows carried 2048");
    breaksWith(
        new FinalMemorySent(KIB, none),
        new FinalMemorySent(KIB.times(2), none),
        "2048 bytes of memory are said to be sent in final-memory, but flows carried 1024");
    breaksWith(
        new ContextMoved("a/n/1", KIB, false),
        new ContextMoved("a/n/1", KIB.times(2), false),
        "2048 bytes of context are said to have moved, but flows carried 1024");
  }

  @Test
  void should_notice_an_aborted_flow_whose_end_is_on_no_record() {
    List<Said> history = good();
    history.remove(new Said(EntityId.fabric(), new FlowEnded(1, KIB.times(3), SimDuration.ZERO)));
    history.replaceAll(
        said ->
            said.event() instanceof LinkUsed link
                ? new Said(said.by(), used(link.link(), KIB.times(4)))
                : said);
    assertThat(judge(Invariants.BYTES_CONSERVED, history).detail())
        .contains("flow 1 of migration|m never ended");
  }

  /** Runs of the first version have no flows on record, and are no worse for that. */
  @Test
  void should_hold_a_migration_against_itself_where_no_flow_is_on_record() {
    List<Said> history = good();
    history.removeIf(said -> said.event() instanceof FabricEvent);
    assertThat(judge(Invariants.BYTES_CONSERVED, history).verdict()).isEqualTo(Verdict.HELD);
    history.removeIf(said -> said.event() instanceof RoundFinished);
    assertThat(judge(Invariants.BYTES_CONSERVED, history).detail()).contains("but says");
  }
}
