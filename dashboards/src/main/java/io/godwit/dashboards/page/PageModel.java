package io.godwit.dashboards.page;

import com.fasterxml.jackson.core.JsonGenerator;
import io.godwit.dashboards.report.RecordJson;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a page shows: one run, or several beside each other.
 *
 * @param comparison what was changed from run to run, where a scenario says so
 * @param differing keys of the scenarios that the runs do not agree about, where none does
 */
public record PageModel(
    int schema,
    String title,
    Optional<Compared> comparison,
    Optional<List<Setting>> differing,
    List<RunModel> runs) {

  /** Grows when a field is removed or changes its meaning. */
  public static final int SCHEMA = 1;

  /**
   * The comparison of a scenario.
   *
   * @param axes what is changed, one or two
   * @param choices of each run, one for each axis
   * @param asExpected whether each run came out as the scenario says
   * @param show metrics that the scenario wants to see, with the value of each run
   */
  public record Compared(
      String about,
      String verdict,
      String folder,
      List<String> axes,
      List<List<String>> choices,
      List<Boolean> asExpected,
      List<Shown> show) {}

  /** A key and what each run's scenario says; {@code -} where one leaves it out. */
  public record Setting(String key, List<String> values) {}

  /**
   * One metric of every run.
   *
   * @param unit of the values: ns, B or none
   * @param values one for each run; absent where there was nothing to measure
   */
  public record Shown(String metric, String about, String unit, List<Optional<Double>> values) {}

  /** How long it took here is no part of what a run is: the same run has the same page. */
  private static final Set<String> UNSAID = Set.of("wallSeconds");

  public static PageModel of(RunModel run) {
    return new PageModel(SCHEMA, run.name(), Optional.empty(), Optional.empty(), List.of(run));
  }

  /** As JSON, to whatever takes it. */
  public void write(JsonGenerator to) throws IOException {
    RecordJson.write(this, UNSAID, to);
  }

  /** As JSON that may stand within a page: no name in it can end what it stands in. */
  public String json() {
    return RecordJson.text(this, UNSAID).replace("<", "\\u003c");
  }
}
