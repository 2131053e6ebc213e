package io.godwit.scenarios.cli;

import com.typesafe.config.ConfigFactory;
import io.godwit.dashboards.page.PageHtml;
import io.godwit.dashboards.page.PageModel;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Touches what every run needs and is slow only the first time, beside the reading of the scenario:
 * the libraries' settings, the database's own code, and what pages have in common. It holds nothing
 * of Godwit's own that the run builds at the same time, so neither waits for the other in a circle.
 */
final class WarmUp {

  private static final String RUN = "run";

  private WarmUp() {}

  /** Begins, if it is a run that is asked for. */
  static void begin(String... arguments) {
    if (arguments.length > 0 && arguments[0].equals(RUN)) {
      var thread = new Thread(WarmUp::touch, "godwit-warm-up");
      thread.setDaemon(true);
      // Whatever fails here fails again where it is needed, and is told there.
      thread.setUncaughtExceptionHandler((itself, failure) -> {});
      thread.start();
    }
  }

  private static void touch() {
    ConfigFactory.defaultReference();
    try {
      SQLiteJDBCLoader.initialize();
    } catch (Exception toldWhereItIsNeeded) {
      throw new IllegalStateException(toldWhereItIsNeeded);
    }
    PageHtml.of(new PageModel(PageModel.SCHEMA, "", Optional.empty(), List.of()));
  }
}
