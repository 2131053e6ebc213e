package io.godwit.persistence.journal;

/**
 * The journal cannot keep or give back events any more. Final for its session: what was accepted
 * after the last group that reached the file is lost, the file itself stays consistent.
 */
public final class JournalFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param where the file, or what stands for it
   * @param what what went wrong
   * @param remedy what the user can do about it
   */
  JournalFailedException(String where, String what, String remedy, Throwable cause) {
    super("%s: %s; %s".formatted(where, what, remedy), cause);
  }

  JournalFailedException(String where, String what, String remedy) {
    super("%s: %s; %s".formatted(where, what, remedy));
  }

  /** The same failure, thrown again where somebody else met it. */
  JournalFailedException(JournalFailedException first) {
    super(first.getMessage(), first);
  }
}
