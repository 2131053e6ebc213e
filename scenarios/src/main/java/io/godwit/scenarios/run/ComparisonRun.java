package io.godwit.scenarios.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.dashboards.page.PageHtml;
import io.godwit.dashboards.page.RunModel;
import io.godwit.dashboards.report.Judgement;
import io.godwit.dashboards.report.Summary;
import io.godwit.dashboards.report.SummaryFile;
import io.godwit.model.unit.Counted;
import io.godwit.persistence.run.RunFolder;
import io.godwit.persistence.run.RunFolderException;
import io.godwit.persistence.run.RunLock;
import io.godwit.runtime.simulation.ProgressListener;
import io.godwit.scenarios.file.Comparison;
import io.godwit.scenarios.file.Comparison.Variant;
import io.godwit.scenarios.file.Scenario;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Runs a scenario once for every variant of its comparison, and puts the results side by side. */
public final class ComparisonRun {

  /** The run of a variant; throws what the scenario's reader throws for bad changes. */
  public interface Runs {
    ScenarioRun with(List<String> changes);
  }

  /** Told before each of its runs, and how it goes. */
  public interface Listener extends ProgressListener {
    void onRun(int number, int of, String variant);
  }

  /** One variant and what it came to. */
  record Row(
      Variant variant, Summary summary, List<Judgement> expectations, Optional<RunModel> model) {

    List<String> broken() {
      return summary.invariants().stream().filter(Judgement::failed).map(Judgement::name).toList();
    }

    /** Whether it broke exactly what it should break, and met what it should meet. */
    boolean asExpected() {
      return broken().equals(sorted(variant.breaks()))
          && expectations.stream().noneMatch(Judgement::failed)
          && summary.expectations().stream().noneMatch(Judgement::failed);
    }

    /** In the order in which a summary lists them. */
    private List<String> sorted(List<String> invariants) {
      return summary.invariants().stream()
          .map(Judgement::name)
          .filter(invariants::contains)
          .toList();
    }
  }

  private static final String SCENARIO = "comparison.yaml";

  /** Written when all of its runs have ended. */
  private static final String RESULT = "comparison.json";

  /** What is kept in its folder beside its runs. */
  public static final Set<String> FILES =
      Set.of(SCENARIO, RESULT, "comparison.txt", "report.html", "latest", ".draft", ".lock");

  private final Scenario scenario;
  private final Comparison comparison;
  private final List<Row> rows = new ArrayList<>();
  private final Optional<Path> folder;
  private final VariantFolders folders;

  private ComparisonRun(Scenario scenario, Optional<Path> folder) {
    this.scenario = scenario;
    this.comparison = scenario.comparison().orElseThrow();
    this.folder = folder;
    folders = new VariantFolders(comparison.variants());
  }

  /** Keeps nothing but the results; empty when the listener ended it. */
  public static Optional<ComparisonRun> inMemory(Scenario scenario, Runs runs, Listener listener) {
    var run = new ComparisonRun(scenario, Optional.empty());
    for (Variant variant : run.comparison.variants()) {
      run.announce(variant, listener);
      Optional<RunResult> result = runs.with(variant.settings()).inMemory(listener);
      if (result.isEmpty()) {
        return Optional.empty();
      }
      run.add(variant, result.get());
    }
    return Optional.of(run);
  }

  /** Whether what is in {@code folder} is a comparison, or as much of one as was made. */
  public static boolean isIn(Path folder) {
    return !Files.exists(folder.resolve("events.db"))
        && Stream.of(SCENARIO, RESULT).anyMatch(file -> Files.isRegularFile(folder.resolve(file)));
  }

  /** Whether one that is in {@code folder} came to its end. */
  public static boolean isWhole(Path folder) {
    return Files.isRegularFile(folder.resolve(RESULT));
  }

  /** What is compared in {@code folder}, from the beginning on. */
  public static Path asked(Path folder) {
    return folder.resolve(SCENARIO);
  }

  /**
   * A comparison that was made before, from the events of its runs alone.
   *
   * @throws RunFolderException when some of its runs are missing or did not come to their end
   */
  public static ComparisonRun report(Path folder, Pages pages) throws ScenarioProblems {
    Scenario scenario = ScenarioFile.read(asked(folder), List.of()).scenario();
    var run = new ComparisonRun(scenario, Optional.of(folder));
    List<Variant> variants = run.comparison.variants();
    for (Variant variant : variants) {
      Path own = run.own(variant);
      Optional<RunResult> result =
          Files.isDirectory(own) && !RunFolder.isWithoutEvent(own)
              ? Optional.of(ScenarioRun.report(RunFolder.open(own), false, pages))
              : Optional.empty();
      if (result.filter(each -> !each.unfinished()).isEmpty()) {
        throw run.cutOff(result.map(unfinished -> own));
      }
      run.requireOwn(variant);
      run.add(variant, result.get());
    }
    return run;
  }

  /** Throws when the run that stands where the variant's would is of another scenario. */
  private void requireOwn(Variant variant) throws ScenarioProblems {
    Path asked = asked(folder.orElseThrow());
    Path run = own(variant);
    var ran = ScenarioFile.readAnyway(RunFolder.open(run).scenario(), List.of());
    if (!ran.tree().equals(ScenarioFile.readAnyway(asked, variant.settings()).tree())) {
      throw new RunFolderException(
          run,
          "it is not the run of '%s' in %s, for its scenario is another"
              .formatted(variant.name(), asked),
          "restore both from a copy, or 'godwit run %s' runs it again".formatted(asked));
    }
  }

  /** What can still be had of it: of a run that is there, the one that was cut off before any. */
  private RunFolderException cutOff(Optional<Path> unfinished) {
    Path whole = folder.orElseThrow();
    Optional<Path> reported =
        unfinished.or(() -> rows.stream().findFirst().map(row -> own(row.variant())));
    return new RunFolderException(
        whole,
        "the comparison was cut off: %d of its %s came to their end"
            .formatted(rows.size(), Counted.of(comparison.variants().size(), "run")),
        "'godwit run %s' runs it again%s"
            .formatted(
                asked(whole),
                reported
                    .map(", and 'godwit report' takes the folder of each, such as %s"::formatted)
                    .orElse("")));
  }

  private Path own(Variant variant) {
    return folder.orElseThrow().resolve(folders.of(variant));
  }

  /** Keeps each variant in a folder of its own in {@code folder}. */
  public static Optional<ComparisonRun> into(
      RunFolder folder, ScenarioFile file, Runs runs, Listener listener) {
    return RunLock.holding(folder, () -> held(folder, file, runs, listener));
  }

  private static Optional<ComparisonRun> held(
      RunFolder folder, ScenarioFile file, Runs runs, Listener listener) {
    var run = new ComparisonRun(file.scenario(), Optional.of(folder.path()));
    for (Variant variant : run.comparison.variants()) {
      run.announce(variant, listener);
      ScenarioRun next = runs.with(variant.settings());
      RunFolder own = run.begin(next, run.own(variant), folder, file);
      Optional<RunResult> result = next.record(own, listener);
      if (result.isEmpty()) {
        return Optional.empty();
      }
      run.add(variant, result.get());
    }
    folder.write(folder.path().resolve(RESULT), run.json());
    folder.write(folder.path().resolve("comparison.txt"), run.page());
    Optional<String> html = run.html();
    if (html.isPresent()) {
      folder.write(folder.page(), html.get());
    }
    return Optional.of(run);
  }

  /** A comparison begins with its first run: where that cannot begin, nothing is left of either. */
  private RunFolder begin(ScenarioRun next, Path own, RunFolder folder, ScenarioFile file) {
    if (rows.isEmpty()) {
      folder.begin(
          () -> {
            folder.write(asked(folder.path()), file.text());
            next.begin(RunFolder.at(own));
            folder.becomeLatest();
          });
      return RunFolder.openBegun(own);
    }
    return next.begin(RunFolder.at(own));
  }

  private void announce(Variant next, Listener listener) {
    listener.onRun(rows.size() + 1, comparison.variants().size(), next.name());
  }

  private void add(Variant variant, RunResult result) {
    rows.add(
        new Row(
            variant,
            result.summary(),
            Expectations.judgeAll(variant.expectations(), result.summary()),
            result.model()));
  }

  /** Whether every variant came out as the scenario says. */
  public boolean valid() {
    return rows.stream().allMatch(Row::asExpected);
  }

  public Optional<Path> folder() {
    return folder;
  }

  public String page() {
    return new ComparisonPage(scenario, comparison, rows, valid()).text();
  }

  /** One page of all runs; empty where none was wanted. */
  public Optional<String> html() {
    return rows.stream().allMatch(row -> row.model().isPresent())
        ? Optional.of(PageHtml.of(SharedPage.of(scenario, comparison, rows, valid(), folder)))
        : Optional.empty();
  }

  /** One document with the summary of every variant. */
  public String json() {
    var json = new ObjectMapper();
    ObjectNode root = json.createObjectNode();
    root.put("scenario", scenario.name()).put("seed", scenario.seed());
    root.put("verdict", valid() ? "VALID" : "INVALID");
    var runs = root.putArray("runs");
    for (Row row : rows) {
      ObjectNode run = runs.addObject();
      ObjectNode choices = run.putObject("choices");
      for (int i = 0; i < comparison.axes().size(); i++) {
        choices.put(comparison.axes().get(i).name(), row.variant().choices().get(i).name());
      }
      if (!comparison.seeds().isEmpty()) {
        run.put("seed", row.summary().seed());
      }
      run.put("asExpected", row.asExpected());
      try {
        run.set("summary", json.readTree(SummaryFile.json(row.summary())));
      } catch (JsonProcessingException ours) {
        throw new IllegalStateException(ours);
      }
    }
    return root.toPrettyString() + '\n';
  }
}
