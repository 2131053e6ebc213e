package io.godwit.model.hypervisor;

import io.godwit.model.fault.SeededBug;
import io.godwit.model.option.Retention;
import io.godwit.model.option.RetryEagain;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.model.virtio.DeviceCommand;
import java.util.Optional;

/**
 * An operation on its way, and the command that it has come to. It never changes: that the command
 * is sent, and that its result comes, each lead to another one.
 *
 * @param content what is to be written, or what was read so far
 * @param asked how often it began again, because a result did not come in time or the owner was
 *     reset
 * @param inVain whether the member was reset meanwhile, with its owner or because it was given
 *     back, so that it fails whatever comes
 * @param forced whether the member's function was reset, for nothing else helped
 * @param waits whether the next command is sent only some time later
 * @param sent when the command was sent; empty while that is still to be done: at once or, when the
 *     device has put it off, later
 */
record DeviceJob(
    DeviceTask task,
    Bytes content,
    int asked,
    boolean inVain,
    boolean forced,
    boolean waits,
    CommandStep step,
    Optional<SimTime> sent) {

  /** In place of a result that did not come in time. */
  static final AdminResult LATE =
      new AdminResult(AdminStatus.ETIME, AdminQualifier.OK, Bytes.EMPTY);

  /** In place of a result when the driver has no object for a context, and sends nothing. */
  static final AdminResult NO_OBJECT =
      new AdminResult(AdminStatus.ENOSPC, AdminQualifier.NO_RESOURCE, Bytes.EMPTY);

  /** In place of a result when a data session was lost with a reset of the function. */
  static final AdminResult BAD_FILE =
      new AdminResult(AdminStatus.EBADF, AdminQualifier.OK, Bytes.EMPTY);

  /** In place of a result when the member has lost what it held. */
  static final AdminResult RESET_MEANWHILE =
      new AdminResult(AdminStatus.EIO, AdminQualifier.OK, Bytes.EMPTY);

  /** The precursor's number of tries (facts/virtio.md H.1). */
  private static final int MOST_TRIES = 120;

  static DeviceJob first(DeviceTask task, Bytes content, CommandStep step) {
    return new DeviceJob(task, content, 0, false, false, false, step, Optional.empty());
  }

  /**
   * The command that it has come to.
   *
   * @param buffer that the driver has for what it reads
   */
  AdminCommand command(CommandFrames frames, ByteCount buffer) {
    return step.frame(frames, task.number(), content, buffer);
  }

  DeviceJob sentAt(SimTime at) {
    return new DeviceJob(task, content, asked, inVain, forced, false, step, Optional.of(at));
  }

  /** The same when its member was reset. */
  DeviceJob turnedVain() {
    return new DeviceJob(task, content, asked, true, forced, waits, step, sent);
  }

  /** The same once its member's function was reset. */
  DeviceJob turnedForced() {
    return new DeviceJob(task, content, asked, inVain, true, waits, step, sent);
  }

  /**
   * Whether nothing but a reset of the function is left to do, now that a way back begins again:
   * the device has refused, and not only because its owner is gone for a while.
   */
  boolean isToBeForced(Protocol protocol, AdminResult result) {
    return task.isNeeded()
        && !waitsForOwner(protocol, result)
        && result.status() != AdminStatus.ETIME
        && step.tries() == 0
        && !forced;
  }

  private boolean waitsForOwner(Protocol protocol, AdminResult result) {
    return !step.isInBand(protocol) && result.isOfOwnerGone();
  }

  boolean isPutOff() {
    return waits;
  }

  /** What is left to do after this result of its command; empty when nothing is. */
  Optional<DeviceJob> completed(Protocol protocol, AdminResult result) {
    if (inVain) {
      return Optional.empty();
    } else if (result.ok()) {
      return succeeded(protocol, result);
    } else if (isToBeTriedAgain(protocol, result)) {
      return Optional.of(
          new DeviceJob(
              task, content, asked, inVain, forced, true, step.onceMore(), Optional.empty()));
    } else if (isToBeginAgain(protocol, result)) {
      return Optional.of(fromTheBeginning(protocol, result.status() != AdminStatus.ETIME));
    }
    return Optional.empty();
  }

  /** What of a result must be kept for what is left to do: a piece of a context that is read on. */
  Bytes kept(Protocol protocol, AdminResult result) {
    boolean goesOn =
        (step.command() == DeviceCommand.CONTEXT_READ || step.command() == DeviceCommand.MODE_GET)
            && result.ok()
            && completed(protocol, result).isPresent();
    return goesOn || step.command() == DeviceCommand.MODE_GET ? result.result() : Bytes.EMPTY;
  }

  private boolean isToBeTriedAgain(Protocol protocol, AdminResult result) {
    return result.status() == AdminStatus.EAGAIN
        && step.tries() < MOST_TRIES
        && protocol.is(RetryEagain.YES);
  }

  /**
   * So often, for a device that takes longer than the driver waits would be asked for ever. What
   * fails for another reason is worth trying again only on the way back, where there is no other
   * way out.
   */
  private boolean isToBeginAgain(Protocol protocol, AdminResult result) {
    boolean late =
        result.status() == AdminStatus.ETIME && step.tries() == 0 && !step.isInBand(protocol);
    boolean back =
        task.isNeeded()
            && !(SeededBug.FUNCTION_RESET_AND_FORGOTTEN.isSown() && isToBeForced(protocol, result));
    return (late || back) && asked < task.patience();
  }

  /** Nobody knows what the device has done: it is asked for its mode, if it can be asked. */
  private DeviceJob fromTheBeginning(Protocol protocol, boolean later) {
    var frames = new CommandFrames(protocol);
    CommandStep next =
        task.changesMode() || frames.canAskForMode()
            ? task.firstInTheDark(frames)
            : transferAgain(protocol);
    return new DeviceJob(
        task,
        task.reads() ? Bytes.EMPTY : content,
        asked + 1,
        inVain,
        forced,
        later,
        next,
        Optional.empty());
  }

  /** A device that keeps what it has returned is told first that all of it shall come again. */
  private CommandStep transferAgain(Protocol protocol) {
    boolean canDiscard =
        task.reads()
            && asked > 0
            && DeviceCommand.DISCARD.isKnown(protocol)
            && protocol.is(Retention.UNTIL_RESET);
    return canDiscard ? CommandStep.of(DeviceCommand.DISCARD) : task.transfer();
  }

  private Optional<DeviceJob> succeeded(Protocol protocol, AdminResult result) {
    return switch (step.command()) {
      case MODE_GET -> knowing(protocol, result);
      case MODE_SET ->
          task.nextMode(protocol.modes(), step.mode(protocol.modes()))
              .map(next -> with(content, next));
      case OBJECT_CREATE -> Optional.of(with(content, task.transfer()));
      case SIZE_GET -> Optional.of(with(content, CommandStep.of(DeviceCommand.CONTEXT_READ)));
      case CONTEXT_READ -> readOn(new CommandFrames(protocol), result);
      case DISCARD -> task.reads() ? Optional.of(with(content, task.transfer())) : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** The device has said in which mode it is. */
  private Optional<DeviceJob> knowing(Protocol protocol, AdminResult result) {
    if (!task.changesMode()) {
      return Optional.of(with(content, transferAgain(protocol)));
    }
    return new CommandFrames(protocol)
        .mode(result.result())
        .flatMap(mode -> task.nextMode(protocol.modes(), mode))
        .map(next -> with(content, next));
  }

  private Optional<DeviceJob> readOn(CommandFrames frames, AdminResult piece) {
    return frames.remaining(piece) > 0
        ? Optional.of(with(read(frames, piece), CommandStep.of(DeviceCommand.CONTEXT_READ)))
        : Optional.empty();
  }

  /** All that was read once this result came; empty for what does not read. */
  Bytes read(CommandFrames frames, AdminResult result) {
    return step.command() == DeviceCommand.CONTEXT_READ
        ? content.plus(frames.content(result))
        : Bytes.EMPTY;
  }

  private DeviceJob with(Bytes soFar, CommandStep next) {
    return new DeviceJob(task, soFar, asked, inVain, forced, false, next, Optional.empty());
  }
}
