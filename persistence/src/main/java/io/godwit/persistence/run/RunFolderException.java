package io.godwit.persistence.run;

/**
 * A run's folder cannot be used; the message names it and the remedy. Nothing in it was changed.
 */
public final class RunFolderException extends Exception {

  private static final long serialVersionUID = 1L;

  RunFolderException(String message) {
    super(message);
  }
}
