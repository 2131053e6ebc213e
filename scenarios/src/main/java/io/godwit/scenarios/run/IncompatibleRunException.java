package io.godwit.scenarios.run;

/** A run that was made by other rules than this version's, which cannot go on with it. */
public final class IncompatibleRunException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  IncompatibleRunException(String message) {
    super(message);
  }
}
