package io.godwit.model.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.Event;
import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.FleetEvent.MigrationSettled;
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
    say(history, SOURCE, new HypervisorStarted(KIB, KIB, List.of("vm")));
    say(
        history,
        MIGRATION,
        new MigrationStarted("vm", "a", "b", 1, KIB, "textbook", "pre-copy", List.of("a/n/1")));
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
    rollBack(history);
    return history;
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
      case PRE_COPY ->
          say(history, MIGRATION, new RoundFinished(1, KIB.times(2), KIB, SimDuration.ZERO));
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
      case FINAL_MEMORY -> say(history, MIGRATION, new FinalMemorySent(KIB, SimDuration.ZERO));
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
  }
}
