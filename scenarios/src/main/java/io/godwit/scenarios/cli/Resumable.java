package io.godwit.scenarios.cli;

import io.godwit.persistence.journal.DivergedException;
import io.godwit.persistence.journal.JournalFailedException;
import io.godwit.persistence.run.RunFolder;
import io.godwit.persistence.run.WriteFailedException;
import java.nio.file.Files;
import java.util.function.Supplier;

/** What makes a run, which the disk may stop. */
final class Resumable {

  private Resumable() {}

  /** Does {@code work}; when what it writes cannot be kept, says how the run goes on later. */
  static <T> T making(RunFolder folder, Supplier<T> work) {
    try {
      return work.get();
    } catch (DivergedException whateverIsTried) {
      throw whateverIsTried;
    } catch (JournalFailedException | WriteFailedException failed) {
      if (!Files.exists(folder.scenario())) {
        throw failed;
      }
      throw new BadInput(failed.getMessage() + "\nthen " + remedy(folder), failed);
    }
  }

  static String remedy(RunFolder folder) {
    return "'godwit resume %s' goes on".formatted(folder.path());
  }
}
