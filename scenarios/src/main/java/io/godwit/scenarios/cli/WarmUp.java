package io.godwit.scenarios.cli;

import io.godwit.dashboards.page.PageHtml;
import io.godwit.dashboards.page.PageModel;
import io.godwit.persistence.journal.JournalExtension;
import io.godwit.runtime.kernel.Kernel;
import io.godwit.scenarios.run.Journal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.sqlite.SQLiteConfig;

/**
 * Touches what every run needs and is slow only the first time, beside the reading of the scenario:
 * an actor system that nobody uses, the database's own code, and what pages have in common. A run
 * waits for the first, so no two threads load the same classes in a circle.
 */
final class WarmUp {

  private static final String RUN = "run";

  /** Down once the actor system has ended; at once where nothing was begun. */
  private static volatile CountDownLatch actors = new CountDownLatch(0);

  private WarmUp() {}

  /** Begins, if it is a run that is asked for. */
  static void begin(String... arguments) {
    if (arguments.length == 0 || !arguments[0].equals(RUN)) {
      return;
    }
    actors = new CountDownLatch(1);
    var thread = new Thread(WarmUp::touch, "godwit-warm-up");
    thread.setDaemon(true);
    // Whatever fails here fails again where it is needed, and is told there.
    thread.setUncaughtExceptionHandler((itself, failure) -> {});
    thread.start();
  }

  /** Waits until a run may start actors of its own, which loads the same classes. */
  static void awaitActors() {
    try {
      actors.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void touch() {
    startActors();
    openDatabase();
    PageHtml.of(new PageModel(PageModel.SCHEMA, "", Optional.empty(), List.of(), List.of()));
  }

  private static void openDatabase() {
    try (Connection memory = new SQLiteConfig().createConnection("jdbc:sqlite::memory:");
        Statement statement = memory.createStatement()) {
      statement.execute("PRAGMA user_version");
    } catch (SQLException toldWhereItIsNeeded) {
      throw new IllegalStateException(toldWhereItIsNeeded);
    }
  }

  private static void startActors() {
    try (var kernel =
        new Kernel(
            nobody -> {
              throw new IllegalStateException("no entity lives here");
            },
            Journal.inMemory())) {
      JournalExtension.get(kernel.system()).session();
    } finally {
      actors.countDown();
    }
  }
}
