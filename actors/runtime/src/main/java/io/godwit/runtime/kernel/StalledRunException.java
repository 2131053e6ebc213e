package io.godwit.runtime.kernel;

/** Nothing is scheduled any more, yet somebody still waits: a bug, said with who and since when. */
public final class StalledRunException extends RuntimeException {

  public StalledRunException(String diagnosis) {
    super(diagnosis);
  }
}
