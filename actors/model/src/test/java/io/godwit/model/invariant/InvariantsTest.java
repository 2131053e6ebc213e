package io.godwit.model.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.context.RingPositions;
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
import io.godwit.model.event.HypervisorEvent.HostCrashed;
import io.godwit.model.event.HypervisorEvent.HypervisorStarted;
import io.godwit.model.event.HypervisorEvent.ReservationMade;
import io.godwit.model.event.HypervisorEvent.VcpusStarted;
import io.godwit.model.event.HypervisorEvent.VcpusStopped;
import io.godwit.model.event.HypervisorEvent.VfioStateChanged;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.ContextApplied;
import io.godwit.model.event.MemberEvent.ContextRead;
import io.godwit.model.event.MemberEvent.ContextSealed;
import io.godwit.model.event.MemberEvent.DeviceInitialised;
import io.godwit.model.event.MemberEvent.DeviceResumed;
import io.godwit.model.event.MemberEvent.DisturbanceBegan;
import io.godwit.model.event.MemberEvent.DisturbanceEnded;
import io.godwit.model.event.MemberEvent.MemberStarted;
import io.godwit.model.event.MemberEvent.ModeChanged;
import io.godwit.model.event.MemberEvent.RingsSeen;
import io.godwit.model.event.MigrationEvent.ContextMoved;
import io.godwit.model.event.MigrationEvent.DeviceWritesFound;
import io.godwit.model.event.MigrationEvent.FinalMemorySent;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.MigrationEvent.MigrationFailed;
import io.godwit.model.event.MigrationEvent.MigrationRolledBack;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.MigrationEvent.PhaseEntered;
import io.godwit.model.event.MigrationEvent.RoundFinished;
import io.godwit.model.event.Occurrence;
import io.godwit.model.event.OwnerEvent.DoorbellRung;
import io.godwit.model.event.OwnerEvent.OwnerDisturbed;
import io.godwit.model.event.OwnerEvent.OwnerRestored;
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
          List.of(
              new ContextField(ContextField.RX_MODE, 0, Bytes.ofHex("01020304")),
              new ContextField(ContextField.PART_DEVICE_STATUS, 0, Bytes.ofHex("0f"))));

  /** What a reset leaves of it. */
  private static final Bytes RESET =
      ContextCodec.encode(
          List.of(
              new ContextField(ContextField.RX_MODE, 0, Bytes.ofHex("00000000")),
              new ContextField(ContextField.PART_DEVICE_STATUS, 0, Bytes.ofHex("00"))));

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
    reset(history);
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

  /** A third one was reset with its owner, and taken into use again. */
  private static void reset(List<Said> history) {
    EntityId device = EntityId.member("d/n/1");
    EntityId owner = EntityId.owner("d/n");
    SimDuration lasts = SimDuration.ofMillis(30);
    say(history, device, new MemberStarted("net", 1, "active"));
    say(history, owner, new OwnerDisturbed("owner-reset", lasts));
    say(history, device, new DisturbanceBegan("owner-reset", lasts));
    say(history, owner, new OwnerRestored(0, 1));
    say(history, device, new DisturbanceEnded("owner-reset", "active", RESET));
    say(history, device, new DeviceInitialised(CONTEXT));
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
        say(history, device, access("guest", "config-write", receiveMode("01020304"), NOTHING));
        say(history, device, access("peer", "peer-read", receiveMode("01020304"), NOTHING));
        say(history, device, access("device", "link-flap", receiveMode("01020304"), NOTHING));
        say(history, device, rings("stop", 8, 7, 7, 0));
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
        say(history, MIGRATION, new DeviceWritesFound(KIB, KIB, SimDuration.ZERO));
        say(history, MIGRATION, new FinalMemorySent(KIB, SimDuration.ZERO));
      }
      case CONTEXT_WRITE -> say(history, MIGRATION, new ContextMoved("a/n/1", KIB, false));
      case RESUME -> {
        say(history, EntityId.member("b/n/1"), new ContextApplied(CONTEXT));
        say(history, EntityId.member("b/n/1"), resumed("rechecked", 1));
        say(history, EntityId.member("b/n/1"), rings("active", 8, 8, 7, 0));
        say(history, DESTINATION, new VcpusStarted("vm"));
      }
      default -> {}
    }
  }

  private static final Bytes NOTHING = ContextCodec.encode(List.of());

  /** Something was asked for, and this is what came of it. */
  private static AccessServed access(String by, String access, Bytes asked, Bytes fields) {
    return new AccessServed(by, access, "stop", "any", "test", "", asked, fields, NOTHING);
  }

  private static Bytes receiveMode(String hex) {
    return ContextCodec.encode(
        List.of(new ContextField(ContextField.RX_MODE, 0, Bytes.ofHex(hex))));
  }

  private static RingsSeen rings(String mode, long available, long fetched, long used, long empty) {
    return new RingsSeen(
        mode,
        RingPositions.encode(List.of(new RingPositions(0, available, fetched, used, used, empty))));
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
  void should_notice_writes_of_devices_that_nobody_asked_for() {
    List<Said> history = good();
    history.replaceAll(
        said ->
            said.event() instanceof DeviceWritesFound found
                ? new Said(
                    said.by(), new DeviceWritesFound(KIB.times(3), found.found(), found.took()))
                : said);
    assertThat(judge(Invariants.DEVICE_WRITES_ARRIVE, history).detail())
        .contains("did not get 2.0 KiB that devices of m had written");
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
    Invariants requests = Invariants.REQUESTS_COMPLETE_ONCE;
    breaks(requests, source, rings("stop", 8, 8, 8, 0), "a device that stands uses its rings");
    breaks(requests, destination, rings("active", 8, 8, 6, 0), "requests 6 to 6 complete twice");
    breaks(requests, destination, rings("active", 9, 8, 8, 0), "1 request on queue 0 of b/n/1");
    breaks(requests, destination, rings("active", 8, 8, 9, 0), "nobody had submitted");
    breaks(requests, destination, rings("active", 8, 8, 8, 2), "2 requests were completed with");
    breaks(
        Invariants.GUEST_WRITES_TAKE_EFFECT,
        source,
        access("guest", "config-write", receiveMode("ffffffff"), NOTHING),
        "what was written to a/n/1 (field 0x4, 0) is not what b/n/1 has");
    breaks(
        Invariants.GUEST_WRITES_TAKE_EFFECT,
        source,
        new DisturbanceBegan("function-level-reset", SimDuration.ofMillis(30)),
        "a function-level-reset was left behind");
    breaks(
        Invariants.READS_ARE_VALID,
        source,
        access("peer", "peer-read", receiveMode("ffffffff"), NOTHING),
        "returned all ones");
    breaks(
        Invariants.CONFIG_CHANGES_SEEN,
        EntityId.member("b/n/1"),
        new DeviceResumed("rechecked", -1, "test", "", CONTEXT),
        "no guest heard of a link-flap");
    breaks(Invariants.CONFIG_CHANGES_SEEN, DeviceResumed.class, "no guest heard");
    breaks(Invariants.CONFIG_CHANGES_SEEN, AccessServed.class, "heard of a change that never was");
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
    var initialised = new DeviceInitialised(CONTEXT);
    var cleared = new DisturbanceEnded("function-level-reset", "active", CONTEXT);
    assertThat(whileItStands(initialised).verdict()).isEqualTo(Verdict.HELD);
    assertThat(whileItStands(cleared).verdict()).isEqualTo(Verdict.HELD);
    assertThat(whileItStands(cleared, initialised).detail())
        .contains("a/n/1 was set up while it had to stand");
    assertThat(whileItStands(new DisturbanceEnded("virtio-reset", "active", CONTEXT)).detail())
        .contains("a virtio-reset set a/n/1 to work");
  }

  private static Finding whileItStands(Event... events) {
    List<Said> history = good();
    int read =
        history.stream()
            .<Class<?>>map(said -> said.event().getClass())
            .toList()
            .indexOf(ContextRead.class);
    for (int i = 0; i < events.length; i++) {
      history.add(read + i, new Said(EntityId.member("a/n/1"), events[i]));
    }
    return judge(Invariants.STOPPED_DEVICES_STAND, history);
  }

  @Test
  void should_notice_a_source_that_was_not_stopped_when_it_was_last_read() {
    breaks(Invariants.SOURCE_STOPPED, ModeChanged.class, "a/n/1 was not stopped");
    breaks(
        Invariants.SOURCE_STOPPED,
        EntityId.member("a/n/1"),
        new ContextRead("active", 1, CONTEXT),
        "a/n/1 was not stopped");
  }

  @Test
  void should_notice_a_guest_that_runs_without_a_device() {
    EntityId device = EntityId.member("b/n/1");
    breaks(
        Invariants.RUNNING_GUESTS_HAVE_DEVICES,
        device,
        new ModeChanged("active", "stop", SimDuration.ZERO),
        "vm runs since 0 ns and b/n/1 is in stop for ever");
    breaks(
        Invariants.RUNNING_GUESTS_HAVE_DEVICES,
        device,
        new DisturbanceBegan("function-level-reset", SimDuration.ofMillis(30)),
        "b/n/1 is reset for ever");
    breaks(
        Invariants.RUNNING_GUESTS_HAVE_DEVICES,
        device,
        new ContextApplied(RESET),
        "b/n/1 has no driver for ever");
  }

  @Test
  void should_notice_a_reset_that_leaves_or_spares_something() {
    EntityId device = EntityId.member("a/n/1");
    breaks(
        Invariants.RESETS_CLEAR_AND_KEEP,
        device,
        new DisturbanceEnded("function-level-reset", "active", CONTEXT),
        "left a/n/1 set up");
    breaks(
        Invariants.RESETS_CLEAR_AND_KEEP,
        EntityId.owner("e/n"),
        new OwnerRestored(2, 1),
        "e/n holds 2 objects after its reset");
    breaks(Invariants.RESETS_CLEAR_AND_KEEP, DisturbanceBegan.class, "did not reach [d/n/1]");
    List<Said> history = good();
    say(history, device, new DisturbanceEnded("virtio-reset", "stop", RESET));
    say(history, device, new ContextApplied(CONTEXT));
    assertThat(judge(Invariants.RESETS_CLEAR_AND_KEEP, history).detail())
        .contains("a/n/1 works with a context that was written before it was reset");
  }

  @Test
  void should_notice_who_changes_a_frozen_context() {
    EntityId device = EntityId.member("a/n/1");
    var write =
        new AccessServed(
            "guest", "config-write", "freeze", "any", "test", "", CONTEXT, CONTEXT, NOTHING);
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
  void should_notice_a_state_of_vfio_that_no_arc_leads_to() {
    List<Said> history = good();
    history.add(new Said(SOURCE, new VfioStateChanged("a/net0/1", "RUNNING", "STOP_COPY")));
    Finding finding = judge(Invariants.PHASES_IN_ORDER, history);
    assertThat(finding.detail()).contains("from RUNNING to STOP_COPY, which is no arc");
  }

  @Test
  void should_notice_a_device_that_goes_beyond_p2p_before_another_is_there() {
    List<Said> history = new ArrayList<>();
    List<String> devices = List.of("a/net0/1", "a/blk0/1");
    history.add(
        new Said(
            MIGRATION,
            new MigrationStarted(
                "vm", "a", "b", 1, ByteCount.ofMib(1), "textbook", "pre-copy", devices)));
    history.add(new Said(SOURCE, new VfioStateChanged("a/net0/1", "RUNNING", "RUNNING_P2P")));
    history.add(new Said(SOURCE, new VfioStateChanged("a/net0/1", "RUNNING_P2P", "STOP")));
    Finding finding = judge(Invariants.PHASES_IN_ORDER, history);
    assertThat(finding.detail()).contains("a/net0/1 goes on while a/blk0/1 is in RUNNING");
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

  /** It ran at the destination when that crashed, so what the source has is out of date. */
  @Test
  void should_notice_a_guest_that_goes_on_as_it_was_before_it_ran_elsewhere() {
    List<Said> history = good();
    say(history, DESTINATION, new HostCrashed(List.of("vm")));
    say(history, SOURCE, new VcpusStarted("vm"));
    Finding finding = judge(Invariants.VM_RUNS_IN_ONE_PLACE, history);
    assertThat(finding.verdict()).isEqualTo(Verdict.BROKEN);
    assertThat(finding.detail()).contains("vm goes on at a, and a host crashed with it");
  }

  @Test
  void should_notice_a_command_that_a_reset_of_its_owner_leaves_unanswered() {
    List<Said> history = good();
    EntityId owner = EntityId.owner("d/n");
    say(history, owner, new DoorbellRung(1, 1, Bytes.EMPTY));
    say(history, owner, new OwnerDisturbed("owner-reset", SimDuration.ofMillis(30)));
    Finding finding = judge(Invariants.COMMANDS_COMPLETE_ONCE, history);
    assertThat(finding.verdict()).isEqualTo(Verdict.BROKEN);
    assertThat(finding.detail()).contains("left 1 of its commands unanswered");
  }
}
