package io.godwit.model.option;

/** What becomes of requests in flight when the device stops. */
public enum StopInflight implements Choice {
  DRAIN,
  CARRY,
  DROP,
  ZERO_LENGTH;

  @Override
  public Option option() {
    return Option.STOP_INFLIGHT;
  }
}
