package io.godwit.scenarios.file;

import io.godwit.model.fleet.HostTrouble;
import io.godwit.model.migration.Phase;
import io.godwit.scenarios.file.Values.Found;
import java.util.Optional;
import java.util.OptionalLong;

/** What of a fault is no mistake, but strikes nothing, or less than it seems to, as it stands. */
final class FaultHints {

  private final Binder binder;
  private final Values scenario;
  private final FaultTargets targets;

  FaultHints(Binder binder, Values scenario, FaultTargets targets) {
    this.binder = binder;
    this.scenario = scenario;
    this.targets = targets;
  }

  void look(Values fault) {
    if (!FaultClock.isByClock(fault) && fault.has(FaultMoment.PHASE)) {
      beyond(fault, FaultMoment.ATTEMPT, "");
    }
    beyond(fault, FaultMoment.OCCURRENCE, ", and each comes to a phase once");
    command(fault);
    misfit(fault);
    again(fault);
  }

  /** An attempt that none of its guests makes; {@code why} the key is about attempts. */
  private void beyond(Values fault, Key<?> key, String why) {
    if (!fault.has(key) || !scenario.has(ScenarioBlock.MIGRATION)) {
      return;
    }
    OptionalLong most =
        targets.groups(fault).stream()
            .map(group -> PolicyBlock.migration(scenario, group))
            .flatMap(all -> all.maybe(MigrationBlock.RETRY).stream())
            .flatMapToLong(retry -> retry.maybe(RetryBlock.ATTEMPTS).stream().mapToLong(n -> n))
            .max();
    if (most.isPresent() && fault.number(key) > most.getAsLong()) {
      binder.hint(
          fault.find(key).orElseThrow(),
          "this fault cannot strike: migration.retry.attempts allows %d%s; allow more, or name an"
                  .formatted(most.getAsLong(), why)
              + " earlier one");
    }
  }

  /** Those that lie in wait for a command that the attempt has behind it by then. */
  private void command(Values fault) {
    String kind = fault.get(FaultBlock.KIND);
    if (!DeviceFaults.waits(kind)
        || FaultClock.isByClock(fault)
        || FaultMoment.isUndone(fault)
        || !fault.has(FaultMoment.PHASE)) {
      return;
    }
    boolean atDestination = FaultMoment.isAtDestination(fault);
    boolean writes = kind.equals("corrupt-context");
    Phase phase = fault.get(FaultMoment.PHASE);
    Phase last =
        atDestination
            ? writes ? Phase.CONTEXT_WRITE : Phase.RESUME
            : writes ? Phase.RESERVE : Phase.CONTEXT_READ;
    if (phase.compareTo(last) > 0) {
      binder.hint(
          fault.find(FaultMoment.PHASE).orElseThrow(),
          "this fault can strike only while the attempt is undone: from %s on the %s is sent no"
                  .formatted(phase.word(), fault.get(FaultMoment.SIDE))
              + " command that it fits; take %s, or the other side".formatted(last.word()));
    }
  }

  /** Features and versions are looked at when room is asked for. */
  private void misfit(Values fault) {
    boolean early =
        HostTrouble.ofWord(fault.get(FaultBlock.KIND))
            .filter(HostTrouble::isMetByAsking)
            .isPresent();
    if (early
        && !FaultClock.isByClock(fault)
        && !FaultMoment.isUndone(fault)
        && fault.has(FaultMoment.PHASE)
        && fault.get(FaultMoment.PHASE).compareTo(Phase.RESERVE) > 0) {
      binder.hint(
          fault.find(FaultMoment.PHASE).orElseThrow(),
          "this attempt has its room by then, and only later ones meet this fault; take phase"
              + " reserve");
    }
  }

  /** A host that is down, or stands, cannot go down again meanwhile. */
  private void again(Values fault) {
    boolean serial = FaultClock.isSerial(fault);
    Optional<Found> lasts = fault.find(FaultTrouble.FOR);
    if (FaultFamily.HOST.has(fault.get(FaultBlock.KIND))
        && FaultFamily.hostTrouble(fault.get(FaultBlock.KIND)) == HostTrouble.CRASH
        && !serial
        && fault.has(FaultClock.EVERY)
        && lasts.isPresent()
        && fault.number(FaultTrouble.FOR) >= fault.number(FaultClock.EVERY)) {
      binder.hint(
          lasts.get(),
          "a host is down for as long as 'every' or longer, and what comes meanwhile strikes nothing;"
              + " write less");
    }
  }
}
