package io.godwit.scenarios.cli;

import io.godwit.dashboards.chart.ChartJson;
import io.godwit.dashboards.chart.HtmlPage;
import io.godwit.dashboards.chart.Stories;
import io.godwit.dashboards.chart.Story;
import io.godwit.dashboards.chart.SvgChart;
import io.godwit.dashboards.chart.TextChart;
import io.godwit.scenarios.run.PastRun;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws one migration as a sequence chart. */
@Command(
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
      arity = "0..1",
      paramLabel = "RUN",
      defaultValue = "runs/latest",
      description = "The run's folder (default: ${DEFAULT-VALUE}).")
  private Path run;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "WHAT",
      description = {
        "A migration, a guest, or a member device, of which the end of its name will do:",
        "plan-0/web-0, web-0, host-0/net0/1."
      })
  private Optional<String> what = Optional.empty();

  @Option(names = "--svg", paramLabel = "FILE", description = "Writes it as a picture.")
  private Optional<Path> svg = Optional.empty();

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Writes it as a page, with every phase and event.")
  private Optional<Path> html = Optional.empty();

  @Option(names = "--json", description = "One JSON document on standard output.")
  private boolean json;

  @Option(
      names = "--width",
      paramLabel = "COLUMNS",
      description = "Of the terminal, 80 to 200 (default: as it is, or 100).")
  private Optional<Integer> width = Optional.empty();

  @Option(names = "--ascii", description = "Draws with ASCII characters only.")
  private boolean ascii;

  @Override
  public void run() {
    width.ifPresent(TimelineCommand::refuseOddWidth);
    OutputFile.requireTwo("--svg", svg, "--html", html);
    Story story = LookBack.at(run, this::story);
    svg.ifPresent(file -> ChartFile.write(file, SvgChart.of(story.chart())));
    html.ifPresent(file -> ChartFile.write(file, HtmlPage.of(story)));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(ChartJson.of(story).toPrettyString());
    } else if (svg.isEmpty() && html.isEmpty()) {
      boolean plain = ascii || Screen.isAsciiOnly();
      out.print(TextChart.of(story.chart(), width.orElseGet(Screen::columns), plain));
    }
    out.flush();
  }

  private static void refuseOddWidth(int columns) {
    if (columns < TextChart.NARROWEST || columns > TextChart.WIDEST) {
      throw new BadInput(
          "--width %d: a chart is %d to %d columns wide"
              .formatted(columns, TextChart.NARROWEST, TextChart.WIDEST));
    }
  }

  private Story story(PastRun past) {
    return Stories.of(past.log(), what)
        .or(() -> what.flatMap(tail -> ofDevice(tail, past)))
        .orElseThrow(() -> new BadInput(nothing() + Reach.soFar(past)));
  }

  private static Optional<Story> ofDevice(String tail, PastRun past) {
    List<String> devices = Stories.devices(past.log(), tail);
    if (devices.size() > 1) {
      throw new BadInput(
          "%s: %d moved devices end so, %s and %s among them; name one of them in full"
              .formatted(tail, devices.size(), devices.get(0), devices.get(1)));
    }
    return devices.stream()
        .findFirst()
        .flatMap(device -> Stories.of(past.log(), Optional.of(device)));
  }

  private String nothing() {
    return what.map(
            "no migration, guest or moved device of this run is called '%s'; 'godwit events --kind migration-planned' lists them"
                ::formatted)
        .orElse("no migration was planned in this run");
  }
}
