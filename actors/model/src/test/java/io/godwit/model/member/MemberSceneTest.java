package io.godwit.model.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.model.context.DeviceTypes;
import io.godwit.model.context.Digest;
import io.godwit.model.context.GuestDevice;
import io.godwit.model.context.MemberSettings;
import io.godwit.model.context.Registers;
import io.godwit.model.context.Resets;
import io.godwit.model.device.Access;
import io.godwit.model.device.DriverMessage;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.OwnerMessage;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.Scene;
import io.godwit.model.event.Event;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.CommandRefused;
import io.godwit.model.event.MemberEvent.CommandsCutOff;
import io.godwit.model.event.MemberEvent.ContextApplied;
import io.godwit.model.event.MemberEvent.ContextRead;
import io.godwit.model.event.MemberEvent.ContextSealed;
import io.godwit.model.event.MemberEvent.ContextWritten;
import io.godwit.model.event.MemberEvent.DeviceResumed;
import io.godwit.model.event.MemberEvent.DisturbanceBegan;
import io.godwit.model.event.MemberEvent.DisturbanceEnded;
import io.godwit.model.event.MemberEvent.FaultArmed;
import io.godwit.model.event.MemberEvent.FaultStruck;
import io.godwit.model.event.MemberEvent.MemberReset;
import io.godwit.model.event.MemberEvent.MemberStarted;
import io.godwit.model.event.MemberEvent.ModeChangePutOff;
import io.godwit.model.event.MemberEvent.ModeChanged;
import io.godwit.model.event.MemberEvent.RaceDecided;
import io.godwit.model.event.MemberEvent.ReadContinued;
import io.godwit.model.event.MemberEvent.ResultLost;
import io.godwit.model.event.MemberEvent.StatusOverwritten;
import io.godwit.model.event.MemberEvent.WorkingStateCleared;
import io.godwit.model.id.EntityId;
import io.godwit.model.option.CommandOnFlr;
import io.godwit.model.option.FlrInFreeze;
import io.godwit.model.option.ModeBusy;
import io.godwit.model.option.Option;
import io.godwit.model.option.ReadAtomicity;
import io.godwit.model.option.StopConfigWrite;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.protocol.Stage;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Given what a member has on record, what it makes of each message, stopped and recovered. */
class MemberSceneTest {

  private static final String NAME = "h/net0/1";
  private static final EntityId HOST = EntityId.hypervisor("h");
  private static final EntityId OWNER = EntityId.owner("h/net0");
  private static final EntityId SELF = EntityId.member(NAME);
  private static final SimDuration RESET_TIME = SimDuration.ofMillis(30);
  private static final Protocol SEED = Protocol.of(Profiles.SEED_2023);
  private static final Protocol STATUS = Protocol.of(Profiles.STATUS_BIT);
  private static final CommandFrames FRAMES = new CommandFrames(SEED);

  /** Five of a network device, and four for each queue. */
  private static final int FIELDS = 5 + 2 * 4;

  private static final Mode RESERVED = new Mode("reserved", 9, Stage.WORKING);
  private static final Event STARTED = new MemberStarted("net", 2, "active");

  /** Of a device without traffic, so that its context stands unless something is done to it. */
  private static MemberSettings settings(Protocol protocol, ByteCount readBuffer) {
    return new MemberSettings(
        DeviceTypes.NET,
        protocol,
        2,
        0,
        SimDuration.ZERO,
        RESET_TIME,
        SimDuration.ofMillis(1),
        ByteCount.ZERO,
        100,
        readBuffer,
        false,
        false,
        true);
  }

  private static Scene<MemberState> member(MemberSettings settings) {
    return Scene.of(new MemberDevice(NAME, settings, true)).given(STARTED);
  }

  private static Scene<MemberState> member(Protocol protocol) {
    return member(settings(protocol, MemberSettings.READ_BUFFER));
  }

  private static Event mode(String from, String to) {
    return new ModeChanged(from, to, SimDuration.ZERO);
  }

  private static Message setMode(String word) {
    return execute(FRAMES.setMode(1, SEED.modes().ofWord(word)));
  }

  private static Message execute(AdminCommand command) {
    return new MemberMessage.Execute(7, command.opcode(), command.data());
  }

  private static Message touch(Access access) {
    return new MemberMessage.Struck(new Access.Strike.Touch(access));
  }

  private static Message disturb(Disturbance disturbance) {
    return new MemberMessage.Struck(new Access.Strike.Disturb(disturbance));
  }

  private static Bytes context(Scene<MemberState> scene) {
    return ContextCodec.encode(scene.state().context(scene.now()));
  }

  /** What the owner is answered. */
  private static AdminResult answer(Scene<?> scene) {
    var done = executed(scene);
    return new AdminResult(done.status(), done.qualifier(), done.result());
  }

  private static OwnerMessage.Executed executed(Scene<?> scene) {
    return (OwnerMessage.Executed)
        scene.outgoing().stream()
            .filter(out -> out.to().equals(OWNER))
            .map(Outgoing::message)
            .findFirst()
            .orElseThrow();
  }

  private static <E extends Event> E only(Scene<?> scene, Class<E> type) {
    List<E> found = scene.events().stream().filter(type::isInstance).map(type::cast).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  @Test
  void should_say_what_it_is_when_it_is_touched_first() {
    var settings = settings(SEED, MemberSettings.READ_BUFFER);
    var scene = Scene.of(new MemberDevice(NAME, settings, true)).when(OWNER, setMode("stop"));
    assertThat(scene.events()).first().isEqualTo(STARTED);
    scene.recovered().when(OWNER, setMode("freeze"));
    assertThat(scene.events()).doesNotContain(STARTED);
  }

  @Test
  void should_change_its_mode_and_seal_its_context() {
    var scene = member(SEED).recovered().when(OWNER, setMode("stop"));
    scene.thenEvents(mode("active", "stop"));
    scene.recovered().when(OWNER, setMode("freeze"));
    scene.thenEvents(mode("stop", "freeze"), new ContextSealed(context(scene)));
    scene.recovered().when(OWNER, setMode("active"));
    assertThat(only(scene, DeviceResumed.class).content()).isEqualTo(context(scene));
    assertThat(answer(scene).ok()).isTrue();
  }

  @Test
  void should_work_with_what_was_written_to_it() {
    Bytes theirs =
        ContextCodec.encode(
            GuestDevice.setUp("h/net0/9", settings(SEED, MemberSettings.READ_BUFFER)));
    var scene =
        Scene.of(new MemberDevice(NAME, settings(SEED, MemberSettings.READ_BUFFER), false))
            .given(STARTED, mode("active", "freeze"));
    scene.recovered().when(OWNER, execute(FRAMES.write(1, theirs)));
    scene.thenEvents(new ContextWritten("freeze", FIELDS, theirs));
    assertThat(scene.outgoing().get(0).delay())
        .as("queues are set up by the first write")
        .isEqualTo(SimDuration.ofMillis(2).plus(Outgoing.SHORTEST));
    scene.recovered().when(OWNER, execute(FRAMES.write(1, theirs)));
    assertThat(scene.outgoing().get(0).delay()).isEqualTo(Outgoing.SHORTEST);
    scene.recovered().when(OWNER, setMode("active"));
    scene.thenEvents(mode("freeze", "active"), new ContextApplied(theirs));
    assertThat(context(scene.recovered())).isEqualTo(theirs);
  }

  @Test
  void should_return_only_what_has_changed_since_a_read_before_it_was_stopped() {
    var scene = member(SEED).when(OWNER, execute(FRAMES.read(1)));
    assertThat(only(scene, ContextRead.class).fields()).isEqualTo(FIELDS);
    scene.recovered().when(OWNER, touch(Access.STATUS_WRITE));
    scene.recovered().when(OWNER, execute(FRAMES.read(1)));
    assertThat(only(scene, ContextRead.class).fields()).isEqualTo(1);
  }

  @Test
  void should_answer_the_next_command_with_an_error_once() {
    var fail = new Access.Strike.Fail(AdminStatus.ENOMEM, AdminQualifier.NO_RESOURCE);
    var scene = member(SEED).when(HOST, new MemberMessage.Struck(fail));
    scene.thenEvents(
        new FaultArmed("command-error", AdminStatus.ENOMEM, AdminQualifier.NO_RESOURCE));
    scene.recovered().when(OWNER, setMode("stop"));
    scene.thenEvents(
        new FaultStruck("command-error"),
        new CommandRefused(
            "dev-mode-set",
            AdminStatus.ENOMEM,
            AdminQualifier.NO_RESOURCE,
            "struck by the scenario"));
    assertThat(answer(scene).status()).isEqualTo(AdminStatus.ENOMEM);
    scene.recovered().when(OWNER, setMode("stop")).thenEvents(mode("active", "stop"));
  }

  @Test
  void should_lose_the_result_of_the_next_command_that_takes_effect() {
    var scene = member(SEED).when(HOST, new MemberMessage.Struck(new Access.Strike.LoseResult()));
    scene.thenEvents(new FaultArmed("lost-response", 0, 0));
    scene.recovered().when(OWNER, execute(FRAMES.setMode(1, RESERVED)));
    assertThat(executed(scene).lost()).as("of a refusal").isFalse();
    scene.recovered().when(OWNER, setMode("stop"));
    scene.thenEvents(
        mode("active", "stop"), new FaultStruck("lost-response"), new ResultLost("dev-mode-set"));
    assertThat(executed(scene).lost()).isTrue();
    scene.recovered().when(OWNER, setMode("active"));
    assertThat(executed(scene).lost()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "digest"})
  void should_damage_the_next_context_that_is_written(String check) {
    Protocol protocol = SEED.with(Option.PART_CHECK, check);
    var scene = member(protocol).given(mode("active", "stop"));
    Bytes whole = context(scene);
    Bytes sent =
        check.equals("none")
            ? whole
            : ContextCodec.encode(Digest.with(ContextCodec.decode(whole).orElseThrow()));
    scene.when(HOST, new MemberMessage.Struck(new Access.Strike.CorruptWrite()));
    scene.thenEvents(new FaultArmed("corrupt-context", 0, 0));
    scene.recovered().when(OWNER, execute(FRAMES.write(1, sent)));
    assertThat(scene.events()).contains(new FaultStruck("corrupt-context"));
    assertThat(answer(scene).ok()).isEqualTo(check.equals("none"));
    assertThat(scene.events()).doesNotContain(new ContextWritten("stop", FIELDS, whole));
    scene.recovered().when(OWNER, execute(FRAMES.write(1, sent)));
    scene.thenEvents(new ContextWritten("stop", FIELDS, whole));
  }

  @Test
  void should_put_a_busy_device_off_until_it_is_done() {
    Protocol protocol = SEED.with(ModeBusy.EAGAIN);
    var busy =
        MemberSettings.plain(
            DeviceTypes.NET, protocol, 2, 10_000, SimDuration.ofMicros(300), RESET_TIME);
    var scene = member(busy).when(OWNER, setMode("stop"));
    scene.thenEvents(new ModeChangePutOff("active", "stop"));
    assertThat(answer(scene).status()).isEqualTo(AdminStatus.EAGAIN);
    scene.recovered().when(OWNER, setMode("stop"));
    scene.thenEvents(new ModeChangePutOff("active", "stop"));
    scene.after(SimDuration.ofMicros(300));
    scene.recovered().when(OWNER, setMode("stop")).thenEvents(mode("active", "stop"));
    scene.recovered().when(OWNER, setMode("active"));
    scene.recovered().when(OWNER, setMode("stop"));
    scene.thenEvents(new ModeChangePutOff("active", "stop"));
  }

  /** Whether or not the read clears what it has read: what is still to come is what it was. */
  @ParameterizedTest
  @ValueSource(strings = {"change-record", "working-state"})
  void should_return_a_context_in_pieces(String clears) {
    Protocol protocol = SEED.with(Option.CLEAR_ON_READ, clears);
    var scene = member(settings(protocol, ByteCount.of(300))).given(mode("active", "stop"));
    Bytes whole = context(scene);
    scene.recovered().when(OWNER, execute(FRAMES.read(1)));
    assertThat(only(scene, ContextRead.class).content()).isEqualTo(whole);
    assertThat(scene.events().stream().anyMatch(WorkingStateCleared.class::isInstance))
        .isEqualTo(clears.equals("working-state"));
    Bytes soFar = FRAMES.content(answer(scene));
    while (FRAMES.remaining(answer(scene)) > 0) {
      int left = FRAMES.remaining(answer(scene));
      scene.recovered().when(OWNER, execute(FRAMES.read(1)));
      scene.thenEvents(new ReadContinued(Math.min(300, left)));
      soFar = soFar.plus(FRAMES.content(answer(scene)));
    }
    assertThat(soFar).isEqualTo(whole);
  }

  @Test
  void should_begin_a_read_anew_in_another_mode() {
    var scene = member(settings(SEED, ByteCount.of(300))).when(OWNER, execute(FRAMES.read(1)));
    scene.recovered().when(OWNER, setMode("stop"));
    scene.recovered().when(OWNER, execute(FRAMES.read(1)));
    assertThat(only(scene, ContextRead.class).fields()).isZero();
  }

  @Test
  void should_show_a_control_command_half_done_until_its_second_table_is_changed() {
    var scene = member(SEED.with(ReadAtomicity.TORN));
    Bytes before = context(scene);
    scene.when(HOST, touch(Access.CONTROL_COMMAND)).recovered().after(SimDuration.ofMicros(49));
    Bytes during = context(scene);
    scene.after(SimDuration.ofMicros(1));
    assertThat(List.of(before, during, context(scene))).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"complete", "lose"})
  void should_end_a_control_command_when_it_stops(String choice) {
    var scene = member(SEED.with(Option.CONTROL_COMMAND, choice));
    scene.when(HOST, touch(Access.CONTROL_COMMAND)).after(SimDuration.ofMicros(10));
    scene.recovered().when(OWNER, setMode("stop"));
    AccessServed ended = only(scene, AccessServed.class);
    assertThat(ended.access()).isEqualTo("control-command");
    assertThat(ended.effect()).isEqualTo(choice.equals("complete") ? "applied" : "lost");
    scene.recovered().when(OWNER, setMode("active"));
    assertThat(scene.events()).noneMatch(AccessServed.class::isInstance);
  }

  @Test
  void should_hold_a_read_until_a_reset_is_over() {
    var flr = Disturbance.VF_FLR;
    var scene = member(SEED).when(HOST, disturb(flr));
    scene.thenEvents(new DisturbanceBegan(flr.word(), RESET_TIME));
    assertThat(scene.outgoing())
        .containsExactly(
            new Outgoing(SELF, RESET_TIME.plus(Outgoing.SHORTEST), new MemberMessage.Settled(flr)));

    scene.recovered().after(SimDuration.ofMillis(10)).when(OWNER, execute(FRAMES.read(1)));
    scene.thenEvents(
        new RaceDecided(
            "context-read", flr.word(), "wait", Option.READ_DURING_FLR.key(), "snapshot-after"));
    Outgoing resume = scene.outgoing().get(0);
    assertThat(resume.delay()).isGreaterThan(SimDuration.ofMillis(20));

    scene.recovered().after(SimDuration.ofMillis(20)).when(SELF, new MemberMessage.Settled(flr));
    scene.thenEvents(new DisturbanceEnded(flr.word(), "active", context(scene)));
    scene.recovered().after(SimDuration.ofNanos(3)).when(SELF, resume.message());
    assertThat(only(scene, ContextRead.class).content()).isEqualTo(context(scene));
    assertThat(executed(scene).ticket()).isEqualTo(7);
  }

  @Test
  void should_never_answer_what_hangs() {
    var scene = member(SEED.with(CommandOnFlr.HANG)).when(HOST, disturb(Disturbance.VF_FLR));
    scene.recovered().when(OWNER, execute(FRAMES.size(1))).thenMessages();
    scene.recovered().when(SELF, new MemberMessage.Settled(Disturbance.VF_FLR)).thenMessages();
  }

  @Test
  void should_reset_when_it_works_again_what_was_put_off_while_it_was_frozen() {
    var flr = Disturbance.VF_FLR;
    var scene =
        member(SEED.with(FlrInFreeze.DEFERRED))
            .given(mode("active", "stop"), mode("stop", "freeze"))
            .when(HOST, disturb(flr));
    assertThat(scene.events()).noneMatch(DisturbanceBegan.class::isInstance);
    scene.recovered().when(OWNER, setMode("active"));
    assertThat(only(scene, DisturbanceBegan.class))
        .isEqualTo(new DisturbanceBegan(flr.word(), RESET_TIME));
    scene.recovered().after(RESET_TIME).when(SELF, new MemberMessage.Settled(flr));
    assertThat(scene.state().ongoing().putOff()).isEmpty();
  }

  @Test
  void should_not_end_a_disturbance_twice() {
    var power = Disturbance.POWER;
    var scene = member(SEED).when(HOST, disturb(power)).when(HOST, disturb(Disturbance.VF_FLR));
    scene.recovered().when(SELF, new MemberMessage.Settled(power)).thenEvents().thenMessages();
  }

  @Test
  void should_apply_later_what_its_guest_wrote_while_it_stood() {
    Protocol protocol = SEED.with(StopConfigWrite.DEFER);
    var scene = member(protocol).given(mode("active", "stop"));
    Bytes before = context(scene);
    scene.when(HOST, touch(Access.CONFIG_WRITE)).recovered();
    assertThat(context(scene)).isEqualTo(before);
    scene.when(OWNER, setMode("active"));
    assertThat(only(scene, DeviceResumed.class).content()).isEqualTo(context(scene));
    assertThat(context(scene.recovered())).isNotEqualTo(before);
  }

  @Test
  void should_be_given_back_with_nothing_of_its_guest() {
    var scene = member(SEED).given(mode("active", "stop")).recovered();
    scene.when(HOST, new MemberMessage.ResetFunction("the guest has moved"));
    scene.thenEvents(new MemberReset("the guest has moved"));
    assertThat(scene.outgoing())
        .containsExactly(new Outgoing(HOST, RESET_TIME, new DriverMessage.FunctionReset()));
    List<ContextField> blank = scene.recovered().state().fields();
    assertThat(blank).isEqualTo(Resets.left(blank));
    assertThat(Registers.isDriven(blank)).isFalse();
    assertThat(scene.state().mode().word()).isEqualTo("active");
  }

  @Test
  void should_throw_for_what_can_only_befall_an_owner() {
    var strike = new Access.Strike.DisturbOwner(Disturbance.PF_FLR, RESET_TIME);
    assertThatThrownBy(() -> member(SEED).when(HOST, new MemberMessage.Struck(strike)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no owner");
    assertThatThrownBy(() -> member(SEED).when(HOST, new OwnerMessage.OwnerBack(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("OwnerBack");
  }

  /** Its owner has answered it when it was reset, and it comes to the member only now. */
  @Test
  void should_not_carry_out_what_was_cut_off_by_a_reset_of_its_owner() {
    member(SEED)
        .given(new CommandsCutOff(7))
        .recovered()
        .when(OWNER, setMode("stop"))
        .thenEvents()
        .thenMessages();
    member(SEED)
        .given(new CommandsCutOff(6))
        .recovered()
        .when(OWNER, setMode("stop"))
        .thenEvents(mode("active", "stop"));
  }

  /** A device is long about what its register had; the driver wants something else by now. */
  @Test
  void should_become_nothing_that_its_register_does_not_say_any_more() {
    Scene<MemberState> scene = member(STATUS);
    scene
        .given(new StatusOverwritten(7))
        .recovered()
        .when(HOST, status(7, "suspended"))
        .thenEvents()
        .thenMessages(new DriverMessage.StatusShown(7, false))
        .when(HOST, status(8, "running"))
        .thenEvents()
        .thenMessages(new DriverMessage.StatusShown(8, true))
        .when(HOST, status(9, "suspended"));
    assertThat(scene.state().mode().word()).isEqualTo("suspended");
  }

  @Test
  void should_keep_once_that_a_register_was_overwritten() {
    member(STATUS)
        .when(HOST, new MemberMessage.Overwrite(7))
        .thenEvents(new StatusOverwritten(7))
        .recovered()
        .when(HOST, new MemberMessage.Overwrite(7))
        .thenEvents();
  }

  private static MemberMessage.Execute status(long write, String mode) {
    AdminCommand set = new CommandFrames(STATUS).setMode(1, STATUS.modes().ofWord(mode));
    return new MemberMessage.Execute(write, set.opcode(), set.data());
  }
}
