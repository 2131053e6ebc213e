package io.godwit.scenarios.cli;

/** The user can mend this: shown as its message alone, with exit code 2. */
final class BadInput extends RuntimeException {

  BadInput(String message) {
    this(message, null);
  }

  /** With what stands behind it, which may be more than the user can mend. */
  BadInput(String message, Throwable cause) {
    super(message, cause, false, false);
  }
}
