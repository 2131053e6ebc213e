package io.godwit.model.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.device.Access;
import io.godwit.model.device.Access.Strike;
import io.godwit.model.device.MemberMessage.Struck;
import io.godwit.model.device.OwnerMessage.DisturbOwner;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.Scene;
import io.godwit.model.event.Event;
import io.godwit.model.event.MigrationEvent.AttemptBegun;
import io.godwit.model.event.MigrationEvent.ContextMoved;
import io.godwit.model.event.MigrationEvent.ContextReceived;
import io.godwit.model.event.MigrationEvent.ContextsRequested;
import io.godwit.model.event.MigrationEvent.FaultAimed;
import io.godwit.model.event.MigrationEvent.FinalMemorySent;
import io.godwit.model.event.MigrationEvent.GuestThrottled;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.MigrationEvent.PhaseEntered;
import io.godwit.model.event.MigrationEvent.QuestionAnswered;
import io.godwit.model.event.MigrationEvent.RoomGranted;
import io.godwit.model.event.MigrationEvent.RoundFinished;
import io.godwit.model.event.MigrationEvent.TransferEnded;
import io.godwit.model.event.MigrationEvent.WaitEnded;
import io.godwit.model.hypervisor.DeviceOperation;
import io.godwit.model.hypervisor.HypervisorAnswer.DeviceOperated;
import io.godwit.model.hypervisor.HypervisorAnswer.RoomReserved;
import io.godwit.model.hypervisor.HypervisorAnswer.VcpusStarted;
import io.godwit.model.hypervisor.HypervisorAnswer.VcpusStopped;
import io.godwit.model.hypervisor.HypervisorAnswer.VmDescribed;
import io.godwit.model.hypervisor.HypervisorAnswer.VmRemoved;
import io.godwit.model.hypervisor.HypervisorMessage.DescribeVm;
import io.godwit.model.hypervisor.HypervisorMessage.OperateDevice;
import io.godwit.model.hypervisor.HypervisorMessage.RemoveVm;
import io.godwit.model.hypervisor.HypervisorMessage.ReserveRoom;
import io.godwit.model.hypervisor.HypervisorMessage.Side;
import io.godwit.model.hypervisor.HypervisorMessage.StartVcpus;
import io.godwit.model.hypervisor.HypervisorMessage.StopVcpus;
import io.godwit.model.id.EntityId;
import io.godwit.model.id.EntityKind;
import io.godwit.model.migration.MigrationAnswer.AttemptEnded;
import io.godwit.model.migration.MigrationMessage.WaitOver;
import io.godwit.model.network.FabricAnswer.FlowEnded;
import io.godwit.model.network.FabricMessage.StartFlow;
import io.godwit.model.precopy.Engines;
import io.godwit.model.precopy.PreCopySession;
import io.godwit.model.precopy.RoundReport;
import io.godwit.model.precopy.Sent;
import io.godwit.model.precopy.Step;
import io.godwit.model.precopy.Turn;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.strategy.Strategies;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whole attempts, message by message; before each one the migration is recovered from its record.
 */
class AttemptTest {

  private static final EntityId SOURCE = EntityId.hypervisor(Setup.SOURCE);
  private static final EntityId DESTINATION = EntityId.hypervisor(Setup.DESTINATION);
  private static final String S1 = Setup.SOURCE + "/net0/1";
  private static final String S2 = Setup.SOURCE + "/net0/2";
  private static final String D1 = Setup.DESTINATION + "/net0/1";
  private static final String D2 = Setup.DESTINATION + "/net0/2";
  private static final SimDuration CALL = SimDuration.ofMicros(100);

  private final Setup setup = new Setup();
  private Scene<MigrationState> scene;

  /** The engine as it must be after what it was told, and when that was; asked beside the scene. */
  private PreCopySession engine;

  private Step step;
  private SimTime askedAt;
  private SimTime startedAt;
  private SimTime stoppedAt;
  private int rounds;
  private ByteCount memorySent = ByteCount.ZERO;

  @Test
  void should_read_contexts_once_the_guest_stands() {
    begin();
    memorySent(1);
    last(phase(Phase.VCPU_STOP));
    vcpusStopped();
    records(phase(Phase.DEVICE_STOP));
    asks(stop(S1), stop(S2));

    on(SOURCE, did(S2, DeviceOperation.STOP));
    records(new QuestionAnswered(S2));
    asks();
    on(SOURCE, did(S1, DeviceOperation.STOP));
    records(new QuestionAnswered(S1), phase(Phase.FREEZE));
    asks(freeze(S1), freeze(S2));

    on(SOURCE, did(S1, DeviceOperation.FREEZE));
    records(new QuestionAnswered(S1));
    on(SOURCE, did(S2, DeviceOperation.FREEZE));
    records(new QuestionAnswered(S2), phase(Phase.CONTEXT_READ));
    asks(read(S1), read(S2));

    on(SOURCE, gave(S2, "b2", 200));
    records(new ContextReceived(S2, Bytes.ofHex("b2"), ByteCount.of(200)));
    asks();
    on(SOURCE, gave(S1, "b1", 100));
    records(
        new ContextReceived(S1, Bytes.ofHex("b1"), ByteCount.of(100)), phase(Phase.FINAL_MEMORY));
    finalMemorySent(2, 300);
    asks(freeze(D1), freeze(D2));

    on(DESTINATION, did(D2, DeviceOperation.FREEZE));
    records();
    asks(write(D2, "b2"));
    on(DESTINATION, did(D2, DeviceOperation.WRITE_CONTEXT));
    records(new ContextMoved(S2, ByteCount.of(200), false));
    asks();
    on(DESTINATION, did(D1, DeviceOperation.FREEZE));
    asks(write(D1, "b1"));
    on(DESTINATION, did(D1, DeviceOperation.WRITE_CONTEXT));
    records(new ContextMoved(S1, ByteCount.of(100), false), phase(Phase.RESUME));
    asks(activate(D1), activate(D2));
    resumed();
    completed(300);
  }

  @Test
  void should_read_contexts_ahead_and_what_changed_once_the_guest_stands() {
    setup.contexts = ContextStrategies.AHEAD_THEN_DELTA;
    begin();
    last(new ContextsRequested(2));
    assertThat(scene.messages()).startsWith(read(S1), read(S2));

    on(SOURCE, gave(S1, "a1", 1_000));
    records(new ContextReceived(S1, Bytes.ofHex("a1"), ByteCount.of(1_000)));
    asks(context(2, 1_000));
    on(SOURCE, gave(S2, "a2", 2_000));
    asks(context(3, 2_000));
    crossed(3, 2_000);
    records(new TransferEnded(3, ByteCount.of(2_000)));
    asks(freeze(D2));
    on(DESTINATION, did(D2, DeviceOperation.FREEZE));
    records();
    asks(write(D2, "a2"));
    on(DESTINATION, did(D2, DeviceOperation.WRITE_CONTEXT));
    records(new ContextMoved(S2, ByteCount.of(2_000), true));
    asks();

    memorySent(1);
    asks();
    crossed(2, 1_000);
    asks(freeze(D1));
    on(DESTINATION, did(D1, DeviceOperation.FREEZE));
    asks(write(D1, "a1"));
    on(DESTINATION, did(D1, DeviceOperation.WRITE_CONTEXT));
    records(new ContextMoved(S1, ByteCount.of(1_000), true), phase(Phase.VCPU_STOP));
    asks(new StopVcpus(Setup.GUEST, 1, Side.SOURCE));

    vcpusStopped();
    on(SOURCE, did(S1, DeviceOperation.STOP));
    on(SOURCE, did(S2, DeviceOperation.STOP));
    on(SOURCE, did(S1, DeviceOperation.FREEZE));
    on(SOURCE, did(S2, DeviceOperation.FREEZE));
    asks(read(S1), read(S2));
    on(SOURCE, gave(S1, "d1", 10));
    on(SOURCE, gave(S2, "d2", 20));
    finalMemorySent(4, 30);
    asks(write(D1, "d1"), write(D2, "d2"));
    on(DESTINATION, did(D1, DeviceOperation.WRITE_CONTEXT));
    on(DESTINATION, did(D2, DeviceOperation.WRITE_CONTEXT));
    records(new ContextMoved(S2, ByteCount.of(20), false), phase(Phase.RESUME));
    resumed();
    completed(3_030);
  }

  @Test
  void should_read_contexts_again_after_a_round_but_once_a_second() {
    setup.contexts = ContextStrategies.ITERATIVE;
    setup.devices = 1;
    setup.writes = Setup.uniform(600_000_000);
    begin();
    on(SOURCE, gave(S1, "a1", 40));
    crossed(2, 40);
    asks(freeze(D1));
    on(DESTINATION, did(D1, DeviceOperation.FREEZE));
    on(DESTINATION, did(D1, DeviceOperation.WRITE_CONTEXT));

    memorySent(1);
    last(new ContextsRequested(1));
    assertThat(scene.messages()).startsWith(read(S1)).hasSize(2);
    on(SOURCE, gave(S1, "c1", 50));
    asks(context(4, 50));
    crossed(4, 50);
    asks(write(D1, "c1"));
    on(DESTINATION, did(D1, DeviceOperation.WRITE_CONTEXT));
    records(new ContextMoved(S1, ByteCount.of(50), true));

    memorySent(3);
    assertThat(scene.events())
        .as("the second round is over in less than a second")
        .doesNotContain(new ContextsRequested(1));
    last(phase(Phase.VCPU_STOP));
  }

  @Test
  void should_freeze_at_once_where_devices_need_not_all_stop_first() {
    setup.stopBeforeFreeze = false;
    begin();
    memorySent(1);
    vcpusStopped();
    asks(freeze(S1), freeze(S2));
    assertThat(scene.outgoing())
        .extracting(Outgoing::delay)
        .as("one after the other")
        .containsExactly(Setup.LOCAL, Setup.LOCAL.plus(Setup.SKEW));
    on(SOURCE, did(S1, DeviceOperation.FREEZE));
    on(SOURCE, did(S2, DeviceOperation.FREEZE));
    records(new QuestionAnswered(S2), phase(Phase.FREEZE), phase(Phase.CONTEXT_READ));
    asks(read(S1), read(S2));
  }

  @Test
  void should_go_through_every_phase_with_a_guest_without_devices() {
    setup.devices = 0;
    begin();
    memorySent(1);
    vcpusStopped();
    records(
        phase(Phase.DEVICE_STOP),
        phase(Phase.FREEZE),
        phase(Phase.CONTEXT_READ),
        phase(Phase.FINAL_MEMORY));
    finalMemorySent(2, 0);
    last(phase(Phase.RESUME));
    asks(new StartVcpus(Setup.GUEST));
    on(DESTINATION, new VcpusStarted(Setup.GUEST));
    completed(0);
  }

  @Test
  void should_stop_the_guest_at_once_where_all_memory_moves_while_it_stands() {
    setup.strategy = Strategies.STOP_AND_COPY;
    setup.devices = 0;
    scene = Scene.of(setup.migration());
    on(EntityId.fleet(), setup.attempt(1));
    on(SOURCE, new VmDescribed(Setup.GUEST, List.of()));
    on(DESTINATION, new RoomReserved(List.of()));
    records(new RoomGranted(List.of()), phase(Phase.PRE_COPY), phase(Phase.VCPU_STOP));
    asks(new StopVcpus(Setup.GUEST, 1, Side.SOURCE));
    on(SOURCE, new VcpusStopped(Setup.GUEST));
    asks(flow(1, setup.begin(scene.now()).session().afterStop(CALL)));
  }

  @Test
  void should_wait_for_a_last_word_where_the_engine_has_it_so() {
    setup.engine = Engines.SIMGRID;
    setup.devices = 0;
    begin();
    memorySent(1);
    vcpusStopped();
    finalMemorySent(2, 0);
    on(DESTINATION, new VcpusStarted(Setup.GUEST));
    records(phase(Phase.RELEASE));
    assertThat(scene.messages())
        .singleElement()
        .isInstanceOfSatisfying(
            StartFlow.class,
            word -> {
              assertThat(word.flow()).isEqualTo(3);
              assertThat(word.source()).isEqualTo(Setup.DESTINATION);
              assertThat(word.destination()).isEqualTo(Setup.SOURCE);
              assertThat(word.size()).isEqualTo(ByteCount.ZERO);
            });
    crossed(3, 0);
    records(new TransferEnded(3, ByteCount.ZERO));
    asks(new RemoveVm(Setup.GUEST));
  }

  @Test
  void should_slow_the_guest_and_let_time_pass_as_the_engine_asks() {
    setup.engine = Engines.QEMU_8_2;
    setup.strategy = Strategies.AUTO_CONVERGE;
    setup.writes = Setup.uniform(2_000_000_000L);
    setup.preCopy = setup.preCopy.withMaxBandwidth(new ByteRate(200_000_000));
    var bench = new MigrationBench(setup).start(1).run();
    assertThat(bench.ending()).contains(new AttemptEnded(Outcome.COMPLETED, ""));
    assertThat(bench.sent(WaitOver.class)).hasSizeGreaterThan(100).containsOnly(new WaitOver(1));
    assertThat(bench.events(WaitEnded.class)).hasSameSizeAs(bench.sent(WaitOver.class));
    assertThat(bench.events(GuestThrottled.class))
        .extracting(GuestThrottled::percent)
        .as("said once each time that it changes")
        .startsWith(20, 30, 40)
        .doesNotHaveDuplicates();
  }

  @Test
  void should_begin_anew_when_it_is_tried_again() {
    setup.contexts = ContextStrategies.AHEAD_THEN_DELTA;
    var bench = new MigrationBench(setup).start(1).runTo(Phase.CONTEXT_READ).cancel().run();
    assertThat(bench.ending()).map(AttemptEnded::outcome).contains(Outcome.ROLLED_BACK);
    int before = bench.events().size();
    bench.start(2).run();
    assertThat(bench.ending()).contains(new AttemptEnded(Outcome.COMPLETED, ""));

    var once = new MigrationBench(setup).start(1).run();
    assertThat(bench.events().subList(before, bench.events().size()))
        .extracting(Event::getClass)
        .as("the second attempt is as one that was the first")
        .isEqualTo(once.events().stream().map(Event::getClass).toList());
  }

  @Test
  void should_strike_devices_with_the_phase_and_attempt_that_the_scenario_names() {
    var flap = new Strike.Touch(Access.LINK_FLAP);
    var reset = new Strike.DisturbOwner(Disturbance.PF_FLR, CALL);
    setup.strike(0, Setup.GUEST, 1, false, CALL, 2, flap);
    setup.strike(1, Setup.GUEST, 0, true, CALL, 2, reset);
    setup.strike(2, Setup.GUEST, 7, false, CALL, 2, flap);
    setup.strike(3, "other", 0, false, CALL, 2, flap);
    var bench = new MigrationBench(setup).start(1).runTo(Phase.PRE_COPY).cancel().run();
    assertThat(bench.sent(Struck.class)).isEmpty();
    bench.start(2).run();
    assertThat(bench.sent())
        .filteredOn(
            out -> out.to().kind() == EntityKind.MEMBER || out.to().kind() == EntityKind.OWNER)
        .containsExactly(
            new Outgoing(EntityId.member(S2), Outgoing.SHORTEST, new Struck(flap)),
            new Outgoing(
                EntityId.owner(Setup.DESTINATION + "/net0"),
                Outgoing.SHORTEST,
                new DisturbOwner(Disturbance.PF_FLR, CALL)));
    assertThat(bench.events(FaultAimed.class))
        .containsExactly(new FaultAimed(0, S2), new FaultAimed(1, Setup.DESTINATION + "/net0"));
    assertThat(
            bench
                .timeOf(new FaultAimed(0, S2))
                .since(bench.timeOfLast(new PhaseEntered(Phase.PRE_COPY.word()))))
        .isEqualTo(CALL);
  }

  @Test
  void should_strike_nothing_when_the_attempt_is_over_by_then() {
    SimDuration day = SimDuration.ofSeconds(86_400);
    var flap = new Strike.Touch(Access.LINK_FLAP);
    setup.strike(0, Setup.GUEST, 1, false, day, 1, flap);
    var bench = new MigrationBench(setup).start(1).run();
    assertThat(bench.events(FaultAimed.class)).isEmpty();
    assertThat(bench.sent(Struck.class)).isEmpty();
  }

  // The parts that attempts have in common.

  private void begin() {
    scene = Scene.of(setup.migration()).after(SimDuration.ofSeconds(1));
    on(EntityId.fleet(), setup.attempt(1));
    records(
        new AttemptBegun(
            Setup.GUEST,
            Setup.MEMORY.size(),
            setup.vm().devices(),
            Setup.SOURCE,
            Setup.DESTINATION,
            1));
    assertThat(scene.outgoing())
        .containsExactly(new Outgoing(SOURCE, Setup.LOCAL, new DescribeVm(Setup.GUEST)));

    on(SOURCE, new VmDescribed(Setup.GUEST, setup.sourceMembers()));
    startedAt = scene.now();
    records(
        new MigrationStarted(
            Setup.GUEST,
            Setup.SOURCE,
            Setup.DESTINATION,
            1,
            Setup.MEMORY.size(),
            setup.engine.word(),
            setup.strategy.word(),
            setup.sourceMembers()),
        phase(Phase.RESERVE));
    assertThat(scene.outgoing())
        .containsExactly(new Outgoing(DESTINATION, Setup.REMOTE, new ReserveRoom(setup.vm())));

    on(DESTINATION, new RoomReserved(setup.destinationMembers()));
    assertThat(scene.events())
        .startsWith(new RoomGranted(setup.destinationMembers()), phase(Phase.PRE_COPY));
    Turn first = setup.begin(scene.now());
    answered(first);
    SimDuration left = setup.timeoutPerGib.minus(scene.now().since(startedAt));
    assertThat(scene.messages()).last().isEqualTo(flow(1, within(left, (Step.Send) first.step())));
  }

  /** All that the engine asked for has crossed in this flow: a round ends. */
  private void memorySent(long flow) {
    ByteCount all = ((Step.Send) step).bytes();
    scene.after(SimDuration.ofNanos(all.bytes()));
    crossed(flow, all.bytes());
    Turn turn = engine.next(new Sent(all, scene.now().since(askedAt)), scene.now());
    RoundReport round = turn.rounds().get(0);
    assertThat(scene.events())
        .startsWith(
            new TransferEnded(flow, all),
            new RoundFinished(round.round(), round.sent(), round.dirtied(), round.took()));
    answered(turn);
    rounds++;
    memorySent = memorySent.plus(round.sent());
  }

  private void answered(Turn turn) {
    engine = turn.session();
    step = turn.step();
    askedAt = scene.now();
  }

  private static Step.Send within(SimDuration left, Step.Send send) {
    return new Step.Send(
        send.bytes(), send.cap(), send.atMost().compareTo(left) < 0 ? send.atMost() : left);
  }

  private void vcpusStopped() {
    stoppedAt = scene.now();
    on(SOURCE, new VcpusStopped(Setup.GUEST));
  }

  /** What is left of memory crosses with so many bytes of contexts. */
  private void finalMemorySent(long flow, long contexts) {
    Step.Send rest = engine.afterStop(stoppedAt.plus(CALL).since(askedAt));
    asks(
        flow(flow, Step.Send.all(rest.bytes().plus(ByteCount.of(contexts)), rest.cap()), contexts));
    crossed(flow, rest.bytes().bytes() + contexts);
    assertThat(scene.events())
        .startsWith(new FinalMemorySent(rest.bytes(), CALL), phase(Phase.CONTEXT_WRITE));
    memorySent = memorySent.plus(rest.bytes());
  }

  private void resumed() {
    on(DESTINATION, did(D2, DeviceOperation.ACTIVATE));
    records(new QuestionAnswered(D2));
    asks();
    on(DESTINATION, did(D1, DeviceOperation.ACTIVATE));
    records(new QuestionAnswered(D1));
    assertThat(scene.outgoing())
        .containsExactly(new Outgoing(DESTINATION, Setup.REMOTE, new StartVcpus(Setup.GUEST)));
    on(DESTINATION, new VcpusStarted(Setup.GUEST));
  }

  private void completed(long contexts) {
    records(phase(Phase.RELEASE));
    asks(new RemoveVm(Setup.GUEST));
    SimTime resumedAt = scene.now();
    on(SOURCE, new VmRemoved(Setup.GUEST));
    records(
        new MigrationCompleted(
            resumedAt.since(stoppedAt),
            scene.now().since(startedAt),
            rounds,
            memorySent,
            ByteCount.of(contexts)));
    assertThat(scene.outgoing())
        .containsExactly(
            new Outgoing(EntityId.fleet(), Setup.REMOTE, new AttemptEnded(Outcome.COMPLETED, "")));
  }

  // How a scene is told.

  /** A message comes {@link #CALL} after the one before. */
  private void on(EntityId from, Message message) {
    scene.after(CALL).recovered().when(from, message);
  }

  private void crossed(long flow, long bytes) {
    on(EntityId.fabric(), new FlowEnded(flow, ByteCount.of(bytes), CALL, false));
  }

  private void records(Event... events) {
    scene.thenEvents(events);
  }

  private void last(Event event) {
    assertThat(scene.events()).last().isEqualTo(event);
  }

  private void asks(Message... messages) {
    scene.thenMessages(messages);
  }

  private static PhaseEntered phase(Phase phase) {
    return new PhaseEntered(phase.word());
  }

  private static DeviceOperated did(String member, DeviceOperation operation) {
    return new DeviceOperated(member, operation, Bytes.EMPTY, ByteCount.ZERO);
  }

  private static DeviceOperated gave(String member, String content, long size) {
    return new DeviceOperated(
        member, DeviceOperation.READ_CONTEXT, Bytes.ofHex(content), ByteCount.of(size));
  }

  private static OperateDevice stop(String member) {
    return new OperateDevice(member, DeviceOperation.STOP, Bytes.EMPTY);
  }

  private static OperateDevice freeze(String member) {
    return new OperateDevice(member, DeviceOperation.FREEZE, Bytes.EMPTY);
  }

  private static OperateDevice read(String member) {
    return new OperateDevice(member, DeviceOperation.READ_CONTEXT, Bytes.EMPTY);
  }

  private static OperateDevice write(String member, String content) {
    return new OperateDevice(member, DeviceOperation.WRITE_CONTEXT, Bytes.ofHex(content));
  }

  private static OperateDevice activate(String member) {
    return new OperateDevice(member, DeviceOperation.ACTIVATE, Bytes.EMPTY);
  }

  private static StartFlow flow(long number, Step.Send send) {
    return flow(number, send, 0);
  }

  private static StartFlow context(long number, long bytes) {
    return flow(number, Step.Send.all(ByteCount.of(bytes), Step.UNLIMITED), bytes);
  }

  private static StartFlow flow(long number, Step.Send send, long context) {
    return new StartFlow(
        number,
        Setup.SOURCE,
        Setup.DESTINATION,
        send.bytes(),
        ByteCount.of(context),
        send.cap(),
        send.atMost(),
        Setup.KEEPALIVE);
  }
}
