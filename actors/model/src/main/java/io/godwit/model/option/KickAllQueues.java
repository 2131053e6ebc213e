package io.godwit.model.option;

/** Whether the destination's hypervisor rings every queue once the device resumes. */
public enum KickAllQueues implements Choice {
  NO,
  YES;

  @Override
  public Option option() {
    return Option.KICK_ALL_QUEUES;
  }
}
