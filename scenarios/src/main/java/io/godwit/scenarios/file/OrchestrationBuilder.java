package io.godwit.scenarios.file;

import io.godwit.model.precopy.Step;
import io.godwit.model.strategy.Orchestration;
import io.godwit.model.strategy.Orchestration.Action;
import io.godwit.model.strategy.Orchestration.Deed;
import io.godwit.model.strategy.Orchestration.Measure;
import io.godwit.model.strategy.Orchestration.Ramp;
import io.godwit.model.strategy.Orchestration.Size;
import io.godwit.model.strategy.Orchestration.Timeout;
import io.godwit.model.strategy.Orchestration.Trigger;
import io.godwit.model.unit.SimDuration;

/** Turns the parameters of an orchestrator into its rules for one kind of guests. */
final class OrchestrationBuilder {

  private OrchestrationBuilder() {}

  /** For guests with or without passed-through devices. */
  static Orchestration orchestration(Values values, boolean devices) {
    return new Orchestration(
        new Timeout(
            durationOr(values, "timeout"),
            durationOr(values, "timeout-per-gib"),
            new Size(
                ScenarioBuilder.size(values, "gib"), ScenarioBuilder.size(values, "least-memory")),
            onTimeout(values, devices)),
        durationOr(values, "progress-timeout"),
        values.has("downtime-steps") ? ramp(values) : Ramp.FLAT,
        ScenarioBuilder.blocks(values, "schedule").stream()
            .map(measure -> measure(measure, devices))
            .toList(),
        ScenarioBuilder.duration(values, "poll"),
        values.yes("auto-converge"));
  }

  /** What follows a timeout of a guest; one with devices is never moved by post-copy. */
  static Action onTimeout(Values values, boolean devices) {
    Action action = action(values.text("on-timeout"));
    if (!devices) {
      return action;
    } else if (values.has("on-timeout-with-devices")) {
      return action(values.text("on-timeout-with-devices"));
    }
    return withOrWithout(true, action);
  }

  private static Action withOrWithout(boolean devices, Action action) {
    return devices && action == Action.POST_COPY ? Action.ABORT : action;
  }

  private static Ramp ramp(Values values) {
    return new Ramp(
        ScenarioBuilder.duration(values, "downtime"),
        values.count("downtime-steps"),
        ScenarioBuilder.duration(values, "downtime-delay"));
  }

  private static Measure measure(Values values, boolean devices) {
    return new Measure(
        trigger(values),
        values.has("action")
            ? new Deed.Act(withOrWithout(devices, action(values.text("action"))))
            : new Deed.SetDowntime(ScenarioBuilder.duration(values, "downtime-limit")));
  }

  private static Trigger trigger(Values values) {
    if (values.has("rounds")) {
      return new Trigger.Rounds(values.count("rounds"));
    } else if (values.has("stalled")) {
      return new Trigger.Stalled(values.count("stalled"));
    }
    return new Trigger.After(ScenarioBuilder.duration(values, "after"));
  }

  private static Action action(String word) {
    return ScenarioBuilder.constant(Action.values(), Action::word, word);
  }

  private static SimDuration durationOr(Values values, String key) {
    return values.has(key) ? ScenarioBuilder.duration(values, key) : Step.FOR_EVER;
  }
}
