package io.godwit.scenarios.run;

import io.godwit.dashboards.page.PageHtml;
import io.godwit.dashboards.page.PageModel;
import io.godwit.persistence.journal.JournalExtension;
import io.godwit.runtime.kernel.Kernel;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;
import org.sqlite.SQLiteConfig;

/**
 * Touches what every run needs and is slow only the first time, beside the reading of the scenario:
 * an actor system that nobody uses, the database's own code, and what pages have in common. A run
 * waits for the first, so no two threads load the same classes in a circle.
 */
public final class WarmUp {

  /** Down once the actor system has begun; at once where nothing was. */
  private static volatile CountDownLatch actors = new CountDownLatch(0);

  private WarmUp() {}

  /** Begins, on a thread of its own. */
  public static void begin() {
    // Akka asks for the zone, and a look at any but this one goes through all jars; no run shows
    // it.
    TimeZone.setDefault(TimeZone.getTimeZone("GMT"));
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
    PageHtml.of(new PageModel(PageModel.SCHEMA, "", Optional.empty(), Optional.empty(), List.of()));
  }

  private static void openDatabase() {
    try (Connection memory = new SQLiteConfig().createConnection("jdbc:sqlite::memory:");
        Statement statement = memory.createStatement()) {
      statement.execute("PRAGMA user_version");
    } catch (SQLException toldWhereItIsNeeded) {
      throw new IllegalStateException(toldWhereItIsNeeded);
    }
  }

  /** They are not ended: nobody is there to run them, and that would take time as well. */
  private static void startActors() {
    try {
      var kernel =
          new Kernel(
              nobody -> {
                throw new IllegalStateException("no entity lives here");
              },
              Journal.inMemory());
      JournalExtension.get(kernel.system()).session();
    } finally {
      actors.countDown();
    }
  }
}
