package io.godwit.scenarios.run;

import io.godwit.dashboards.report.Summary;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A run that came to its end.
 *
 * @param page the report for a terminal
 * @param folder where its files are; empty when nothing was kept
 */
public record RunResult(Summary summary, String page, Optional<Path> folder) {

  public boolean valid() {
    return !summary.verdict().equals("INVALID");
  }
}
