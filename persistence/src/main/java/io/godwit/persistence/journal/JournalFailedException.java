package io.godwit.persistence.journal;

/**
 * The journal cannot keep or give back events any more. Final for its session: what was accepted
 * after the last group that reached the file is lost, the file itself stays consistent.
 */
public class JournalFailedException extends RecordException {

  private static final long serialVersionUID = 1L;

  JournalFailedException(String where, String what, String remedy, Throwable cause) {
    super(where, what, remedy, cause);
  }

  JournalFailedException(String where, String what, String remedy) {
    super(where, what, remedy);
  }

  /** The same failure, thrown again where somebody else met it. */
  JournalFailedException(RecordException first) {
    super(first);
  }
}
