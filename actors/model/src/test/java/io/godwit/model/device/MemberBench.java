package io.godwit.model.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.Event;
import io.godwit.model.event.MemberEvent.CommandRefused;
import io.godwit.model.event.MemberEvent.ModeChanged;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A member of any profile on the bench: tells it commands and strikes, and reads its answers. */
final class MemberBench {

  final Protocol protocol;
  final MemberSettings settings;
  final CommandFrames frames;
  final DeviceHarness<MemberState> member;

  MemberBench(Protocol protocol, boolean assigned) {
    this(plain(protocol), assigned);
  }

  MemberBench(MemberSettings settings, boolean assigned) {
    this.settings = settings;
    this.protocol = settings.protocol();
    this.frames = new CommandFrames(protocol);
    this.member = new DeviceHarness<>(new MemberDevice("h/net0/1", settings, assigned));
  }

  private static MemberSettings plain(Protocol protocol) {
    return MemberSettings.plain(
        DeviceTypes.NET, protocol, 2, 10_000, SimDuration.ofMicros(300), SimDuration.ofMillis(30));
  }

  /**
   * What whoever asked learns: the result of a command, or of a register, which has no room for
   * codes, only whether it shows what was written.
   */
  record Answer(boolean ok, Optional<AdminResult> result) {}

  /** The answer to a command, if there is one at once. */
  Optional<Answer> tell(AdminCommand command) {
    return answer(
        member.tell(
            DeviceHarness.OWNER, new MemberMessage.Execute(1, command.opcode(), command.data())));
  }

  /** The result of a command that an owner is asked. */
  AdminResult ask(AdminCommand command) {
    return tell(command).orElseThrow().result().orElseThrow();
  }

  /** The last command was refused so: on record, and to whoever asked as far as it has codes. */
  void assertRefused(Answer answer, int status, int qualifier) {
    assertThat(answer.ok()).isFalse();
    CommandRefused refused = member.last(CommandRefused.class);
    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused.qualifier()).isEqualTo(qualifier);
    answer
        .result()
        .ifPresent(
            result ->
                assertThat(result).isEqualTo(new AdminResult(status, qualifier, Bytes.EMPTY)));
  }

  Bytes read() {
    return frames.content(ask(frames.read(1)));
  }

  Answer set(Mode mode) {
    return tell(frames.setMode(1, mode)).orElseThrow();
  }

  /** It was brought into a mode, whichever way. */
  void isIn(Mode mode) {
    member.given(new ModeChanged(mode().word(), mode.word(), SimDuration.ZERO));
  }

  Mode mode() {
    return member.state.mode();
  }

  /** Brings it into a mode on the way that the profile has. */
  void bring(Mode mode) {
    for (Mode step : protocol.modes().path(mode(), mode)) {
      set(step);
    }
  }

  void touch(Access access) {
    strike(new Access.Strike.Touch(access));
  }

  void disturb(Disturbance disturbance) {
    strike(new Access.Strike.Disturb(disturbance));
  }

  void strike(Access.Strike strike) {
    member.tell(DeviceHarness.OWNER, new MemberMessage.Struck(strike));
  }

  /** What it tells itself comes to pass, now or later; gives the last answer that follows. */
  Optional<Answer> settle(Disturbance disturbance) {
    member.now = member.state.ongoing().all().get(0).until().plus(SimDuration.ofNanos(1));
    return answer(member.tell(DeviceHarness.OWNER, new MemberMessage.Settled(disturbance)));
  }

  private Optional<Answer> answer(UnitOfWork<MemberState> unit) {
    return unit.outgoing().stream().map(Outgoing::message).flatMap(this::answer).findFirst();
  }

  private Stream<Answer> answer(Message message) {
    if (message instanceof OwnerMessage.Executed done) {
      var result = new AdminResult(done.status(), done.qualifier(), done.result());
      return Stream.of(new Answer(result.ok(), Optional.of(result)));
    } else if (message instanceof DriverMessage.StatusShown shown) {
      assertThat(protocol.profile().isInBand()).as("a register of %s", protocol.profile()).isTrue();
      return Stream.of(new Answer(shown.asWritten(), Optional.empty()));
    }
    return Stream.empty();
  }

  <E extends Event> List<E> all(Class<E> type) {
    return member.events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  Bytes context() {
    return frames.encode(member.state.context(member.now));
  }
}
