package io.godwit.scenarios.file;

import io.godwit.model.fleet.HostTrouble;
import io.godwit.model.migration.Phase;
import io.godwit.scenarios.file.Values.Found;
import java.util.List;
import java.util.Optional;

/** What of a fault is no mistake, but strikes nothing, or less than it seems to, as it stands. */
final class FaultHints {

  private final Binder binder;
  private final Values scenario;

  FaultHints(Binder binder, Values scenario) {
    this.binder = binder;
    this.scenario = scenario;
  }

  void look(Values fault) {
    if (!FaultBuilder.isByClock(fault) && fault.has("phase")) {
      beyond(fault, "attempt", "");
    }
    beyond(fault, "occurrence", ", and each comes to a phase once");
    command(fault);
    misfit(fault);
    again(fault);
  }

  /** An attempt that is never made; {@code why} the key is about attempts. */
  private void beyond(Values fault, String key, String why) {
    Optional<Values> retry =
        ScenarioChecks.block(scenario, "migration")
            .flatMap(all -> ScenarioChecks.block(all, "retry"))
            .filter(values -> values.has("attempts"));
    if (fault.has(key) && retry.isPresent() && fault.number(key) > retry.get().number("attempts")) {
      binder.hint(
          fault.find(key).orElseThrow(),
          "this fault cannot strike: migration.retry.attempts allows %d%s; allow more, or name an"
                  .formatted(retry.get().number("attempts"), why)
              + " earlier one");
    }
  }

  /** Those that lie in wait for a command that the attempt has behind it by then. */
  private void command(Values fault) {
    String kind = fault.text("kind");
    if (!DeviceFaults.waits(kind)
        || FaultBuilder.isByClock(fault)
        || FaultBuilder.isUndone(fault)
        || !fault.has("phase")) {
      return;
    }
    boolean atDestination = fault.text("side").equals("destination");
    boolean writes = kind.equals("corrupt-context");
    Phase phase = Phase.of(fault.text("phase"));
    Phase last =
        atDestination
            ? writes ? Phase.CONTEXT_WRITE : Phase.RESUME
            : writes ? Phase.RESERVE : Phase.CONTEXT_READ;
    if (phase.compareTo(last) > 0) {
      binder.hint(
          fault.find("phase").orElseThrow(),
          "this fault can strike only while the attempt is undone: from %s on the %s is sent no"
                  .formatted(phase.word(), fault.text("side"))
              + " command that it fits; take %s, or the other side".formatted(last.word()));
    }
  }

  /** Features and versions are looked at when room is asked for. */
  private void misfit(Values fault) {
    boolean early =
        List.of(HostTrouble.FEATURE, HostTrouble.VERSION).stream()
            .anyMatch(each -> each.word().equals(fault.text("kind")));
    if (early
        && !FaultBuilder.isByClock(fault)
        && !FaultBuilder.isUndone(fault)
        && fault.has("phase")
        && Phase.of(fault.text("phase")).compareTo(Phase.RESERVE) > 0) {
      binder.hint(
          fault.find("phase").orElseThrow(),
          "this attempt has its room by then, and only later ones meet this fault; take phase"
              + " reserve");
    }
  }

  /** A host that is down, or stands, cannot go down again meanwhile. */
  private void again(Values fault) {
    boolean serial =
        fault.text("schedule").equals("serial") || fault.text("kind").equals("rolling-reboot");
    Optional<Found> lasts = fault.find("for");
    if (FaultFamily.HOST.has(fault.text("kind"))
        && FaultFamily.hostTrouble(fault.text("kind")) == HostTrouble.CRASH
        && !serial
        && fault.has("every")
        && lasts.isPresent()
        && fault.number("for") >= fault.number("every")) {
      binder.hint(
          lasts.get(),
          "a host is down for as long as 'every' or longer, and what comes meanwhile strikes nothing;"
              + " write less");
    }
  }
}
