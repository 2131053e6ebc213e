package io.godwit.scenarios.file;

import io.godwit.model.migration.Phase;
import io.godwit.model.migration.Timeouts;
import io.godwit.scenarios.file.Values.Found;
import java.util.Optional;

/** Whether what follows a failed attempt, and what makes one fail, contradict each other. */
final class RecoveryChecks {

  private final Binder binder;

  RecoveryChecks(Binder binder) {
    this.binder = binder;
  }

  /** Of all guests, of those with a label, and of each group. */
  void check(Values scenario) {
    Optional<Values> all = ScenarioChecks.block(scenario, "migration");
    all.ifPresent(this::migration);
    for (String list : new String[] {"vms", "policies"}) {
      for (Found item : scenario.items(list)) {
        ScenarioChecks.block((Values) item.value(), "migration").ifPresent(this::migration);
      }
    }
  }

  private void migration(Values migration) {
    ScenarioChecks.block(migration, "retry").ifPresent(this::retry);
    ScenarioChecks.block(migration, "timeouts").ifPresent(this::timeouts);
  }

  private void retry(Values retry) {
    boolean both = retry.has("backoff") && retry.has("max-backoff");
    if (both && retry.number("max-backoff") < retry.number("backoff")) {
      Found most = retry.find("max-backoff").orElseThrow();
      Found least = retry.find("backoff").orElseThrow();
      binder.problem(
          most.given() ? most : least,
          "the backoff begins with more than it may grow to; write a backoff of at most"
              + " max-backoff");
    }
  }

  private void timeouts(Values timeouts) {
    Optional<Found> whole = timeouts.find(Timeouts.SWITCH_OVER);
    for (Phase phase : Phase.values()) {
      Optional<Found> part = timeouts.find(phase.word()).filter(any -> phase.inDowntime());
      if (whole.isPresent()
          && part.isPresent()
          && (Long) part.get().value() > (Long) whole.get().value()) {
        binder.problem(
            part.get(),
            "it would have no effect: timeouts.%s ends the attempt before; write less, or leave it"
                    .formatted(Timeouts.SWITCH_OVER)
                + " out");
      }
    }
  }
}
