package io.godwit.model.hypervisor;

import io.godwit.model.device.MemberName;
import io.godwit.model.entity.StatePart;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * Commands on owners' queues that change a member, and may still be carried out when nobody wants
 * that any more: the member was given back, and with that reset, before they were. Commands about
 * one member are carried out in order, so none is left once a later one was.
 */
final class Strays implements StatePart {

  /** Those of which no answer came in time, by their numbers. */
  private final Map<Long, DeviceJob> late = new TreeMap<>();

  /** Those whose member was given back since they were sent. */
  private final Map<Long, DeviceJob> strayed = new TreeMap<>();

  /** No answer came in time. */
  void timedOut(long command, DeviceJob job) {
    late.put(command, job);
  }

  /** What is under way for these members, or was given up, is from now on for nobody. */
  void givenBack(List<String> members, Map<Long, DeviceJob> underWay) {
    underWay.forEach((command, job) -> stray(members, command, job));
    late.forEach((command, job) -> stray(members, command, job));
    late.keySet().removeAll(strayed.keySet());
  }

  private void stray(List<String> members, long command, DeviceJob job) {
    if (job.sent().isPresent() && members.contains(job.task().member())) {
      strayed.put(command, job);
    }
  }

  Optional<DeviceJob> of(long command) {
    return Optional.ofNullable(strayed.get(command));
  }

  /** What may still be carried out of a member. */
  List<DeviceJob> about(String member) {
    return strayed.values().stream().filter(job -> job.task().member().equals(member)).toList();
  }

  /** A member has carried a command out, or refused to: what was sent before it is done with. */
  void answered(long command, String member) {
    forget((number, job) -> number < command && job.task().member().equals(member));
  }

  /** An owner was reset: what it had not carried out it never will. */
  void found(String owner) {
    forget((number, job) -> MemberName.owner(job.task().member()).equals(owner));
  }

  private void forget(BiPredicate<Long, DeviceJob> which) {
    late.entrySet().removeIf(each -> which.test(each.getKey(), each.getValue()));
    strayed.entrySet().removeIf(each -> which.test(each.getKey(), each.getValue()));
  }

  void forget() {
    late.clear();
    strayed.clear();
  }
}
