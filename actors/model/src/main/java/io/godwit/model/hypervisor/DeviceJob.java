package io.godwit.model.hypervisor;

import io.godwit.model.device.CommandFrames;
import io.godwit.model.device.DeviceCommand;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.protocol.Switch;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import java.util.Optional;

/**
 * An operation on its way, and the command that it has come to. It never changes: that the command
 * is sent, and that its result comes, each lead to another one.
 *
 * @param content what is to be written, or what was read so far
 * @param begunAgain whether a read began again because a result did not come in time
 * @param sent when the command was sent; empty while that is still to be done: at once or, when the
 *     device has put it off, later
 */
record DeviceJob(
    DeviceTask task, Bytes content, boolean begunAgain, CommandStep step, Optional<SimTime> sent) {

  /** In place of a result that did not come in time. */
  static final AdminResult LATE =
      new AdminResult(AdminStatus.ETIME, AdminQualifier.OK, Bytes.EMPTY);

  /** In place of a result when the driver has no object for a context, and sends nothing. */
  static final AdminResult NO_OBJECT =
      new AdminResult(AdminStatus.ENOSPC, AdminQualifier.NO_RESOURCE, Bytes.EMPTY);

  /** The precursor's number of tries (facts/virtio.md H.1). */
  private static final int MOST_TRIES = 120;

  static DeviceJob first(DeviceTask task, Bytes content, CommandStep step) {
    return new DeviceJob(task, content, false, step, Optional.empty());
  }

  AdminCommand command(CommandFrames frames) {
    return step.frame(frames, task.number(), content);
  }

  DeviceJob sentAt(SimTime at) {
    return new DeviceJob(task, content, begunAgain, step, Optional.of(at));
  }

  boolean isPutOff() {
    return sent.isEmpty() && step.tries() > 0;
  }

  /** What is left to do after this result of its command; empty when nothing is. */
  Optional<DeviceJob> completed(Protocol protocol, AdminResult result) {
    if (result.ok()) {
      return succeeded(protocol, result);
    } else if (isToBeTriedAgain(protocol, result)) {
      return Optional.of(with(content, step.onceMore()));
    } else if (isToBeginAgain(result)) {
      return Optional.of(fromTheBeginning(protocol));
    }
    return Optional.empty();
  }

  /** What of a result must be kept for what is left to do: a piece of a context that is read on. */
  Bytes kept(Protocol protocol, AdminResult result) {
    boolean readsOn =
        step.command() == DeviceCommand.CONTEXT_READ
            && result.ok()
            && completed(protocol, result).isPresent();
    return readsOn ? result.result() : Bytes.EMPTY;
  }

  private boolean isToBeTriedAgain(Protocol protocol, AdminResult result) {
    return result.status() == AdminStatus.EAGAIN
        && step.tries() < MOST_TRIES
        && protocol.is(Switch.RETRY_EAGAIN, "yes");
  }

  /** Once: a device that takes longer than the driver waits would be read for ever. */
  private boolean isToBeginAgain(AdminResult result) {
    return result.status() == AdminStatus.ETIME && task.reads() && step.tries() == 0 && !begunAgain;
  }

  /** A device that keeps what it has returned is told first that all of it shall come again. */
  private DeviceJob fromTheBeginning(Protocol protocol) {
    boolean canDiscard =
        !protocol.profile().hasObjects() && protocol.is(Switch.RETENTION, "until-reset");
    DeviceCommand first = canDiscard ? DeviceCommand.DISCARD : DeviceCommand.SIZE_GET;
    return new DeviceJob(task, Bytes.EMPTY, true, CommandStep.of(first), Optional.empty());
  }

  private Optional<DeviceJob> succeeded(Protocol protocol, AdminResult result) {
    return switch (step.command()) {
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
    return new DeviceJob(task, soFar, begunAgain, next, Optional.empty());
  }
}
