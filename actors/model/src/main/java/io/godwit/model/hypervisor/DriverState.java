package io.godwit.model.hypervisor;

import io.godwit.model.device.MemberName;
import io.godwit.model.entity.StatePart;
import io.godwit.model.event.HypervisorEvent.CommandCompleted;
import io.godwit.model.event.HypervisorEvent.CommandSubmitted;
import io.godwit.model.event.HypervisorEvent.StatusSeen;
import io.godwit.model.event.HypervisorEvent.StatusWritten;
import io.godwit.model.event.HypervisorEvent.VfioDeviceReset;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import io.godwit.model.virtio.DeviceCommand;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What a driver has under way, and what it believes of the members that it drives. */
final class DriverState implements StatePart {

  private final transient HostSettings settings;
  private final Beliefs beliefs = new Beliefs();
  private final VfioDevices vfio = new VfioDevices();
  private final Strays strays = new Strays();
  private long lastCommand;

  /** By the number of the last command that was sent for each. */
  private final Map<Long, DeviceJob> jobs = new TreeMap<>();

  /** By member: the last write of its status register, as long as nobody has seen it show there. */
  private final Map<String, Long> unseen = new TreeMap<>();

  DriverState(HostSettings settings) {
    this.settings = settings;
  }

  /** Members in the states of VFIO, where they are driven through them. */
  VfioDevices vfio() {
    return vfio;
  }

  /** Whether a task of a member is under way. */
  boolean isAtWorkOn(String member) {
    return jobs.values().stream().anyMatch(job -> job.task().member().equals(member));
  }

  /** Members of an owner of which VFIO's driver may hold more than that they run. */
  Set<String> heldOf(String owner) {
    Set<String> held = vfio.elsewhere();
    jobs.values().forEach(job -> held.add(job.task().member()));
    held.removeIf(member -> !MemberName.owner(member).equals(owner));
    return held;
  }

  /** The number of the next command. */
  long nextCommand() {
    return lastCommand + 1;
  }

  /** The job whose last command this is, whether its result is awaited or it was put off. */
  Optional<DeviceJob> job(long command) {
    return Optional.ofNullable(jobs.get(command));
  }

  /** The same while a result is awaited; one that comes later is of no use. */
  Optional<DeviceJob> awaiting(long command) {
    return job(command).filter(job -> job.sent().isPresent());
  }

  /** What a command was to stop whose member was given back before it was carried out. */
  Optional<DeviceJob> stray(long command) {
    return strays.of(command);
  }

  /** Whether a context may still be written to a member for a guest that is gone. */
  boolean mayBeWritten(String member) {
    return strays.about(member).stream()
        .anyMatch(job -> job.step().writesPastMode(protocol(job.task())));
  }

  /** Whether a queue of a member may still be selected for a guest that is gone. */
  boolean mayBeSelected(String member) {
    return strays.about(member).stream().anyMatch(job -> job.step().isLegacy());
  }

  /** Whether a member may still be stopped for a guest that is gone. */
  boolean mayBeStopped(String member) {
    return strays.about(member).stream().anyMatch(job -> job.step().stops(protocol(job.task())));
  }

  /**
   * Whether a member is, for all that the driver knows, in the mode in which it works, and is asked
   * for nothing that its guest needs.
   */
  boolean isLeftAlone(String member) {
    return beliefs.isInFirstMode(member)
        && jobs.values().stream()
            .filter(job -> job.task().member().equals(member))
            .noneMatch(job -> job.task().isForGuest() && !job.inVain());
  }

  /** A task as it would begin now; empty when there is nothing to do. */
  Optional<DeviceJob> begin(DeviceTask task, Bytes content) {
    return beliefs.first(task, protocol(task)).map(step -> DeviceJob.first(task, content, step));
  }

  /** The id of the object that a job's command makes, destroys or goes through. */
  int object(DeviceJob job) {
    return beliefs.object(job.task(), job.step());
  }

  /** Whether a task needs an object, and the driver has as many as it may. */
  boolean lacksObject(DeviceTask task) {
    return beliefs.lacksObject(task, protocol(task), limit(task));
  }

  /** Whether a task counts on what its member lost when its owner was reset. */
  boolean isInVain(DeviceTask task) {
    return beliefs.isInVain(task);
  }

  /** Objects of a task's owner that the driver may have. */
  int limit(DeviceTask task) {
    return settings.ownerOf(task.member()).objects();
  }

  private Protocol protocol(DeviceTask task) {
    return settings.ownerOf(task.member()).protocol();
  }

  /** A command that goes on with a job, or the first of a new one. */
  void submitted(SimTime at, CommandSubmitted submitted) {
    Optional<DeviceJob> before = job(submitted.after());
    DeviceJob job = before.orElseGet(() -> begun(submitted));
    jobs.remove(submitted.after());
    if (before.isEmpty()) {
      giveUp(undoing -> undoing.givesWayTo(job.task()));
    }
    sent(submitted.command(), job.sentAt(at));
  }

  private DeviceJob begun(CommandSubmitted submitted) {
    var operation = DeviceOperation.of(submitted.operation());
    var task = new DeviceTask(submitted.member(), operation, submitted.migration());
    return begin(task, submitted.content())
        .orElseThrow(() -> new IllegalArgumentException("nothing begins with " + submitted));
  }

  private void giveUp(Predicate<DeviceTask> which) {
    jobs.values().removeIf(job -> which.test(job.task()) && job.sent().isEmpty());
    jobs.replaceAll((command, job) -> which.test(job.task()) ? job.turnedVain() : job);
  }

  void submitted(SimTime at, StatusWritten written) {
    var operation = DeviceOperation.of(written.operation());
    var task = new DeviceTask(written.member(), operation, written.migration());
    var step = CommandStep.setMode(protocol(task).modes().ofWord(written.mode()));
    DeviceJob job =
        putOff(task).map(jobs::remove).orElseGet(() -> DeviceJob.first(task, Bytes.EMPTY, step));
    sent(written.command(), job.sentAt(at));
    unseen.put(written.member(), written.command());
  }

  /** A write of a member's status register that may still be on its way, and all before it. */
  Optional<Long> unseenWrite(String member) {
    return Optional.ofNullable(unseen.get(member));
  }

  /** The number under which this task waits to be tried again. */
  private Optional<Long> putOff(DeviceTask task) {
    return jobs.entrySet().stream()
        .filter(each -> each.getValue().sent().isEmpty() && each.getValue().task().equals(task))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private void sent(long command, DeviceJob job) {
    lastCommand = command;
    jobs.put(command, job);
    beliefs.sent(job.task(), job.step());
  }

  void completed(CommandCompleted completed) {
    var result = new AdminResult(completed.status(), completed.qualifier(), completed.result());
    DeviceJob job = jobs.get(completed.command());
    if (result.status() == AdminStatus.ETIME && mayHarm(job)) {
      strays.timedOut(completed.command(), job);
    } else if (result.status() != AdminStatus.ETIME && !job.step().command().ownersOwn()) {
      strays.answered(completed.command(), job.task().member());
    }
    completed(completed.command(), result);
  }

  /** Whether a command does harm to whoever has its member when it comes late. */
  private boolean mayHarm(DeviceJob job) {
    Protocol protocol = protocol(job.task());
    return job.step().stops(protocol)
        || job.step().writesPastMode(protocol)
        || job.step().isLegacy();
  }

  void completed(StatusSeen seen) {
    DeviceJob job = jobs.get(seen.command());
    Mode written = job.step().mode(protocol(job.task()).modes());
    AdminResult result = StatusRegister.result(written, seen.status());
    if (result.status() != AdminStatus.ETIME) {
      unseen.remove(seen.member(), seen.command());
    }
    completed(seen.command(), result);
  }

  private void completed(long command, AdminResult result) {
    DeviceJob job = jobs.remove(command);
    Protocol protocol = protocol(job.task());
    if (job.inVain() && job.task().changesMode()) {
      beliefs.completedInVain(job.task().member());
    } else {
      beliefs.completed(job.task(), job.step(), result, protocol);
    }
    job.completed(protocol, result).ifPresent(left -> jobs.put(command, left));
  }

  /** Members are given back, and with that reset; what is under way for their guest is in vain. */
  void givenBack(List<String> members) {
    members.forEach(beliefs::givenBack);
    members.forEach(vfio::givenBack);
    strays.givenBack(members, harmful());
    giveUp(task -> task.undoesStrays() && members.contains(task.member()));
    jobs.replaceAll((command, job) -> isFor(job, members) ? job.turnedVain() : job);
  }

  private Map<Long, DeviceJob> harmful() {
    var harmful = new TreeMap<>(jobs);
    harmful.values().removeIf(job -> !mayHarm(job));
    return harmful;
  }

  private static boolean isFor(DeviceJob job, List<String> members) {
    return members.contains(job.task().member()) && job.task().isForGuest();
  }

  /** The host has lost its memory; numbers of commands go on, so that none is given twice. */
  void forget() {
    jobs.clear();
    unseen.clear();
    beliefs.forget();
    strays.forget();
    vfio.forget();
  }

  /** An owner was found reset. */
  void found(String owner) {
    beliefs.found(owner, making(owner));
    strays.found(owner);
    jobs.replaceAll((command, job) -> mayHaveStopped(owner, job) ? job.turnedVain() : job);
    vain();
  }

  /**
   * Whether a job may have stopped a member of this owner before the reset, so that what it stopped
   * with is gone: a register is written past the owner, and nothing cuts that off.
   */
  private boolean mayHaveStopped(String owner, DeviceJob job) {
    return job.task().stops()
        && job.step().isInBand(protocol(job.task()))
        && MemberName.owner(job.task().member()).equals(owner);
  }

  private void vain() {
    jobs.replaceAll((command, job) -> isInVain(job.task()) ? job.turnedVain() : job);
  }

  /**
   * A member was reset while it stood, and with it what is to arrive there. It may have stopped for
   * a command whose answer is still to come.
   */
  void lost(String member) {
    beliefs.lost(member);
    vain();
    jobs.replaceAll(
        (command, job) ->
            job.task().stops() && job.task().member().equals(member) ? job.turnedVain() : job);
  }

  /** A kernel was told of a reset, and is in RUNNING, whatever it has brought the member into. */
  void reset(VfioDeviceReset event) {
    vfio.reset(event);
    beliefs.reset(event.member());
  }

  private List<DeviceJob> making(String owner) {
    return jobs.values().stream()
        .filter(job -> MemberName.owner(job.task().member()).equals(owner))
        .filter(job -> job.step().command() == DeviceCommand.OBJECT_CREATE)
        .filter(job -> job.sent().isPresent())
        .toList();
  }

  /** A function was reset, for nothing else helped. */
  void forced(String member) {
    beliefs.forced(member);
    jobs.replaceAll(
        (command, job) ->
            job.task().member().equals(member) && job.task().isNeeded() ? job.turnedForced() : job);
  }
}
