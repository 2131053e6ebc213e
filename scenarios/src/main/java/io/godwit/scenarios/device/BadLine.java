package io.godwit.scenarios.device;

/** A line that is no command, or not one for this device; it has changed nothing. */
final class BadLine extends RuntimeException {

  BadLine(String message) {
    super(message, null, false, false);
  }
}
