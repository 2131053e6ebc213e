package io.godwit.scenarios.run;

/** A run that another version made, which this one cannot go on with; says which. */
public final class IncompatibleRunException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  IncompatibleRunException(String message) {
    super(message);
  }
}
