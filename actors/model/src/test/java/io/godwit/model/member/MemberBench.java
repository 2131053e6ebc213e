package io.godwit.model.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.bench.DeviceHarness;
import io.godwit.model.context.DeviceTypes;
import io.godwit.model.context.MemberSettings;
import io.godwit.model.device.Access;
import io.godwit.model.device.DriverMessage;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.OwnerMessage;
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
import io.godwit.model.virtio.CommandFrames;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A member of any profile on the bench: tells it commands and strikes, and reads its answers. */
public final class MemberBench {

  public final Protocol protocol;
  final MemberSettings settings;
  public final CommandFrames frames;
  public final DeviceHarness<MemberState> member;

  public MemberBench(Protocol protocol, boolean assigned) {
    this(plain(protocol), assigned);
  }

  public MemberBench(MemberSettings settings, boolean assigned) {
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
  public record Answer(boolean ok, Optional<AdminResult> result) {}

  /** The answer to a command, if there is one at once. */
  public Optional<Answer> tell(AdminCommand command) {
    return answer(
        member.tell(
            DeviceHarness.OWNER, new MemberMessage.Execute(1, command.opcode(), command.data())));
  }

  /** The result of a command that an owner is asked. */
  public AdminResult ask(AdminCommand command) {
    return tell(command).orElseThrow().result().orElseThrow();
  }

  /** The last command was refused so: on record, and to whoever asked as far as it has codes. */
  public void assertRefused(Answer answer, int status, int qualifier) {
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

  public Bytes read() {
    return frames.content(ask(frames.read(1)));
  }

  public Answer set(Mode mode) {
    return tell(frames.setMode(1, mode)).orElseThrow();
  }

  /** It was brought into a mode, whichever way. */
  public void isIn(Mode mode) {
    member.given(new ModeChanged(mode().word(), mode.word(), SimDuration.ZERO));
  }

  public Mode mode() {
    return member.state.mode();
  }

  /** Brings it into a mode on the way that the profile has. */
  public void bring(Mode mode) {
    for (Mode step : protocol.modes().path(mode(), mode)) {
      set(step);
    }
  }

  public void touch(Access access) {
    strike(new Access.Strike.Touch(access));
  }

  public void disturb(Disturbance disturbance) {
    strike(new Access.Strike.Disturb(disturbance));
  }

  public void strike(Access.Strike strike) {
    member.tell(DeviceHarness.OWNER, new MemberMessage.Struck(strike));
  }

  /** What it tells itself comes to pass, now or later; gives the last answer that follows. */
  public Optional<Answer> settle(Disturbance disturbance) {
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

  public <E extends Event> List<E> all(Class<E> type) {
    return member.events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  public Bytes context() {
    return frames.encode(member.state.context(member.now));
  }
}
