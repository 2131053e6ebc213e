package io.godwit.scenarios.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Ends a process that ran out of memory, in one line. What that takes is made beforehand: by then
 * nothing can be made, and whatever tries tells of its own failure instead of the first.
 */
final class ShortMemory {

  private final byte[] line =
      ("godwit: out of memory with "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MiB; GODWIT_JAVA_OPTS=-Xmx8g gives it 8 GiB, and fewer guests or"
              + " 'run.keep-idle' need less; what was recorded is kept, unfinished\n")
          .getBytes(StandardCharsets.UTF_8);

  private final PrintStream standardError =
      new PrintStream(new FileOutputStream(FileDescriptor.err));

  /** Whether a failure came from a lack of memory; makes nothing. */
  static boolean isBehind(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && !(cause instanceof OutOfMemoryError)) {
      cause = cause.getCause();
    }
    return cause instanceof OutOfMemoryError;
  }

  /** Says so and ends the process at once, without whatever would run at an orderly end. */
  void end() {
    try {
      standardError.write(line, 0, line.length);
    } finally {
      Runtime.getRuntime().halt(ExitCode.INTERNAL_ERROR);
    }
  }
}
