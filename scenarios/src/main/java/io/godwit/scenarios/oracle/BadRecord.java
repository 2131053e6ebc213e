package io.godwit.scenarios.oracle;

/** A file of measurements that cannot be used; the message says where and why. */
public final class BadRecord extends Exception {

  private static final long serialVersionUID = 1L;

  BadRecord(String message) {
    super(message);
  }
}
