package io.godwit.model.hypervisor;

import io.godwit.model.device.DeviceCommand;
import io.godwit.model.entity.StatePart;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a driver believes of members: it knows what its own commands have done, and no more. */
final class Beliefs implements StatePart {

  /** The mode that the driver has brought a member into; without one, the first. */
  private final Map<String, Mode> modes = new TreeMap<>();

  /**
   * The mode that a member was last told to take where no answer came in time: it may be in it or
   * not, so whatever is wanted of it is said once more.
   */
  private final Map<String, Mode> unsure = new TreeMap<>();

  private final HeldObjects objects = new HeldObjects();

  /**
   * The command with which a task begins; empty when there is nothing to do, or no object for it.
   *
   * @param limit objects that the driver may have at once
   */
  Optional<CommandStep> first(DeviceTask task, Protocol protocol, int limit) {
    boolean throughObjects = protocol.profile().hasObjects();
    return switch (task.operation()) {
      case READ_CONTEXT, WRITE_CONTEXT ->
          throughObjects ? throughObject(task, limit) : Optional.of(task.transfer(0));
      case DISCARD_CONTEXT ->
          throughObjects ? Optional.empty() : Optional.of(CommandStep.of(DeviceCommand.DISCARD, 0));
      case STOP, FREEZE, ACTIVATE -> nextMode(task, protocol);
      case RELEASE_OBJECT -> objects.toDestroy(task.member());
    };
  }

  private Optional<CommandStep> throughObject(DeviceTask task, int limit) {
    return objects
        .of(task.member(), task.direction())
        .map(task::transfer)
        .or(
            () ->
                objects
                    .free(task.member(), limit)
                    .map(id -> CommandStep.createObject(task.direction(), id)));
  }

  private Optional<CommandStep> nextMode(DeviceTask task, Protocol protocol) {
    Optional<Mode> told = Optional.ofNullable(unsure.get(task.member()));
    return task.nextMode(protocol.modes(), told.orElseGet(() -> mode(task, protocol)))
        .or(() -> told.map(CommandStep::setMode));
  }

  private Mode mode(DeviceTask task, Protocol protocol) {
    return modes.getOrDefault(task.member(), protocol.modes().first());
  }

  /** A command was sent: what it shall destroy is no longer counted on, whatever comes of it. */
  void sent(DeviceTask task, CommandStep step) {
    if (step.command() == DeviceCommand.OBJECT_DESTROY) {
      objects.drop(task.member(), step.argument());
    } else if (step.command() == DeviceCommand.OBJECT_CREATE) {
      objects.take(task.member(), step.object());
    }
  }

  /** The result of a command came. */
  void completed(DeviceTask task, CommandStep step, AdminResult result, Protocol protocol) {
    if (step.command() == DeviceCommand.MODE_SET && result.status() == AdminStatus.ETIME) {
      unsure.put(task.member(), step.mode(protocol.modes()));
    } else if (result.ok() && step.command() == DeviceCommand.MODE_SET) {
      unsure.remove(task.member());
      brought(task.member(), step.mode(protocol.modes()), protocol);
    } else if (result.ok() && step.command() == DeviceCommand.OBJECT_CREATE) {
      objects.made(task.member(), step.argument(), step.object());
    } else if (isGone(step, result)) {
      objects.give(task.member(), step.object());
    } else if (result.status() == AdminStatus.ENXIO && !task.isOwn()) {
      objects.lose(task.member()); // the owner has been reset: none is there any more
    }
  }

  /** Whether there is certainly no object with the id of a command that makes or destroys one. */
  private static boolean isGone(CommandStep step, AdminResult result) {
    return result.status() != AdminStatus.ETIME
        && result.status() != AdminStatus.EEXIST
        && (step.command() == DeviceCommand.OBJECT_DESTROY
            || step.command() == DeviceCommand.OBJECT_CREATE);
  }

  private void brought(String member, Mode mode, Protocol protocol) {
    if (mode.equals(protocol.modes().first())) {
      modes.remove(member);
    } else {
      modes.put(member, mode);
    }
  }

  /** A member is given back, and with that reset. */
  void givenBack(String member) {
    unsure.remove(member);
    modes.remove(member);
  }
}
