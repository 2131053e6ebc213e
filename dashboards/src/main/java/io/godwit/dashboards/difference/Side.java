package io.godwit.dashboards.difference;

import io.godwit.dashboards.projection.MigrationRow;
import io.godwit.dashboards.projection.RunProjection;
import io.godwit.model.event.FleetEvent.RunStarted;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One of two runs.
 *
 * @param name what it is called, such as its folder
 */
public record Side(String name, RunProjection run) {

  Map<String, MigrationRow> migrations() {
    var rows = new LinkedHashMap<String, MigrationRow>();
    run.migrations().forEach(row -> rows.put(row.migration(), row));
    return rows;
  }

  /** What was asked for, in a few words. */
  String asked() {
    return run.started().map(Side::asked).orElse("nothing on record");
  }

  private static String asked(RunStarted started) {
    return "%s, seed %d, Godwit %s"
        .formatted(started.scenario(), started.seed(), started.version());
  }

  long count(String outcome) {
    return run.migrations().stream().filter(row -> row.outcome().equals(outcome)).count();
  }
}
