package io.godwit.scenarios.cli;

import io.godwit.dashboards.chart.Chart;
import io.godwit.dashboards.chart.Charts;
import io.godwit.dashboards.chart.TextChart;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws one migration as a sequence chart. */
@Command(
    name = "timeline",
    mixinStandardHelpOptions = true,
    description = {
      "Draws one migration of a run as a sequence chart: guest, source, driver, owner, member,",
      "fabric, destination. Without WHAT, the migration with the longest downtime."
    },
    footer = {
      "",
      "Example: godwit timeline runs/latest web-0",
      "         godwit timeline runs/latest plan-0/web-0 --html chart.html"
    })
final class TimelineCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      defaultValue = "runs/latest",
      description = "The run's folder (default: ${DEFAULT-VALUE}).")
  private Path run;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "WHAT",
      description = "A migration, a guest, or a member device.")
  private Optional<String> what = Optional.empty();

  @Option(
      names = "--width",
      paramLabel = "COLUMNS",
      description = "Of the terminal, 80 to 200 (default: as it is).")
  private Optional<Integer> width = Optional.empty();

  @Option(names = "--ascii", description = "Draws with ASCII characters only.")
  private boolean ascii;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(TextChart.of(LookBack.at(run, past -> chart(past.log())), width.orElse(100), ascii));
    out.flush();
  }

  private Chart chart(io.godwit.persistence.run.EventLog log) {
    return Charts.of(log, what)
        .orElseThrow(
            () ->
                new BadInput(
                    what.map(
                            "no migration, guest or moved device of this run is called '%s'"
                                ::formatted)
                        .orElse("nothing was to move in this run")));
  }
}
