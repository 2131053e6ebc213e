package io.godwit.model.option;

/**
 * Whether a guest is stopped only once the destination has loaded what was read of its devices
 * while it ran, and has said so (QEMU's capability switchover-ack); else once that is sent.
 */
public enum SwitchoverAck implements Choice {
  ON,
  OFF;

  @Override
  public Option option() {
    return Option.SWITCHOVER_ACK;
  }
}
