package io.godwit.scenarios.cli;

/** The user can mend this: shown as its message alone, with exit code 2. */
final class BadInput extends RuntimeException {

  BadInput(String message) {
    super(message, null, false, false);
  }
}
