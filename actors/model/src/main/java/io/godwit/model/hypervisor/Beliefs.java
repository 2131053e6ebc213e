package io.godwit.model.hypervisor;

import io.godwit.model.device.MemberName;
import io.godwit.model.entity.StatePart;
import io.godwit.model.fault.SeededBug;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.model.virtio.DeviceCommand;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a driver believes of members: it knows what its own commands have done, and no more. */
final class Beliefs implements StatePart {

  /** Which queue a legacy driver selects: not the one that is selected at first. */
  private static final int SELECTED_QUEUE = 1;

  /** The mode that the driver has brought a member into; without one, the first. */
  private final Map<String, Mode> modes = new TreeMap<>();

  /**
   * Members that may be in any mode: an answer did not come in time, or their owner was reset. They
   * are asked before anything is built on it.
   */
  private final Set<String> unknown = new TreeSet<>();

  /**
   * Members that were reset, with their owner or before their guest came, after they had been
   * brought out of the first mode: what they held then is gone, and nothing that counts on it may
   * go on.
   */
  private final Set<String> lost = new TreeSet<>();

  /** Resource objects that the driver holds, or may hold, by member: those directions. */
  private final Map<String, TreeSet<Integer>> objects = new TreeMap<>();

  private final ObjectIds ids = new ObjectIds();

  /** The id of the object that a command makes, destroys or goes through. */
  int object(DeviceTask task, CommandStep step) {
    boolean again = step.command() == DeviceCommand.OBJECT_DESTROY && step.tries() > 0;
    return again
        ? ids.doomed(task.member(), step.argument())
        : ids.of(task.member(), direction(task, step));
  }

  /** Whether a task needs an object that the driver, which may have so many, cannot make. */
  boolean lacksObject(DeviceTask task, Protocol protocol, int limit) {
    return first(task, protocol)
        .filter(step -> step.command() == DeviceCommand.OBJECT_CREATE)
        .filter(step -> object(task, step) >= limit)
        .isPresent();
  }

  private static int direction(DeviceTask task, CommandStep step) {
    boolean namesIt =
        step.command() == DeviceCommand.OBJECT_CREATE
            || step.command() == DeviceCommand.OBJECT_DESTROY;
    return namesIt ? step.argument() : task.direction();
  }

  /** The command with which a task begins; empty when there is nothing to do. */
  Optional<CommandStep> first(DeviceTask task, Protocol protocol) {
    boolean throughObjects = protocol.profile().hasObjects();
    List<Integer> held = objectsOf(task.member());
    return switch (task.operation()) {
      case READ_CONTEXT, WRITE_CONTEXT ->
          Optional.of(
              throughObjects && !held.contains(task.direction())
                  ? CommandStep.createObject(task.direction())
                  : task.transfer());
      case DISCARD_CONTEXT, FORGET_CONTEXT ->
          Optional.of(DeviceCommand.DISCARD)
              .filter(command -> command.isKnown(protocol))
              .map(CommandStep::of);
      case STOP, FREEZE, ACTIVATE, RESTORE -> nextMode(task, protocol);
      case REVIVE -> Optional.of(CommandStep.setMode(protocol.modes().first()));
      case LEGACY_WRITE -> Optional.of(CommandStep.selectQueue(SELECTED_QUEUE));
      case DESELECT_QUEUE -> Optional.of(task.transfer());
      case RELEASE_OBJECT -> held.stream().findFirst().map(CommandStep::destroyObject);
    };
  }

  private Optional<CommandStep> nextMode(DeviceTask task, Protocol protocol) {
    return unknown.contains(task.member())
        ? Optional.of(task.firstInTheDark(new CommandFrames(protocol)))
        : task.nextMode(protocol.modes(), mode(task, protocol));
  }

  private Mode mode(DeviceTask task, Protocol protocol) {
    return modes.getOrDefault(task.member(), protocol.modes().first());
  }

  boolean isInFirstMode(String member) {
    return !modes.containsKey(member);
  }

  /** The directions of the objects that the driver holds for a member, in order. */
  private List<Integer> objectsOf(String member) {
    return List.copyOf(objects.getOrDefault(member, new TreeSet<>()));
  }

  /** A command was sent: what it shall destroy is no longer counted on, whatever comes of it. */
  void sent(DeviceTask task, CommandStep step) {
    if (step.command() == DeviceCommand.OBJECT_CREATE) {
      ids.take(task.member(), step.argument());
    }
    if (step.command() == DeviceCommand.OBJECT_DESTROY && step.tries() == 0) {
      ids.doom(task.member(), step.argument());
      drop(task.member(), step.argument());
    }
  }

  /** The result of a command came, or none came in time. */
  void completed(DeviceTask task, CommandStep step, AdminResult result, Protocol protocol) {
    if (isGone(step, result) && step.command() == DeviceCommand.OBJECT_DESTROY) {
      ids.bury(task.member(), step.argument());
    } else if (isGone(step, result)) {
      ids.give(task.member(), step.argument());
    }
    boolean ownerGone =
        result.isOfOwnerGone()
            && step.command() == DeviceCommand.MODE_SET
            && !step.isInBand(protocol);
    boolean late =
        result.status() == AdminStatus.ETIME && !SeededBug.SILENT_DEVICE_BELIEVED.isSown();
    if (late && step.command() == DeviceCommand.OBJECT_CREATE) {
      hold(task.member(), step); // it may be there, so that it must be destroyed
    }
    if (late || ownerGone) {
      unknown.add(task.member());
    } else if (result.ok()) {
      succeeded(task, step, result, protocol);
    } else if (result.status() == AdminStatus.ENXIO && !task.isOwn()) {
      drop(task.member(), task.direction());
      ids.give(task.member(), task.direction());
    }
  }

  /** A change of mode came before or after a reset, nobody knows. */
  void completedInVain(String member) {
    unknown.add(member);
  }

  /** Whether there is certainly no object of the kind that a command makes or destroys. */
  private static boolean isGone(CommandStep step, AdminResult result) {
    boolean makes = step.command() == DeviceCommand.OBJECT_CREATE && !result.ok();
    boolean known =
        result.status() != AdminStatus.ETIME
            && result.status() != AdminStatus.EEXIST
            && result.status() != AdminStatus.EAGAIN;
    return known && (makes || step.command() == DeviceCommand.OBJECT_DESTROY);
  }

  private void succeeded(DeviceTask task, CommandStep step, AdminResult result, Protocol protocol) {
    if (step.command() == DeviceCommand.MODE_SET) {
      unknown.remove(task.member());
      brought(task.member(), step.mode(protocol.modes()), protocol);
    } else if (step.command() == DeviceCommand.MODE_GET) {
      new CommandFrames(protocol)
          .mode(result.result())
          .ifPresent(
              mode -> {
                unknown.remove(task.member());
                brought(task.member(), mode, protocol);
              });
    } else if (step.command() == DeviceCommand.OBJECT_CREATE) {
      hold(task.member(), step);
    }
  }

  private void hold(String member, CommandStep made) {
    objects.computeIfAbsent(member, first -> new TreeSet<>()).add(made.argument());
  }

  private void drop(String member, int direction) {
    TreeSet<Integer> held = objects.getOrDefault(member, new TreeSet<>());
    held.remove(direction);
    if (held.isEmpty()) {
      objects.remove(member);
    }
  }

  private void brought(String member, Mode mode, Protocol protocol) {
    if (mode.equals(protocol.modes().first())) {
      modes.remove(member);
      lost.remove(member);
    } else {
      modes.put(member, mode);
    }
  }

  /** A member is given back, and with that reset. */
  void givenBack(String member) {
    unknown.remove(member);
    lost.remove(member);
    modes.remove(member);
  }

  /** Whether what a task counts on is gone, so that it must not go on. */
  boolean isInVain(DeviceTask task) {
    return lost.contains(task.member())
        && task.countsOnState()
        && !SeededBug.LOST_STATE_TRUSTED.isSown();
  }

  /** Every member has been reset, and every object is gone. */
  void forget() {
    unknown.clear();
    lost.clear();
    modes.clear();
    objects.clear();
  }

  /**
   * An owner was reset, and its members with it.
   *
   * @param making what makes objects there and is not answered: it may do so after the reset
   */
  void found(String owner, List<DeviceJob> making) {
    List<Integer> made = making.stream().map(job -> object(job.task(), job.step())).toList();
    objects.keySet().removeIf(member -> MemberName.owner(member).equals(owner));
    ids.forget(owner);
    for (int i = 0; i < made.size(); i++) {
      DeviceJob job = making.get(i);
      ids.take(job.task().member(), job.step().argument(), made.get(i));
    }
    modes.keySet().stream()
        .filter(member -> MemberName.owner(member).equals(owner))
        .forEach(this::lose);
  }

  /** A member was reset by itself. */
  void lost(String member) {
    if (modes.containsKey(member)) {
      lose(member);
    }
  }

  /** The same, and what it held is not counted on. */
  void reset(String member) {
    if (modes.containsKey(member)) {
      unknown.add(member);
    }
  }

  private void lose(String member) {
    unknown.add(member);
    lost.add(member);
  }

  /** A function was reset. */
  void forced(String member) {
    unknown.add(member);
  }
}
