package io.godwit.model.device;

import io.godwit.model.entity.Decision;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.event.Event;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminResult;
import java.util.List;
import java.util.Optional;

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

  /** The answer to a command, if there is one at once. */
  Optional<AdminResult> tell(AdminCommand command) {
    return answer(
        member.tell(
            DeviceHarness.OWNER, new MemberMessage.Execute(1, command.opcode(), command.data())));
  }

  AdminResult ask(AdminCommand command) {
    return tell(command).orElseThrow();
  }

  Bytes read() {
    return frames.content(ask(frames.read(1)));
  }

  AdminResult set(Mode mode) {
    return ask(frames.setMode(1, mode));
  }

  /** Brings it into a mode on the way that the profile has. */
  void bring(Mode mode) {
    for (Mode step : protocol.modes().path(member.state.mode, mode)) {
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
  Optional<AdminResult> settle(Disturbance disturbance) {
    member.now = member.state.disturbedUntil.plus(SimDuration.ofNanos(1));
    return answer(member.tell(DeviceHarness.OWNER, new MemberMessage.Settled(disturbance)));
  }

  private static Optional<AdminResult> answer(Decision decision) {
    return decision.outgoing().stream()
        .map(Outgoing::message)
        .filter(OwnerMessage.Executed.class::isInstance)
        .map(OwnerMessage.Executed.class::cast)
        .map(done -> new AdminResult(done.status(), done.qualifier(), done.result()))
        .findFirst();
  }

  <E extends Event> List<E> all(Class<E> type) {
    return member.events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  Bytes context() {
    return frames.encode(member.state.context(member.now, settings));
  }
}
