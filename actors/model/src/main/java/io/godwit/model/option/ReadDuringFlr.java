package io.godwit.model.option;

/** What a context read returns that meets a function level reset. */
public enum ReadDuringFlr implements Choice {
  SNAPSHOT_AFTER,
  SNAPSHOT_BEFORE,
  TORN,
  EAGAIN;

  @Override
  public Option option() {
    return Option.READ_DURING_FLR;
  }
}
