package io.godwit.scenarios.cli;

/** What the process tells its caller. */
final class ExitCode {

  /** The run is valid, or the command did what it was asked. */
  static final int OK = 0;

  /** An invariant is broken or an expectation missed. */
  static final int INVALID = 1;

  /** The input cannot be used; nothing was changed. Also a record that is damaged. */
  static final int BAD_INPUT = 2;

  /**
   * The run did not come to its end, so that nothing can be said of it but what is known so far.
   */
  static final int UNFINISHED = BAD_INPUT;

  /** A bug of Godwit's. */
  static final int INTERNAL_ERROR = 3;

  /** Ended by Ctrl-C: 128 and the number of the signal, as shells have it. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
