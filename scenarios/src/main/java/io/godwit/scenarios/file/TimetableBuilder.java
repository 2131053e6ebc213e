package io.godwit.scenarios.file;

import io.godwit.model.precopy.ConvergenceAids.Throttling;
import io.godwit.model.precopy.ParameterChange;
import io.godwit.model.precopy.ParameterChange.DowntimeLimit;
import io.godwit.model.precopy.ParameterChange.MaxBandwidth;
import io.godwit.model.precopy.ParameterChange.PostCopyBandwidth;
import io.godwit.model.precopy.ParameterChange.SwitchOverBandwidth;
import io.godwit.model.precopy.ParameterChange.ThrottlingRule;
import io.godwit.model.strategy.Timetable;
import io.godwit.model.unit.SimDuration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns the checked {@code changes} of {@code memory} into what an operator does, and when. */
final class TimetableBuilder {

  /** What a change may set. */
  static final List<String> PARAMETERS =
      List.of(
          "max-bandwidth",
          "downtime-limit",
          "avail-switchover-bandwidth",
          "max-postcopy-bandwidth",
          "throttle");

  private TimetableBuilder() {}

  static Timetable timetable(Values memory) {
    var changes = new ArrayList<Values>(ScenarioBuilder.blocks(memory, "changes"));
    changes.sort(Comparator.comparing(TimetableBuilder::after));
    var entries = new ArrayList<Timetable.Entry>();
    Throttling throttling = MigrationBuilder.throttling(memory.block("throttle"));
    for (Values change : changes) {
      for (ParameterChange each : plain(change)) {
        entries.add(new Timetable.Entry(after(change), each));
      }
      if (change.has("throttle")) {
        throttling = changed(throttling, change.block("throttle"));
        entries.add(new Timetable.Entry(after(change), new ThrottlingRule(throttling)));
      }
    }
    return new Timetable(entries);
  }

  static boolean changesNothing(Values change) {
    boolean throttle =
        change.has("throttle")
            && Stream.of("initial", "increment", "max", "trigger")
                .anyMatch(change.block("throttle")::has);
    return !throttle
        && PARAMETERS.stream().filter(each -> !each.equals("throttle")).noneMatch(change::has);
  }

  private static SimDuration after(Values change) {
    return ScenarioBuilder.duration(change, "after");
  }

  private static List<ParameterChange> plain(Values change) {
    var changes = new ArrayList<ParameterChange>();
    if (change.has("max-bandwidth")) {
      changes.add(new MaxBandwidth(ScenarioBuilder.rate(change, "max-bandwidth")));
    }
    if (change.has("downtime-limit")) {
      changes.add(new DowntimeLimit(ScenarioBuilder.duration(change, "downtime-limit")));
    }
    if (change.has("avail-switchover-bandwidth")) {
      changes.add(
          new SwitchOverBandwidth(
              Optional.of(ScenarioBuilder.rate(change, "avail-switchover-bandwidth"))));
    }
    if (change.has("max-postcopy-bandwidth")) {
      changes.add(new PostCopyBandwidth(ScenarioBuilder.rate(change, "max-postcopy-bandwidth")));
    }
    return changes;
  }

  /** What is not said stays as it was. */
  private static Throttling changed(Throttling now, Values to) {
    return Throttling.steps(
        to.has("initial") ? to.count("initial") : now.initial(),
        to.has("increment") ? to.count("increment") : now.increment(),
        to.has("max") ? to.count("max") : now.most(),
        to.has("trigger") ? to.count("trigger") : now.trigger());
  }
}
