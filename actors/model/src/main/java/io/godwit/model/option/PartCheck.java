package io.godwit.model.option;

/** How a destination recognises a context that was corrupted on its way. */
public enum PartCheck implements Choice {
  NONE,
  DIGEST;

  @Override
  public Option option() {
    return Option.PART_CHECK;
  }
}
