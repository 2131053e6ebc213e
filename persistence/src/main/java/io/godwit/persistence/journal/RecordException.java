package io.godwit.persistence.journal;

/**
 * The record of a run cannot be used as it is. The message is for whoever asked for it: what cannot
 * be used, why, and what to do about it.
 */
public class RecordException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param where the file or folder, or what stands for it
   * @param what what is wrong with it
   * @param remedy what the user can do about it
   */
  public RecordException(String where, String what, String remedy) {
    super(text(where, what, remedy));
  }

  public RecordException(String where, String what, String remedy, Throwable cause) {
    super(text(where, what, remedy), cause);
  }

  /** The same again, thrown where somebody else met it. */
  RecordException(RecordException first) {
    super(first.getMessage(), first);
  }

  private static String text(String where, String what, String remedy) {
    return "%s: %s; %s".formatted(where, what, remedy);
  }
}
