package io.godwit.model.hypervisor;

import io.godwit.model.device.MemberName;
import io.godwit.model.hypervisor.HypervisorState.Sent;
import io.godwit.model.hypervisor.HypervisorState.Underway;
import io.godwit.model.unit.Bytes;

/**
 * One operation on one member, and how often its present command was tried.
 *
 * @param content what is to be written, or what was read so far
 */
record DeviceJob(
    String member, DeviceOperation operation, String migration, Bytes content, int tries) {

  static DeviceJob of(Underway underway, Sent sent, int tries) {
    return new DeviceJob(
        underway.member(), underway.operation(), underway.migration(), sent.content(), tries);
  }

  int number() {
    return MemberName.number(member);
  }

  /** The same with more of what is read in pieces. */
  DeviceJob with(Bytes soFar) {
    return new DeviceJob(member, operation, migration, soFar, tries);
  }
}
