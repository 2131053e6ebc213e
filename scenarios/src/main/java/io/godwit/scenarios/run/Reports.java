package io.godwit.scenarios.run;

import io.godwit.dashboards.metrics.RunMetrics;
import io.godwit.dashboards.page.PageHtml;
import io.godwit.dashboards.page.PageModel;
import io.godwit.dashboards.page.RunModel;
import io.godwit.dashboards.projection.RunProjection;
import io.godwit.dashboards.report.Judgement;
import io.godwit.dashboards.report.MigrationsCsv;
import io.godwit.dashboards.report.Summary;
import io.godwit.dashboards.report.Summary.RunFacts;
import io.godwit.dashboards.report.SummaryFile;
import io.godwit.dashboards.report.TextReport;
import io.godwit.dashboards.report.Timeline;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.precopy.Step;
import io.godwit.persistence.run.EventLog;
import io.godwit.persistence.run.RunFolder;
import io.godwit.persistence.run.WriteFailedException;
import io.godwit.scenarios.file.Claim;
import io.godwit.scenarios.file.Expectation;
import io.godwit.scenarios.file.Scenario;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Everything that is made of a run's log alone, when it ends and whenever it is asked for again.
 */
final class Reports {

  /**
   * Where a run is kept, and as what it is shown there; one that is not kept has no page to be
   * opened.
   */
  record Kept(Optional<Path> folder, Pages pages) {
    ReportFolds folds(Scenario scenario) {
      return new ReportFolds(scenario, folder.isPresent() && pages != Pages.NONE);
    }
  }

  private final RunProjection projection;
  private final RunMetrics metrics;
  private final Summary summary;
  private final String page;
  private final CompletableFuture<Optional<RunModel>> model;

  private Reports(
      RunProjection projection,
      RunMetrics metrics,
      Summary summary,
      String page,
      CompletableFuture<Optional<RunModel>> model) {
    this.projection = projection;
    this.metrics = metrics;
    this.summary = summary;
    this.page = page;
    this.model = model;
  }

  /** With {@code steps}, the page begins with every event. */
  static Reports of(EventLog log, Scenario scenario, double wallSeconds, boolean steps, Kept kept) {
    ReportFolds folds = kept.folds(scenario);
    project(log, folds::accept);
    return of(log, folds, scenario, wallSeconds, steps, kept);
  }

  /**
   * The same, of folds that have taken the whole log. The model of its page is made beside, of a
   * log that stays open until {@link #model} was asked for.
   */
  static Reports of(
      EventLog log,
      ReportFolds folds,
      Scenario scenario,
      double wallSeconds,
      boolean steps,
      Kept kept) {
    RunProjection projection = folds.projection();
    projection.pace(paced(scenario)::contains);
    Summary summary =
        Summary.of(
            projection,
            new RunFacts(log.digest(), log.isFinished(), wallSeconds, scenario.plannedFaults()),
            unjudged -> judged(scenario, unjudged, projection, folds.claims()));
    CompletableFuture<Optional<RunModel>> model =
        folds
            .drawn()
            .map(
                each ->
                    CompletableFuture.supplyAsync(
                        () ->
                            Optional.of(
                                RunPage.model(
                                    log,
                                    scenario,
                                    projection,
                                    each,
                                    summary,
                                    kept.pages(),
                                    kept.folder().orElseThrow()))))
            .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    String before = steps ? steps(log) + "\n" : "";
    folds.metrics().conclude(summary);
    return new Reports(
        projection, folds.metrics(), summary, before + TextReport.of(summary), model);
  }

  /** The guests whose own limit of bandwidth paces them. */
  static Set<String> paced(Scenario scenario) {
    var paced = new HashSet<String>();
    for (Scenario.VmGroup group : scenario.vms()) {
      if (!group.migration().preCopy().maxBandwidth().equals(Step.UNLIMITED)) {
        group.names().forEach(paced::add);
      }
    }
    return paced;
  }

  /** Nothing is made of the projection before the log was read to its end and found right. */
  private static List<Judgement> judged(
      Scenario scenario, Summary summary, RunProjection projection, Claims claims) {
    var judged = new ArrayList<>(Expectations.judge(scenario.expectations(), summary, projection));
    judged.addAll(claims.judged());
    return judged;
  }

  /** The verdict on a record, by what is expected of it, and with more on what breaks. */
  static Summary check(
      EventLog log, Scenario scenario, List<Expectation> expected, List<Claim> claimed) {
    var projection = new RunProjection();
    var claims = new Claims(claimed);
    project(
        log,
        event -> {
          projection.accept(event);
          claims.accept(event);
        });
    return Summary.of(
        projection,
        new RunFacts(log.digest(), log.isFinished(), 0, scenario.plannedFaults(), true),
        unjudged -> {
          var judged = new ArrayList<>(Expectations.judge(expected, unjudged, projection));
          judged.addAll(claims.judged());
          return judged;
        });
  }

  /** Reads all of {@code log}, which is believed from there on. */
  static void project(EventLog log, Consumer<RecordedEvent> taker) {
    try (Stream<RecordedEvent> events = log.verifiedEvents()) {
      events.forEachOrdered(taker);
    }
  }

  private static String steps(EventLog log) {
    try (Stream<RecordedEvent> events = log.events()) {
      return Timeline.of(events);
    }
  }

  Summary summary() {
    return summary;
  }

  String page() {
    return page;
  }

  /** What the page of the run shows; empty where none is wanted. Waits until it is made. */
  Optional<RunModel> model() {
    try {
      return model.join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException known ? known : failed;
    }
  }

  /** The summary is the last: whoever finds it finds the others, whole. */
  void write(RunFolder folder, Pages pages) {
    writeMigrations(folder.migrations());
    folder.write(folder.path().resolve("metrics.prom"), metrics.text());
    Optional<RunModel> drawn = model();
    if (pages == Pages.OWN && drawn.isPresent()) {
      folder.write(folder.page(), PageHtml.of(PageModel.of(drawn.get())));
    }
    folder.write(folder.summary(), SummaryFile.json(summary));
  }

  private void writeMigrations(Path file) {
    try (BufferedWriter csv = Files.newBufferedWriter(file)) {
      MigrationsCsv.write(projection.migrations(), csv);
    } catch (IOException failed) {
      throw WriteFailedException.of(file, failed);
    }
  }
}
