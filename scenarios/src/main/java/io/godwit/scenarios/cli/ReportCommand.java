package io.godwit.scenarios.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.godwit.dashboards.page.PageHtml;
import io.godwit.dashboards.page.PageModel;
import io.godwit.dashboards.page.PageModel.Setting;
import io.godwit.dashboards.page.RunModel;
import io.godwit.dashboards.report.SummaryFile;
import io.godwit.persistence.run.RunFolder;
import io.godwit.scenarios.file.Differing;
import io.godwit.scenarios.file.Escaped;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import io.godwit.scenarios.run.ComparisonRun;
import io.godwit.scenarios.run.Pages;
import io.godwit.scenarios.run.RunResult;
import io.godwit.scenarios.run.ScenarioRun;
import io.godwit.scenarios.run.SharedPage;
import io.godwit.scenarios.run.TextTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reports runs again, from their events alone. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Computes the report of a run or a comparison again, from the events in its folder alone;",
      "of several runs, one after the other, or beside each other in one page.",
      "Of a run that was cut off, or still goes on, it says what is known so far."
    },
    footer = {
      "",
      "Example: godwit report runs/latest --json",
      "         godwit report runs/rack-drain-42-1 runs/rack-drain-42-2 --html both.html"
    })
final class ReportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN",
      arity = "0..*",
      defaultValue = "runs/latest",
      description = "The runs' folders (default: ${DEFAULT-VALUE}).")
  private List<Path> runs = new ArrayList<>();

  @Option(names = "--json", description = "The summary as one JSON document on standard output.")
  private boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Writes it as a page for a browser; of several runs, one page of all.")
  private Optional<Path> html = Optional.empty();

  @Option(names = "--steps", description = "Every event before the report; of short runs.")
  private boolean steps;

  @Option(
      names = "--openmetrics",
      paramLabel = "FILE",
      description = "Also writes metrics over virtual time, for Prometheus to back-fill.")
  private Optional<Path> openMetrics = Optional.empty();

  @Override
  public Integer call() throws ScenarioProblems {
    OutputFile.requireTwo("--html", html, "--openmetrics", openMetrics);
    if (runs.size() > 1) {
      return several();
    } else if (ComparisonRun.isIn(runs.get(0))) {
      refuseMetrics(OpenMetricsFile::ofComparison);
      return comparison(runs.get(0));
    }
    RunResult result = read(runs.get(0), Pages.OWN);
    result.model().ifPresent(model -> write(PageModel.of(model)));
    openMetrics.ifPresent(file -> OpenMetricsFile.write(result, file));
    spec.commandLine().getOut().print(json ? SummaryFile.json(result.summary()) : result.page());
    spec.commandLine().getOut().flush();
    new RunPrinter(spec, json, false).sayTimeline(result);
    return exitCode(List.of(result));
  }

  private void refuseMetrics(Function<Path, BadInput> why) {
    if (openMetrics.isPresent()) {
      throw why.apply(openMetrics.get());
    }
  }

  private Integer several() throws ScenarioProblems {
    refuseMetrics(OpenMetricsFile::ofSeveral);
    var results = new ArrayList<RunResult>();
    for (Path run : runs) {
      if (ComparisonRun.isIn(run)) {
        throw new BadInput(
            run + ": this is a comparison; report it alone, or name runs that are in its folder");
      }
      results.add(read(run, Pages.SHARED));
    }
    List<Setting> differing = differing();
    List<RunModel> models = results.stream().flatMap(each -> each.model().stream()).toList();
    if (html.isPresent()) {
      write(SharedPage.of(models, differing));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(
          results.stream()
              .map(result -> SummaryFile.json(result.summary()).strip())
              .collect(
                  Collectors.joining(
                      ",\n", "{\"runs\": [\n", "\n],\n\"differing\": " + json(differing) + "}\n")));
    } else {
      out.print(results.stream().map(RunResult::page).collect(Collectors.joining("\n")));
      out.print('\n' + table(differing));
    }
    out.flush();
    return exitCode(results);
  }

  /** What the scenarios as they were run do not agree about. */
  private List<Setting> differing() throws ScenarioProblems {
    var texts = new ArrayList<String>();
    for (Path run : runs) {
      texts.add(ScenarioFile.text(RunFolder.open(run).scenario()));
    }
    return Differing.between(texts).stream()
        .map(key -> new Setting(key.path(), key.values().stream().map(v -> v.orElse("-")).toList()))
        .toList();
  }

  private String table(List<Setting> differing) {
    if (differing.isEmpty()) {
      return "The scenarios of these runs agree in every key.\n";
    }
    var rows = new ArrayList<List<String>>();
    rows.add(row("what differs", runs.stream().map(Path::toString).toList()));
    differing.forEach(key -> rows.add(row(key.key(), key.values())));
    return TextTable.lines(rows, column -> column > 0).stream()
        .map(line -> Escaped.of(line) + '\n')
        .collect(Collectors.joining());
  }

  private static List<String> row(String key, List<String> values) {
    var row = new ArrayList<>(List.of(key));
    row.addAll(values);
    return row;
  }

  private static String json(List<Setting> differing) {
    return new ObjectMapper().valueToTree(differing).toString();
  }

  private RunResult read(Path run, Pages pages) throws ScenarioProblems {
    RunResult result =
        ScenarioRun.report(RunFolder.open(run), steps, html.isPresent() ? pages : Pages.NONE);
    if (!result.isVouchedFor()) {
      spec.commandLine()
          .getErr()
          .println("godwit: " + run + ": too old to have checksums: a damage would not be noticed");
    }
    return result;
  }

  private void write(PageModel model) {
    html.ifPresent(file -> ChartFile.write(file, PageHtml.of(model)));
  }

  private static int exitCode(List<RunResult> results) {
    if (results.stream().anyMatch(RunResult::unfinished)) {
      return ExitCode.UNFINISHED;
    }
    return results.stream().allMatch(RunResult::valid) ? ExitCode.OK : ExitCode.INVALID;
  }

  private int comparison(Path folder) throws ScenarioProblems {
    ComparisonRun comparison =
        ComparisonRun.report(folder, html.isPresent() ? Pages.SHARED : Pages.NONE);
    html.ifPresent(file -> comparison.html().ifPresent(page -> ChartFile.write(file, page)));
    spec.commandLine().getOut().print(json ? comparison.json() : comparison.page());
    spec.commandLine().getOut().flush();
    return comparison.valid() ? ExitCode.OK : ExitCode.INVALID;
  }
}
