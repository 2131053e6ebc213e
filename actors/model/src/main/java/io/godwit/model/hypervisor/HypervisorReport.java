package io.godwit.model.hypervisor;

import io.godwit.model.entity.Message;

/** What a hypervisor tells the fleet. */
public sealed interface HypervisorReport extends Message {

  /** There is no room for a guest that was to begin here; {@code reason} says what is missing. */
  record CreationRefused(String vm, String reason) implements HypervisorReport {}
}
