package io.godwit.model.hypervisor;

import io.godwit.model.device.MemberName;
import io.godwit.model.entity.StatePart;
import io.godwit.model.virtio.DeviceCommand;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Commands on owners' queues that stop a member, and may still be carried out when nobody wants
 * that any more: the member was given back, and with that reset, before they were.
 */
final class Strays implements StatePart {

  /** Those of which no answer came in time, by their numbers. */
  private final Map<Long, DeviceJob> late = new TreeMap<>();

  /** Those whose member was given back since they were sent. */
  private final Map<Long, DeviceJob> strayed = new TreeMap<>();

  private static boolean stops(DeviceJob job) {
    return job.task().stops() && job.step().command() == DeviceCommand.MODE_SET;
  }

  /** No answer came in time. */
  void timedOut(long command, DeviceJob job) {
    if (stops(job)) {
      late.put(command, job);
    }
  }

  /** What is under way for these members, or was given up, is from now on for nobody. */
  void givenBack(List<String> members, Map<Long, DeviceJob> underWay) {
    underWay.forEach((command, job) -> stray(members, command, job));
    late.forEach((command, job) -> stray(members, command, job));
    late.keySet().removeAll(strayed.keySet());
  }

  private void stray(List<String> members, long command, DeviceJob job) {
    if (stops(job) && job.sent().isPresent() && members.contains(job.task().member())) {
      strayed.put(command, job);
    }
  }

  Optional<DeviceJob> of(long command) {
    return Optional.ofNullable(strayed.get(command));
  }

  /** An owner was reset: what it had not carried out it never will. */
  void found(String owner) {
    late.values().removeIf(job -> isOf(owner, job));
    strayed.values().removeIf(job -> isOf(owner, job));
  }

  private static boolean isOf(String owner, DeviceJob job) {
    return MemberName.owner(job.task().member()).equals(owner);
  }

  void forget() {
    late.clear();
    strayed.clear();
  }
}
