package io.godwit.model.migration;

import io.godwit.model.entity.StatePart;
import io.godwit.model.event.MigrationEvent.RoundFinished;
import io.godwit.model.precopy.DeviceWrites;
import io.godwit.model.precopy.PreCopySession;
import io.godwit.model.precopy.Sent;
import io.godwit.model.precopy.Step;
import io.godwit.model.precopy.Turn;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.Optional;

/** How far the guest's memory is: the engine's session, and what has been sent. */
final class MemoryState implements StatePart {

  /** The engine's last answer, its step cut to the time that the attempt has. */
  private Optional<Turn> turn = Optional.empty();

  private SimTime askedAt = SimTime.ZERO;
  private int throttlePercent;
  private int rounds;
  private ByteCount sent = ByteCount.ZERO;

  /** What is left when the guest stands. */
  private Step.Send atStop = Step.Send.all(ByteCount.ZERO, Step.UNLIMITED);

  private SimTime stoppedAt = SimTime.ZERO;

  /** What devices have written by themselves, once they stand; empty when nobody asks. */
  private Optional<DeviceWrites> deviceWrites = Optional.empty();

  /** In post-copy: what has still to follow the guest. */
  private Step.Send following = Step.Send.all(ByteCount.ZERO, Step.UNLIMITED);

  private ByteCount followed = ByteCount.ZERO;

  /** How often post-copy was taken up again. */
  private int recoveries;

  private Optional<SimTime> pausedAt = Optional.empty();
  private SimDuration pausedFor = SimDuration.ZERO;

  void take(SimTime at, Turn answer) {
    turn = Optional.of(answer);
    askedAt = at;
  }

  void throttle(int percent) {
    throttlePercent = percent;
  }

  void finish(RoundFinished round) {
    rounds = round.round();
    add(round.sent());
  }

  void add(ByteCount more) {
    sent = sent.plus(more);
  }

  void stop(SimTime at) {
    stoppedAt = at;
    atStop = session().afterStop(at.since(askedAt));
  }

  /** Devices went on until now, and no longer. */
  void stopDevices(SimTime at) {
    deviceWrites = session().deviceWrites(stoppedAt.since(askedAt), at.since(stoppedAt));
    deviceWrites.ifPresent(
        writes -> atStop = Step.Send.all(atStop.bytes().plus(writes.late()), atStop.cap()));
  }

  void beginToFollow() {
    following = session().afterResume();
  }

  void follow(ByteCount more) {
    following = Step.Send.all(following.bytes().minus(more), following.cap());
    followed = followed.plus(more);
  }

  void pause(SimTime at) {
    pausedAt = Optional.of(at);
  }

  void goOn(SimTime at) {
    recoveries++;
    pausedFor = pausedFor.plus(at.since(pausedAt.orElseThrow()));
    pausedAt = Optional.empty();
  }

  /** What the engine makes of {@code bytes} sent, or of a wait that is over. */
  Turn answerTo(ByteCount bytes, SimTime at) {
    return turn().next(new Sent(bytes, at.since(askedAt)), at);
  }

  Turn turn() {
    return turn.orElseThrow();
  }

  PreCopySession session() {
    return turn().session();
  }

  /** Whether the engine lets the guest stop. */
  boolean guestMayStop() {
    return turn().step() instanceof Step.StopGuest;
  }

  /** What is taken from the guest's processors, in percent. */
  int throttlePercent() {
    return throttlePercent;
  }

  int rounds() {
    return rounds;
  }

  ByteCount sent() {
    return sent;
  }

  Step.Send atStop() {
    return atStop;
  }

  Optional<DeviceWrites> deviceWrites() {
    return deviceWrites;
  }

  Step.Send following() {
    return following;
  }

  ByteCount followed() {
    return followed;
  }

  int recoveries() {
    return recoveries;
  }

  /** Whether post-copy waits to be taken up again. */
  boolean isPaused() {
    return pausedAt.isPresent();
  }

  /** How long post-copy was paused, all together. */
  SimDuration pausedFor() {
    return pausedFor;
  }
}
