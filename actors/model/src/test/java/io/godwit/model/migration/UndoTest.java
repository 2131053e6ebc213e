package io.godwit.model.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.MigrationEvent.CancelRequested;
import io.godwit.model.event.MigrationEvent.ContextReceived;
import io.godwit.model.event.MigrationEvent.FinalMemorySent;
import io.godwit.model.event.MigrationEvent.GuestResumed;
import io.godwit.model.event.MigrationEvent.MigrationFailed;
import io.godwit.model.event.MigrationEvent.MigrationRolledBack;
import io.godwit.model.event.MigrationEvent.PhaseEntered;
import io.godwit.model.event.MigrationEvent.SourceKept;
import io.godwit.model.event.MigrationEvent.UndoBegun;
import io.godwit.model.event.MigrationEvent.UndoEntered;
import io.godwit.model.event.MigrationEvent.WaitEnded;
import io.godwit.model.hypervisor.DeviceOperation;
import io.godwit.model.hypervisor.HypervisorMessage;
import io.godwit.model.hypervisor.HypervisorMessage.OperateDevice;
import io.godwit.model.hypervisor.HypervisorMessage.ReleaseRoom;
import io.godwit.model.hypervisor.HypervisorMessage.RemoveVm;
import io.godwit.model.hypervisor.HypervisorMessage.StartVcpus;
import io.godwit.model.migration.MigrationAnswer.AttemptEnded;
import io.godwit.model.migration.MigrationMessage.WaitOver;
import io.godwit.model.network.FabricMessage.StartFlow;
import io.godwit.model.network.FabricMessage.StopFlow;
import io.godwit.model.precopy.Engines;
import io.godwit.model.precopy.NoConvergence;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Attempts that end otherwise than wished; each is recovered from its record at every message. */
class UndoTest {

  private static final String CANCELLED = "cancelled by the operator";

  private final Setup setup = new Setup();

  static Stream<Arguments> everyWayBack() {
    return Stream.of(Phase.values())
        .filter(phase -> phase.compareTo(Phase.RESUME) < 0)
        .flatMap(phase -> Stream.of(Rollbacks.values()).map(back -> Arguments.of(phase, back)))
        .flatMap(
            way ->
                Stream.of(ContextStrategies.values())
                    .map(contexts -> Arguments.of(way.get()[0], way.get()[1], contexts)));
  }

  @ParameterizedTest
  @MethodSource("everyWayBack")
  void should_take_back_what_the_phase_has_done(
      Phase phase, Rollbacks rollback, ContextStrategies contexts) {
    setup.rollback = rollback;
    setup.contexts = contexts;
    var bench = new MigrationBench(setup).start(1).runTo(phase);
    int questions = bench.sent(HypervisorMessage.class).size();

    bench.cancel().run();

    List<HypervisorMessage> wayBack = wayBack(bench, phase);
    List<HypervisorMessage> asked = bench.sent(HypervisorMessage.class);
    assertThat(asked.subList(questions, asked.size())).containsExactlyElementsOf(wayBack);
    assertThat(bench.events(UndoBegun.class))
        .containsExactly(new UndoBegun(phase.word(), CANCELLED));
    assertThat(bench.events(UndoEntered.class)).allMatch(stage -> stage.asked() > 0);
    requireGuestAtSource(bench, phase, CANCELLED);
  }

  /**
   * What is asked to take an attempt back that has just begun {@code phase}. Answers that are on
   * their way when it is cancelled are waited for, and what was read counts.
   */
  private List<HypervisorMessage> wayBack(MigrationBench bench, Phase phase) {
    boolean readWhileStanding = phase.compareTo(Phase.CONTEXT_READ) >= 0;
    var asks = new ArrayList<HypervisorMessage>();
    if (setup.rollback == Rollbacks.MANAGEMENT && readWhileStanding) {
      asks.addAll(writesBack(bench));
    }
    if (setup.rollback != Rollbacks.NONE && phase.inDowntime()) {
      asks.addAll(all(DeviceOperation.RESTORE));
    }
    if (readWhileStanding || (setup.contexts.ahead() && phase.compareTo(Phase.PRE_COPY) >= 0)) {
      asks.addAll(all(DeviceOperation.DISCARD_CONTEXT));
    }
    if (phase.inDowntime()) {
      asks.add(new StartVcpus(Setup.GUEST));
    }
    asks.add(new ReleaseRoom());
    return asks;
  }

  /** To all devices what was read of them first, then what was read next. */
  private List<OperateDevice> writesBack(MigrationBench bench) {
    var asks = new ArrayList<OperateDevice>();
    List<List<OperateDevice>> byMember =
        setup.sourceMembers().stream().map(member -> writesBack(bench, member)).toList();
    for (int round = 0; round < byMember.get(0).size(); round++) {
      for (List<OperateDevice> reads : byMember) {
        asks.add(reads.get(round));
      }
    }
    return asks;
  }

  private static List<OperateDevice> writesBack(MigrationBench bench, String member) {
    return bench.events(ContextReceived.class).stream()
        .filter(read -> read.device().equals(member))
        .map(read -> new OperateDevice(member, DeviceOperation.WRITE_CONTEXT, read.content()))
        .toList();
  }

  private List<OperateDevice> all(DeviceOperation operation) {
    return setup.sourceMembers().stream()
        .map(member -> new OperateDevice(member, operation, Bytes.EMPTY))
        .toList();
  }

  private void requireGuestAtSource(MigrationBench bench, Phase failedIn, String reason) {
    assertThat(bench.sent(AttemptEnded.class)).hasSize(1);
    assertThat(bench.world.runsOn).containsExactly(Setup.SOURCE);
    assertThat(bench.world.roomKept).isFalse();
    if (failedIn.inDowntime()) {
      SimDuration downtime =
          bench
              .timeOf(new GuestResumed(Setup.GUEST))
              .since(bench.timeOf(new PhaseEntered(Phase.VCPU_STOP.word())));
      assertThat(bench.events(MigrationRolledBack.class))
          .containsExactly(new MigrationRolledBack(failedIn.word(), reason, downtime));
      assertThat(bench.ending()).contains(new AttemptEnded(Outcome.ROLLED_BACK, reason));
      if (setup.rollback != Rollbacks.NONE) {
        assertThat(setup.sourceMembers())
            .allMatch(member -> bench.world.modes.get(member) == DeviceOperation.RESTORE);
      }
    } else {
      assertThat(bench.events(MigrationFailed.class))
          .containsExactly(new MigrationFailed(failedIn.word(), reason));
      assertThat(bench.ending()).contains(new AttemptEnded(Outcome.FAILED, reason));
    }
  }

  @ParameterizedTest
  @EnumSource
  void should_let_the_guest_run_in_one_place_wherever_it_is_cancelled(ContextStrategies contexts) {
    setup.contexts = contexts;
    int messages = new MigrationBench(setup).start(1).run().delivered().size();
    for (int before = 0; before <= messages; before++) {
      requireOneHome(new MigrationBench(setup).start(1).step(before).cancel().run());
      requireOneHome(new MigrationBench(setup).start(1).step(before).cancel().cancel().run());
    }
  }

  /** Nothing is sent yet while devices are told to stand, so there is no flow to wait for. */
  @ParameterizedTest
  @EnumSource
  void should_be_taken_back_whenever_devices_stand_first(ContextStrategies contexts) {
    setup.standing = List.of("net0");
    should_let_the_guest_run_in_one_place_wherever_it_is_cancelled(contexts);
    should_take_everything_back_whatever_is_refused(contexts, true);
  }

  private static void requireOneHome(MigrationBench bench) {
    assertThat(bench.sent(AttemptEnded.class)).hasSize(1);
    boolean moved = bench.ending().orElseThrow().outcome() == Outcome.COMPLETED;
    assertThat(bench.world.runsOn).containsExactly(moved ? Setup.DESTINATION : Setup.SOURCE);
    assertThat(bench.world.roomKept).isEqualTo(moved);
  }

  @Test
  void should_end_at_once_when_it_is_cancelled_before_the_devices_are_known() {
    var bench = new MigrationBench(setup).start(1).cancel();
    assertThat(bench.events()).endsWith(new CancelRequested(1, CANCELLED));
    bench.run();
    assertThat(bench.sent(HypervisorMessage.ReserveRoom.class)).isEmpty();
    requireGuestAtSource(bench, Phase.RESERVE, CANCELLED);
  }

  @Test
  void should_ignore_an_operator_who_comes_too_early_or_too_late() {
    var bench = new MigrationBench(setup).cancel();
    assertThat(bench.events()).isEmpty();
    bench.start(1).runTo(Phase.RESUME).cancel().runTo(Phase.RELEASE).cancel().run().cancel();
    assertThat(bench.ending()).contains(new AttemptEnded(Outcome.COMPLETED, ""));
    assertThat(bench.events(UndoBegun.class)).isEmpty();
  }

  static Stream<Arguments> everyRefusal() {
    return Stream.of(ContextStrategies.values())
        .flatMap(contexts -> Stream.of(true, false).map(both -> Arguments.of(contexts, both)));
  }

  @ParameterizedTest
  @MethodSource("everyRefusal")
  void should_take_everything_back_whatever_is_refused(
      ContextStrategies contexts, boolean stopBeforeFreeze) {
    setup.contexts = contexts;
    setup.stopBeforeFreeze = stopBeforeFreeze;
    int letGo = new MigrationBench(setup).start(1).run().world.questions();
    for (int question = 1; question < letGo; question++) {
      var bench = new MigrationBench(setup);
      bench.world.refuse(question);
      bench.start(1).run();
      HypervisorMessage refused = bench.sent(HypervisorMessage.class).get(question - 1);
      List<UndoBegun> undone = bench.events(UndoBegun.class);
      assertThat(undone).as("%s was refused", refused).hasSize(1);
      assertThat(undone.get(0).reason()).isEqualTo(reason(refused));
      requireGuestAtSource(bench, Phase.of(undone.get(0).phase()), reason(refused));
    }
  }

  @ParameterizedTest
  @EnumSource
  void should_discard_what_was_asked_to_be_read_whatever_is_refused(ContextStrategies contexts) {
    setup.contexts = contexts;
    setup.devices = 1;
    int letGo = new MigrationBench(setup).start(1).run().world.questions();
    for (int question = 1; question < letGo; question++) {
      var bench = new MigrationBench(setup);
      bench.world.refuse(question);
      requireDiscardedIfRead(bench.start(1).run());
    }
  }

  /** A read that is refused may have taken something away all the same. */
  private static void requireDiscardedIfRead(MigrationBench bench) {
    assertThat(asked(bench, DeviceOperation.DISCARD_CONTEXT))
        .isEqualTo(asked(bench, DeviceOperation.READ_CONTEXT));
  }

  private static boolean asked(MigrationBench bench, DeviceOperation operation) {
    return bench.sent(OperateDevice.class).stream().anyMatch(each -> each.operation() == operation);
  }

  private static String reason(HypervisorMessage refused) {
    return refused instanceof OperateDevice device
        ? "%s refused to %s: EAGAIN (invalid member)"
            .formatted(device.member(), device.operation().word())
        : "no";
  }

  /** The guest runs at the destination, whatever becomes of what it was at the source. */
  @Test
  void should_complete_though_the_source_will_not_let_go() {
    int letGo = new MigrationBench(setup).start(1).run().world.questions();
    var bench = new MigrationBench(setup);
    bench.world.refuse(letGo);
    bench.start(1).run();
    assertThat(bench.sent(RemoveVm.class)).hasSize(1);
    assertThat(bench.events(SourceKept.class)).containsExactly(new SourceKept(Setup.SOURCE, "no"));
    assertThat(bench.events(UndoBegun.class)).isEmpty();
    assertThat(bench.ending())
        .contains(new AttemptEnded(Outcome.COMPLETED, Setup.SOURCE + " did not let go: no"));
    assertThat(bench.world.runsOn).containsExactly(Setup.DESTINATION);
  }

  @Test
  void should_stop_the_final_memory_too() {
    var bench = new MigrationBench(setup).start(1).runTo(Phase.FINAL_MEMORY);
    long last = bench.sent(StartFlow.class).size();
    bench.cancel();
    assertThat(bench.sent(StopFlow.class)).containsExactly(new StopFlow(last));
    bench.run();
    requireGuestAtSource(bench, Phase.FINAL_MEMORY, CANCELLED);
  }

  /** A keepalive counts in every phase in which anything is sent. */
  @ParameterizedTest
  @EnumSource(names = {"PRE_COPY", "FINAL_MEMORY"})
  void should_take_an_attempt_back_when_nothing_comes_for_too_long(Phase phase) {
    setup.contexts = ContextStrategies.FROZEN_ONLY;
    var bench = new MigrationBench(setup);
    boolean ends = phase == Phase.FINAL_MEMORY;
    bench.start(1).runTo(ends ? Phase.CONTEXT_READ : Phase.RESERVE);
    bench.world.cutLink();
    bench.run();
    String reason = "nothing came for " + Setup.KEEPALIVE;
    assertThat(bench.events(UndoBegun.class)).containsExactly(new UndoBegun(phase.word(), reason));
    assertThat(bench.sent(StopFlow.class)).isEmpty();
    requireGuestAtSource(bench, phase, reason);
  }

  @Test
  void should_stop_the_guest_when_the_time_is_over_if_it_shall() {
    setup.onTimeout = NoConvergence.STOP_ANYWAY;
    setup.timeoutPerGib = SimDuration.ofMillis(100);
    var bench = new MigrationBench(setup).start(1).run();
    assertThat(bench.ending()).contains(new AttemptEnded(Outcome.COMPLETED, ""));
    assertThat(bench.events(FinalMemorySent.class).get(0).sent()).isGreaterThan(ByteCount.ofMib(1));
  }

  @Test
  void should_stop_flows_that_need_not_be_waited_for() {
    setup.contexts = ContextStrategies.AHEAD_THEN_DELTA;
    var bench = new MigrationBench(setup).start(1);
    while (bench.sent(StartFlow.class).size() < 3) {
      bench.step();
    }
    bench.cancel();
    assertThat(bench.sent(StopFlow.class))
        .as("contexts, then memory")
        .containsExactly(new StopFlow(2), new StopFlow(3), new StopFlow(1));
    bench.run();
    requireGuestAtSource(bench, Phase.PRE_COPY, CANCELLED);
  }

  @Test
  void should_give_up_when_the_time_is_over_whether_it_sends_or_waits() {
    setup.engine = Engines.QEMU_8_2;
    setup.preCopy = setup.preCopy.withMaxBandwidth(new ByteRate(400_000_000));
    for (long millis = 210; millis < 430; millis += 10) {
      setup.timeoutPerGib = SimDuration.ofMillis(millis);
      var bench = new MigrationBench(setup).start(1).run();
      requireGuestAtSource(
          bench, Phase.PRE_COPY, "not converged within " + setup.timeoutPerGib + " a GiB");
    }
  }

  @Test
  void should_send_no_longer_than_it_has_time() {
    setup.timeoutPerGib = SimDuration.ofMillis(500);
    var bench = new MigrationBench(setup).start(1).run();
    SimDuration spent =
        bench
            .timeOf(new PhaseEntered(Phase.PRE_COPY.word()))
            .since(bench.timeOf(new PhaseEntered(Phase.RESERVE.word())));
    assertThat(bench.sent(StartFlow.class))
        .extracting(StartFlow::atMost)
        .containsExactly(SimDuration.ofMillis(500).minus(spent));
    requireGuestAtSource(
        bench, Phase.PRE_COPY, "not converged within " + setup.timeoutPerGib + " a GiB");
  }

  @Test
  void should_not_take_a_wait_of_one_attempt_for_one_of_the_next() {
    setup.engine = Engines.QEMU_8_2;
    setup.preCopy = setup.preCopy.withMaxBandwidth(new ByteRate(400_000_000));
    var bench = new MigrationBench(setup).start(1);
    while (bench.sent(WaitOver.class).isEmpty()) {
      bench.step();
    }
    bench.cancel();
    while (bench.ending().isEmpty()) {
      bench.step();
    }
    bench.start(2).run();
    assertThat(bench.ending()).contains(new AttemptEnded(Outcome.COMPLETED, ""));
    assertThat(bench.delivered()).extracting(MigrationBench.Due::message).contains(new WaitOver(1));
    assertThat(bench.events(WaitEnded.class)).isNotEmpty().containsOnly(new WaitEnded(2));
  }
}
