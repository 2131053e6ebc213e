package io.godwit.model.option;

/** What a context read returns that meets a power transition. */
public enum ReadInD3 implements Choice {
  READABLE,
  DEFAULT,
  EAGAIN;

  @Override
  public Option option() {
    return Option.READ_IN_D3;
  }
}
