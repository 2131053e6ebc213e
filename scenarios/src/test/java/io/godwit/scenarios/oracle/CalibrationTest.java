package io.godwit.scenarios.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.godwit.model.guest.DirtyModels;
import io.godwit.model.unit.ByteRate;
import io.godwit.scenarios.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationTest {

  private static final Path RECORDS =
      Path.of(System.getProperty("godwit.home"), "docs/oracle/qemu-7.2.jsonl");

  @TempDir private Path folder;

  /** Fitted to every other configuration, predictions hold for the others too. */
  @Test
  void should_predict_configurations_that_it_was_not_fitted_to() throws Exception {
    for (int held = 0; held < 2; held++) {
      var fitted = new ArrayList<String>();
      var others = new ArrayList<String>();
      List<String> lines = Files.readAllLines(RECORDS);
      for (int i = 0; i < lines.size(); i++) {
        boolean isFitted = i % 25 % 2 == held;
        (isFitted ? fitted : others).add(lines.get(i));
      }
      TestBed bed =
          Calibration.of(List.of(write("fitted" + held, fitted)), Optional.empty()).fit().bed();
      var matches = new ArrayList<Match>();
      for (Measurement each :
          MeasurementFile.read(write("others" + held, others), Optional.empty())) {
        matches.add(Match.of(each, bed));
      }
      List<OracleReport.Score> scores = OracleReport.scores(matches);
      assertThat(percent(scores, "outcome right")).isEqualTo(100);
      assertThat(percent(scores, "total time within 2 %")).isGreaterThanOrEqualTo(75);
      assertThat(percent(scores, "total time within 10 %")).isEqualTo(100);
      assertThat(percent(scores, "syncs within 2 or 15 %")).isEqualTo(100);
      assertThat(percent(scores, "bytes within 3 %")).isGreaterThanOrEqualTo(80);
    }
  }

  /** Over both campaigns: half of the configurations tell nearly as much about the rest as all. */
  @Test
  void should_predict_one_half_of_both_sets_by_the_other() throws Exception {
    var all = new ArrayList<String>();
    for (String set : List.of("", "-more", "-actions")) {
      all.addAll(Files.readAllLines(RECORDS.resolveSibling("qemu-7.2" + set + ".jsonl")));
    }
    var names = new ArrayList<String>();
    var fitted = new ArrayList<String>();
    var others = new ArrayList<String>();
    for (String line : all) {
      String name = line.split("\"name\": \"", 2)[1].split("(-defer)?\"", 2)[0];
      if (!names.contains(name)) {
        names.add(name);
      }
      (names.indexOf(name) % 2 == 0 ? fitted : others).add(line);
    }
    TestBed ofHalf = Calibration.of(List.of(write("half", fitted)), Optional.empty()).fit().bed();
    TestBed ofAll = Calibration.of(List.of(write("all", all)), Optional.empty()).fit().bed();
    List<Measurement> held = MeasurementFile.read(write("held", others), Optional.empty());
    assertThat(held).allMatch(each -> Match.of(each, ofHalf).outcomeRight());
    assertThat(Loss.of(held, ofHalf)).isLessThan(1.5 * Loss.of(held, ofAll));
  }

  private static double percent(List<OracleReport.Score> scores, String what) {
    return scores.stream()
        .filter(score -> score.what().equals(what))
        .findFirst()
        .orElseThrow()
        .percent()
        .orElseThrow();
  }

  /** Results made with a host of half the speed give back a host of half the speed. */
  @Test
  void should_find_the_host_that_made_the_results() throws Exception {
    TestBed slow =
        TestBed.EMULATED.withHost(
            TestBed.EMULATED
                .host()
                .withPages(new ByteRate(180_000_000), TestBed.EMULATED.host().resend()));
    var lines = new ArrayList<String>();
    for (String line : Files.readAllLines(RECORDS).subList(0, 20)) {
      Measurement real = MeasurementFile.read(write("one", List.of(line)), Optional.empty()).get(0);
      Result made = Prediction.of(real, slow);
      lines.add(
          line.replaceFirst("\"total-time\": \\d+", "\"total-time\": " + (long) made.totalMillis())
              .replaceFirst("\"transferred\": \\d+", "\"transferred\": " + made.bytes())
              .replaceFirst("\"dirty-sync-count\": \\d+", "\"dirty-sync-count\": " + made.syncs()));
    }
    Calibration.Fit fit = Calibration.of(List.of(write("made", lines)), Optional.empty()).fit();
    assertThat((double) fit.bed().host().firstSend().bytesPerSecond())
        .isCloseTo(180e6, within(0.1 * 180e6));
    assertThat(fit.lossAfter()).isLessThan(fit.lossBefore());
  }

  @Test
  void should_fit_a_workload_that_a_record_does_not_tell() throws Exception {
    String line =
        Files.readAllLines(RECORDS)
            .get(2)
            .replaceFirst("\"pattern\": \"sequential\", ", "")
            .replaceFirst("\"requested_pages_per_s\": \\d+, ", "");
    Calibration.Fit fit =
        Calibration.of(List.of(write("untold", List.of(line))), Optional.empty()).fit();
    assertThat(fit.measurements().get(0).inputs().pattern()).isNotEqualTo(DirtyModels.IDLE);
    assertThat(fit.lossAfter()).isLessThan(0.5);
  }

  @Test
  void should_write_keys_that_a_scenario_can_hold() throws Exception {
    Path out = folder.resolve("fragment.yaml");
    Terminal run = Terminal.godwit("calibrate", RECORDS.toString(), "--out", out.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    String fragment = Files.readString(out);
    String scenario =
        "name: mine\nplan:\n  - {drain: pod-0/rack-0/host-0}\n"
            + fragment.replace(
                "  host:\n", "  fabric: {hosts-per-rack: 8}\n  host:\n    memory: 8 GiB\n");
    Path whole = Files.writeString(folder.resolve("mine.yaml"), scenario);
    Terminal checked = Terminal.godwit("validate", whole.toString());
    assertThat(checked.exitCode()).as(checked.err()).isZero();
    Terminal again = Terminal.godwit("calibrate", RECORDS.toString(), "--out", out.toString());
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("there is such a file");
    assertThat(Files.readString(out)).isEqualTo(fragment);
  }

  private Path write(String name, List<String> lines) throws IOException {
    return Files.write(folder.resolve(name + ".jsonl"), lines);
  }
}
