package io.godwit.model.option;

/**
 * How the hypervisor drives devices: by their commands alone, or through the states of VFIO, whose
 * data session is lost with a reset of the function.
 */
public enum Frontend implements Choice {
  COMMANDS,
  VFIO;

  @Override
  public Option option() {
    return Option.FRONTEND;
  }
}
