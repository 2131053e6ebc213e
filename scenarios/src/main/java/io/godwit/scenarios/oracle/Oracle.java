package io.godwit.scenarios.oracle;

import io.godwit.model.precopy.Engines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Predicts every migration of some files from its inputs. */
public final class Oracle {

  private final List<Match> matches;

  private Oracle(List<Match> matches) {
    this.matches = List.copyOf(matches);
  }

  /**
   * Everything in {@code files}.
   *
   * @param inputs of files that hold a bare reply
   * @param engine instead of each record's own
   */
  public static Oracle of(List<Path> files, Optional<Path> inputs, Optional<Engines> engine)
      throws BadRecord {
    var matches = new ArrayList<Match>();
    for (Path file : files) {
      for (Trial trial : MeasurementFile.trials(file, inputs)) {
        for (Measurement each : trial.migrations()) {
          if (!each.workloadKnown()) {
            throw new BadRecord(
                "%s: %s: pattern is missing; say how the guest writes, or have 'godwit calibrate'"
                        .formatted(file, each.inputs().label())
                    + " find it");
          }
        }
        Trial by = engine.map(trial::withEngine).orElse(trial);
        matches.addAll(Match.of(by, by.bed()));
      }
    }
    return new Oracle(matches);
  }

  List<Match> matches() {
    return matches;
  }

  /** Whether every outcome was predicted; the rest is a matter of degree. */
  public boolean outcomesRight() {
    return matches.stream().allMatch(Match::outcomeRight);
  }

  public String text() {
    return OracleReport.text(matches);
  }

  /** Predicted over measured total times, as an SVG document. */
  public String figure() {
    return OracleFigure.of(matches);
  }

  public String json() {
    return OracleJson.text(matches);
  }
}
