package io.godwit.model.option;

/** Whether the content of a shared memory region moves with the device. */
public enum SharedMemory implements Choice {
  LEFT_BEHIND,
  MIGRATED;

  @Override
  public Option option() {
    return Option.SHARED_MEMORY;
  }
}
