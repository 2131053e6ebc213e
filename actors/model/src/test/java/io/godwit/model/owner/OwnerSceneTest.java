package io.godwit.model.owner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.model.bench.DeviceHarness;
import io.godwit.model.device.Access;
import io.godwit.model.device.DriverMessage;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.OwnerMessage;
import io.godwit.model.device.PcieLink;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.Scene;
import io.godwit.model.event.OwnerEvent.CommandDropped;
import io.godwit.model.event.OwnerEvent.CommandFetched;
import io.godwit.model.event.OwnerEvent.CommandServed;
import io.godwit.model.event.OwnerEvent.CommandTurnedAway;
import io.godwit.model.event.OwnerEvent.DoorbellRung;
import io.godwit.model.event.OwnerEvent.ObjectChanged;
import io.godwit.model.event.OwnerEvent.OwnerDisturbed;
import io.godwit.model.event.OwnerEvent.OwnerPrepared;
import io.godwit.model.event.OwnerEvent.OwnerRestored;
import io.godwit.model.event.OwnerEvent.OwnerStarted;
import io.godwit.model.id.EntityId;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import io.godwit.model.virtio.CommandFrames;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Given what an owner has on record, what it makes of each message, stopped and recovered. */
class OwnerSceneTest {

  private static final EntityId HOST = EntityId.hypervisor("h");
  private static final EntityId OWNER = EntityId.owner("h/net0");
  private static final PcieLink LINK = PcieLink.parse("gen4 x8").orElseThrow();
  private static final OwnerSettings.ServiceTimes TIMES = OwnerSettings.ServiceTimes.ASSUMED;
  private static final Disturbance RESET = Disturbance.PF_FLR;
  private static final SimDuration LASTS = SimDuration.ofMillis(30);

  private static final CommandFrames SEED = new CommandFrames(Protocol.of(Profiles.SEED_2023));
  private static final CommandFrames STANDARD = new CommandFrames(Protocol.of(Profiles.VIRTIO_1_4));
  private static final Bytes READ = SEED.read(1).encode();

  private static OwnerSettings settings(CommandFrames frames, int depth, int engines) {
    return new OwnerSettings(frames.protocol(), 64, 1, depth, engines, LINK, 2, TIMES);
  }

  /** An owner of the seed's that has started. */
  private static Scene<OwnerState> owner(int depth, int engines) {
    return Scene.of(new OwnerDevice("h/net0", settings(SEED, depth, engines)))
        .given(new OwnerStarted("seed-2023", 64, depth, engines), prepared(SEED, 0));
  }

  private static OwnerPrepared prepared(CommandFrames frames, int objects) {
    return new OwnerPrepared(
        frames.hasGroup(AdminCommand.GROUP_SELF)
            ? frames.commands(AdminCommand.GROUP_SELF).bits()
            : Bytes.EMPTY,
        frames.commands(AdminCommand.GROUP_SRIOV).bits(),
        objects,
        objects);
  }

  private static OwnerMessage.Executed executed(long ticket) {
    return new OwnerMessage.Executed(ticket, 0, 0, Bytes.EMPTY, ByteCount.ZERO, false);
  }

  private static DoorbellRung rung(long ticket, Bytes frame) {
    return new DoorbellRung(ticket, 100 + ticket, frame);
  }

  private static CommandFetched fetched(long ticket, int member, int waiting) {
    return new CommandFetched(
        ticket,
        100 + ticket,
        "h/net0/" + member,
        "dev-ctx-read",
        ByteCount.of(READ.size()),
        waiting);
  }

  /** Served in the instant in which it was fetched or failed. */
  private static CommandServed failed(long ticket, SimDuration queued) {
    return new CommandServed(
        ticket,
        100 + ticket,
        "dev-ctx-read",
        AdminStatus.EIO,
        AdminQualifier.INVALID_COMMAND,
        ByteCount.of(AdminResult.STATUS_BYTES),
        ByteCount.ZERO,
        queued,
        SimDuration.ZERO);
  }

  private static List<Message> to(Scene<?> scene, EntityId whom) {
    return scene.outgoing().stream()
        .filter(out -> out.to().equals(whom))
        .map(Outgoing::message)
        .toList();
  }

  private static DriverMessage.Interrupt interrupt(long command, AdminResult result) {
    return new DriverMessage.Interrupt(command, result.encode());
  }

  @Test
  void should_carry_a_command_from_doorbell_to_interrupt() {
    var scene = Scene.of(new OwnerDevice("h/net0", settings(SEED, 64, 4)));
    SimDuration fetch = LINK.fetch(ByteCount.of(READ.size()));

    scene
        .when(HOST, new OwnerMessage.RingDoorbell(101, READ))
        .thenEvents(new OwnerStarted("seed-2023", 64, 64, 4), prepared(SEED, 0), rung(1, READ));
    assertThat(scene.outgoing())
        .containsExactly(new Outgoing(OWNER, fetch, new OwnerMessage.FrameFetched(1)));

    scene
        .recovered()
        .after(fetch)
        .when(OWNER, new OwnerMessage.FrameFetched(1))
        .thenEvents(fetched(1, 1, 0));
    assertThat(scene.outgoing())
        .containsExactly(
            new Outgoing(
                EntityId.member("h/net0/1"),
                TIMES.command(),
                new MemberMessage.Execute(1, SEED.read(1).opcode(), Bytes.EMPTY)));

    var result = AdminResult.success(Bytes.ofHex("0102030405060708"));
    var done = new OwnerMessage.Executed(1, 0, 0, result.result(), ByteCount.ofMib(2), false);
    SimDuration gathering = TIMES.context().timeToSend(ByteCount.ofMib(2).plus(ByteCount.of(8)));
    scene
        .recovered()
        .after(TIMES.command())
        .when(EntityId.member("h/net0/1"), done)
        .thenEvents(
            new CommandServed(
                1,
                101,
                "dev-ctx-read",
                0,
                0,
                ByteCount.of(16),
                ByteCount.ofMib(2),
                SimDuration.ZERO,
                TIMES.command().plus(gathering)));
    SimDuration written =
        gathering
            .plus(LINK.writeBack(ByteCount.ofMib(2)))
            .plus(LINK.writeBack(ByteCount.of(16)))
            .plus(LINK.interrupt());
    assertThat(scene.outgoing())
        .containsExactly(new Outgoing(HOST, written, interrupt(101, result)));
  }

  @Test
  void should_fetch_one_frame_after_the_other() {
    SimDuration fetch = LINK.fetch(ByteCount.of(READ.size()));
    var scene = owner(64, 4).given(rung(1, READ)).recovered();
    scene.when(HOST, new OwnerMessage.RingDoorbell(102, READ)).thenEvents(rung(2, READ));
    assertThat(scene.outgoing())
        .containsExactly(new Outgoing(OWNER, fetch.times(2), new OwnerMessage.FrameFetched(2)));
  }

  @Test
  void should_turn_away_what_a_full_queue_cannot_hold_until_a_result_is_written() {
    var scene = owner(2, 1).given(rung(1, READ), fetched(1, 1, 0), rung(2, READ)).recovered();
    scene
        .when(HOST, new OwnerMessage.RingDoorbell(103, READ))
        .thenEvents(new CommandTurnedAway(103, "h/net0/1", "dev-ctx-read", 2))
        .thenMessages(new DriverMessage.QueueFull(103, READ));
    scene
        .recovered()
        .when(EntityId.member("h/net0/1"), executed(1))
        .recovered()
        .when(HOST, new OwnerMessage.RingDoorbell(103, READ))
        .thenEvents(rung(3, READ));
  }

  @Test
  void should_have_one_command_for_each_member_and_for_each_engine() {
    Bytes other = SEED.read(2).encode();
    var scene =
        owner(64, 2)
            .given(rung(1, READ), rung(2, READ), rung(3, other), rung(4, other))
            .given(fetched(1, 1, 0), fetched(2, 1, 0), fetched(3, 2, 1))
            .recovered();
    scene.when(OWNER, new OwnerMessage.FrameFetched(4)).thenEvents(fetched(4, 2, 2)).thenMessages();

    scene.recovered().when(EntityId.member("h/net0/1"), executed(1));
    assertThat(to(scene, EntityId.member("h/net0/1")))
        .containsExactly(new MemberMessage.Execute(2, SEED.read(1).opcode(), Bytes.EMPTY));
    assertThat(to(scene, EntityId.member("h/net0/2")))
        .containsExactly(new MemberMessage.Execute(3, SEED.read(2).opcode(), Bytes.EMPTY));
  }

  @Test
  void should_free_the_place_of_a_command_whose_result_is_lost() {
    var scene = owner(2, 1).given(rung(1, READ), fetched(1, 1, 0), rung(2, READ)).recovered();
    scene.when(OWNER, new OwnerMessage.FrameFetched(2)).thenMessages();
    var lost = new OwnerMessage.Executed(1, 0, 0, Bytes.EMPTY, ByteCount.ZERO, true);
    scene
        .recovered()
        .when(EntityId.member("h/net0/1"), lost)
        .thenEvents(new CommandDropped(1, 101, "h/net0/1", "dev-ctx-read"))
        .thenMessages(new MemberMessage.Execute(2, SEED.read(1).opcode(), Bytes.EMPTY));
    scene.recovered().when(HOST, new OwnerMessage.RingDoorbell(103, READ));
    scene.thenEvents(rung(3, READ));
  }

  @Test
  void should_fail_all_that_is_outstanding_when_it_is_reset_and_be_deaf_to_late_answers() {
    var scene =
        owner(64, 1)
            .given(rung(1, READ), rung(2, READ), fetched(1, 1, 0), fetched(2, 1, 0), rung(3, READ))
            .recovered();
    var reset = new OwnerMessage.DisturbOwner(RESET, LASTS);
    scene
        .when(HOST, reset)
        .thenEvents(
            new OwnerDisturbed(RESET.word(), LASTS),
            failed(1, SimDuration.ZERO),
            failed(2, SimDuration.ZERO),
            failed(3, SimDuration.ZERO));
    assertThat(to(scene, HOST)).hasSize(3).hasOnlyElementsOfType(DriverMessage.Interrupt.class);
    assertThat(to(scene, EntityId.member("h/net0/1")))
        .containsExactly(
            new MemberMessage.CutOff(1),
            new MemberMessage.Struck(new Access.Strike.Disturb(RESET)));
    assertThat(to(scene, OWNER)).containsExactly(new OwnerMessage.OwnerBack(1));

    scene.recovered().when(EntityId.member("h/net0/1"), executed(1)).thenEvents().thenMessages();
    scene.recovered().when(OWNER, new OwnerMessage.FrameFetched(3)).thenEvents().thenMessages();

    scene.recovered().when(HOST, new OwnerMessage.RingDoorbell(104, READ));
    scene.recovered().when(OWNER, new OwnerMessage.FrameFetched(4));
    assertThat(to(scene, HOST)).containsExactly(interrupt(104, OwnAnswers.failure(RESET)));

    scene
        .recovered()
        .when(OWNER, new OwnerMessage.OwnerBack(1))
        .thenEvents(new OwnerRestored(0, 1), prepared(SEED, 0));
    scene.recovered().when(HOST, new OwnerMessage.RingDoorbell(105, READ));
    scene.recovered().when(OWNER, new OwnerMessage.FrameFetched(5));
    scene.thenMessages(new MemberMessage.Execute(5, SEED.read(1).opcode(), Bytes.EMPTY));
  }

  @Test
  void should_know_no_group_while_its_members_are_turned_off() {
    var off = Disturbance.VF_DISABLE;
    var scene = owner(64, 1).given(rung(1, READ), new OwnerDisturbed(off.word(), LASTS));
    scene.recovered().when(OWNER, new OwnerMessage.FrameFetched(1));
    assertThat(to(scene, HOST))
        .containsExactly(interrupt(101, AdminResult.invalid(AdminQualifier.INVALID_GROUP)));
  }

  /** Commands of the accepted text's owner, each from doorbell to whatever follows its fetch. */
  private static final class Objects {
    final Scene<OwnerState> scene =
        Scene.of(new OwnerDevice("h/net0", settings(STANDARD, 64, 1)))
            .given(new OwnerStarted("virtio-1.4", 64, 64, 1), prepared(STANDARD, 2));
    private long tickets;

    Scene<OwnerState> ask(AdminCommand command) {
      scene.recovered().when(HOST, new OwnerMessage.RingDoorbell(++tickets, command.encode()));
      return scene.recovered().when(OWNER, new OwnerMessage.FrameFetched(tickets));
    }

    int status(AdminCommand command) {
      ask(command);
      var told = (DriverMessage.Interrupt) to(scene, HOST).get(0);
      return AdminResult.decode(told.result()).status();
    }

    List<ObjectChanged> changes() {
      return scene.events().stream()
          .filter(ObjectChanged.class::isInstance)
          .map(ObjectChanged.class::cast)
          .toList();
    }
  }

  @Test
  void should_keep_its_objects() {
    var owner = new Objects();
    assertThat(owner.status(STANDARD.createObject(1, CommandFrames.GET))).isZero();
    assertThat(owner.changes()).containsExactly(new ObjectChanged("h/net0/1", 0, 0, "created", 1));
    CommandFrames one = STANDARD.through(1);
    assertThat(owner.status(one.createObject(3, CommandFrames.SET))).isZero();
    assertThat(owner.changes()).containsExactly(new ObjectChanged("h/net0/3", 1, 1, "created", 2));
    assertThat(owner.status(STANDARD.through(2).createObject(4, CommandFrames.GET)))
        .isEqualTo(AdminStatus.EINVAL);
    assertThat(owner.changes()).isEmpty();
    assertThat(owner.status(STANDARD.createObject(1, CommandFrames.GET)))
        .isEqualTo(AdminStatus.EEXIST);
    assertThat(owner.status(one.destroyObject(3))).isZero();
    assertThat(owner.changes())
        .containsExactly(new ObjectChanged("h/net0/3", 1, 1, "destroyed", 1));
    assertThat(owner.status(STANDARD.read(2))).isEqualTo(AdminStatus.ENXIO);
    assertThat(owner.ask(STANDARD.read(1)).messages())
        .hasSize(1)
        .hasOnlyElementsOfType(MemberMessage.Execute.class);
  }

  @Test
  void should_have_lost_its_objects_after_a_reset() {
    var owner = new Objects();
    owner.ask(STANDARD.createObject(1, CommandFrames.GET));
    owner.scene.recovered().when(HOST, new OwnerMessage.DisturbOwner(RESET, LASTS));
    owner.scene.recovered().when(OWNER, new OwnerMessage.OwnerBack(1));
    owner.scene.thenEvents(new OwnerRestored(0, 1), prepared(STANDARD, 2));
    assertThat(owner.status(STANDARD.read(1))).isEqualTo(AdminStatus.ENXIO);
    assertThat(owner.status(STANDARD.createObject(1, CommandFrames.GET))).isZero();
  }

  /** What it answers by itself takes an engine for no time: the next one begins at once. */
  @Test
  void should_answer_by_itself_what_waits_and_begin_what_follows() {
    var list = new AdminCommand(0, AdminCommand.GROUP_SELF, 0, Bytes.EMPTY);
    var scene =
        owner(64, 1)
            .given(rung(1, READ), rung(2, list.encode()), rung(3, SEED.read(2).encode()))
            .given(fetched(1, 1, 0), fetched(2, 0, 0), fetched(3, 2, 1))
            .recovered()
            .when(EntityId.member("h/net0/1"), executed(1));
    assertThat(scene.events())
        .extracting(event -> ((CommandServed) event).ticket())
        .containsExactly(1L, 2L);
    assertThat(to(scene, HOST)).hasSize(2);
    assertThat(to(scene, EntityId.member("h/net0/2")))
        .containsExactly(new MemberMessage.Execute(3, SEED.read(2).opcode(), Bytes.EMPTY));
  }

  @Test
  void should_answer_by_itself_however_many_have_waited() {
    int depth = 20_000;
    var owner = new DeviceHarness<>(new OwnerDevice("h/net0", settings(SEED, depth, 1)));
    Bytes list = new AdminCommand(0, AdminCommand.GROUP_SELF, 0, Bytes.EMPTY).encode();
    for (int ticket = 1; ticket <= depth; ticket++) {
      owner.tell(HOST, new OwnerMessage.RingDoorbell(ticket, ticket == 1 ? READ : list));
      owner.tell(OWNER, new OwnerMessage.FrameFetched(ticket));
    }
    var unit = owner.tell(EntityId.member("h/net0/1"), executed(1));
    assertThat(unit.outgoing()).hasSize(depth);
    assertThat(owner.state.open()).isEmpty();
  }

  @Test
  void should_refuse_a_record_that_cannot_be_its_own() {
    assertThatThrownBy(() -> owner(64, 1).given(fetched(7, 1, 0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ticket 7");
  }

  @Test
  void should_throw_for_a_message_of_somebody_else() {
    var stray = new MemberMessage.ResetFunction("none of an owner's");
    assertThatThrownBy(() -> owner(64, 1).when(HOST, stray))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ResetFunction");
  }
}
