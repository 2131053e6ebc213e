package io.godwit.scenarios.run;

import io.godwit.dashboards.page.RunModel;
import io.godwit.dashboards.report.Summary;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What became of a run.
 *
 * @param page the report for a terminal
 * @param folder where its files are; empty when nothing was kept
 * @param isVouchedFor whether its record would show a damage
 * @param model what its page shows; empty where none is wanted
 */
public record RunResult(
    Summary summary,
    String page,
    Optional<Path> folder,
    boolean isVouchedFor,
    Optional<RunModel> model) {

  public boolean valid() {
    return !summary.verdict().equals("INVALID");
  }

  /** Whether the run did not come to its end, so that it is neither valid nor invalid. */
  public boolean unfinished() {
    return summary.unfinished().isPresent();
  }
}
