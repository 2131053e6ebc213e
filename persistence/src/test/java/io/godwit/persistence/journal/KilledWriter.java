package io.godwit.persistence.journal;

import io.godwit.persistence.codec.EventSamples;
import io.godwit.persistence.codec.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** A process that writes events until it is killed, as power cuts and impatient users do. */
final class KilledWriter {

  private static final long MOST_NANOS = 60_000_000_000L;

  private KilledWriter() {}

  /** What the process does: it writes to the file that it is given, for ever. */
  public static void main(String[] arguments) {
    try (JournalSession session = Recorded.open(Path.of(arguments[0]))) {
      for (long sequence = session.highestSequence(id()) + 1; ; sequence++) {
        session.append(
            Recorded.ENTITIES.get(1), sequence, EventSamples.golden(EventType.ROUND_FINISHED));
      }
    }
  }

  static String id() {
    return Recorded.ENTITIES.get(1).persistenceId();
  }

  /** Lets the process write to {@code file} and kills it as soon as {@code now}. */
  static void killWhen(Path file, BooleanSupplier now) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    Process process =
        new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes,
                KilledWriter.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    long deadline = System.nanoTime() + MOST_NANOS;
    while (!now.getAsBoolean() && process.isAlive() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    boolean wasAlive = process.isAlive();
    process.destroyForcibly().waitFor();
    if (!wasAlive) {
      throw new IllegalStateException("the writer ended by itself");
    }
  }

  /** Bytes of the file with this name beside {@code file}; less than none when it is not there. */
  static long size(Path file, String suffix) {
    try {
      return Files.size(file.resolveSibling(file.getFileName() + suffix));
    } catch (IOException e) {
      return -1;
    }
  }
}
