package io.godwit.model.option;

/** What a stopped device does with a doorbell. */
public enum StopDoorbell implements Choice {
  DROP,
  COUNT,
  CACHE;

  @Override
  public Option option() {
    return Option.STOP_DOORBELL;
  }
}
