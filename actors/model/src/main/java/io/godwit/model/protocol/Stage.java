package io.godwit.model.protocol;

/** What a mode comes to, whatever a profile calls it. */
public enum Stage {
  /** It works for its guest. */
  WORKING,
  /** It starts nothing by itself, but answers whoever touches it; its context may change. */
  STOPPED,
  /** Nobody may touch it, and nothing changes its context. */
  FROZEN
}
