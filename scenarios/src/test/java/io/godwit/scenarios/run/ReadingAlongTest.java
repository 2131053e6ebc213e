package io.godwit.scenarios.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.persistence.journal.JournalFailedException;
import io.godwit.persistence.run.EventLog;
import io.godwit.persistence.run.RunFolder;
import io.godwit.runtime.simulation.ProgressListener;
import io.godwit.scenarios.file.Scenario;
import io.godwit.scenarios.file.ScenarioFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingAlongTest {

  private static final List<String> SMALLER =
      List.of("vms[0].count=120", "vms[1].count=20", "vms[2].count=5");

  private static final List<String> REPORTS =
      List.of("migrations.csv", "metrics.prom", "report.html");

  @TempDir private Path folder;

  private static ScenarioFile rackDrain() throws Exception {
    return ScenarioFile.read(
        Path.of(System.getProperty("godwit.home"), "scenarios/library/rack-drain/scenario.yaml"),
        SMALLER);
  }

  @Test
  void should_report_what_was_read_along_as_what_is_read_at_the_end() throws Exception {
    List<List<String>> reports = new ArrayList<>();
    for (String every : List.of("300", "never")) {
      Path run = folder.resolve(every).resolve("run");
      Files.createDirectories(run.getParent());
      new ScenarioRun(
              rackDrain(),
              "test",
              new RunOptions(0, CheckpointEvery.parse(every), false, Pages.OWN))
          .into(RunFolder.at(run), ProgressListener.NONE);
      List<String> texts = new ArrayList<>();
      for (String report : REPORTS) {
        texts.add(Files.readString(run.resolve(report)));
      }
      texts.add(
          Files.readString(run.resolve("summary.json")).replaceAll("\"wallSeconds\" : .*", ""));
      reports.add(texts);
    }

    assertThat(reports.get(0)).isEqualTo(reports.get(1));
  }

  @Test
  void should_not_report_what_could_not_be_read() throws Exception {
    Scenario scenario = rackDrain().scenario();
    RunFolder run = RunFolder.at(folder.resolve("run"));
    new ScenarioRun(rackDrain(), "test").into(run, ProgressListener.NONE);
    try (EventLog log = EventLog.open(run.events());
        var along = new ReadingAlong(folder.resolve("none.db"), new ReportFolds(scenario, false))) {
      along.begin();

      assertThatThrownBy(() -> along.over(log)).isInstanceOf(JournalFailedException.class);
    }
  }

  @Test
  void should_read_nothing_more_once_closed() throws Exception {
    var folds = new ReportFolds(rackDrain().scenario(), false);
    var along = new ReadingAlong(folder.resolve("none.db"), folds);
    along.close();

    along.begin();

    assertThat(folds.taken()).isZero();
    assertThat(folder.resolve("none.db")).doesNotExist();
  }
}
