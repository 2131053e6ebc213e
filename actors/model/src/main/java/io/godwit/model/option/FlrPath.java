package io.godwit.model.option;

/**
 * What a hypervisor makes of a guest's function level reset: it reaches the device, the hypervisor
 * resets the virtio device in its place, or it resets PCI registers alone.
 */
public enum FlrPath implements Choice {
  DIRECT,
  EMULATED,
  SWALLOWED;

  @Override
  public Option option() {
    return Option.FLR_PATH;
  }
}
