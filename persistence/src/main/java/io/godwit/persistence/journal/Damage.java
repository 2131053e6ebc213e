package io.godwit.persistence.journal;

/** Something in a file that is not what was written. */
final class Damage extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param what what was found, such as {@code event 7 differs from its checksum}
   */
  Damage(String what) {
    super(what);
  }
}
