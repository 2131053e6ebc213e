package io.godwit.model.option;

/** What a frozen device answers to a peer that reads its memory. */
public enum FreezePeerRead implements Choice {
  VALID,
  LAST_VALUE,
  ALL_ONES;

  @Override
  public Option option() {
    return Option.FREEZE_PEER_READ;
  }
}
