package io.godwit.scenarios.file;

import io.godwit.model.fleet.Condition;
import io.godwit.model.fleet.ControlTrouble;
import io.godwit.model.fleet.HostTrouble;
import io.godwit.scenarios.file.Values.Found;
import java.util.List;
import java.util.Optional;

/** Whether the keys of a fault go with its kind and with each other, and say all that it needs. */
final class FaultKeyChecks {

  private static final List<Key<?>> PLACES =
      List.of(FaultBlock.HOST, FaultBlock.RACK, FaultBlock.POD, FaultBlock.TARGET);

  private final Binder binder;
  private final Values scenario;

  FaultKeyChecks(Binder binder, Values scenario) {
    this.binder = binder;
    this.scenario = scenario;
  }

  void check(Values fault) {
    String kind = fault.get(FaultBlock.KIND);
    boolean slows = HostTrouble.ofWord(kind).filter(HostTrouble::hasFactor).isPresent();
    goesWith(
        fault, FaultBlock.FACTOR, slows, "only host-slow and command-slow are slower by a factor");
    if (slows && !fault.has(FaultBlock.FACTOR)) {
      needs(fault, FaultBlock.FACTOR);
    }
    goesWith(fault, FaultBlock.LOSS, kind.equals("link-lossy"), "only link-lossy loses packets");
    if (kind.equals("link-lossy") && !fault.has(FaultBlock.LOSS)) {
      needs(fault, FaultBlock.LOSS);
    }
    goesWith(
        fault,
        FaultBlock.STATUS,
        kind.equals("command-error"),
        "only command-error answers with a status");
    goesWith(
        fault,
        FaultBlock.VALUE,
        kind.equals("status-write"),
        "only status-write says what is written");
    goesWith(
        fault,
        FaultBlock.VECTOR,
        kind.equals("msix-mask") || kind.equals("msix-unmask"),
        "only msix-mask and msix-unmask name a vector");
    goesWith(
        fault,
        FaultBlock.SETS,
        kind.equals("control-command"),
        "only control-command sets one thing");
    goesWith(
        fault,
        FaultBlock.DEVICE,
        FaultFamily.isOfDevice(kind),
        "a fault of kind " + kind + " strikes no device");
    goesWith(
        fault,
        FaultBlock.SIDE,
        !kind.equals("out-of-memory") || FaultBlock.isAtDestination(fault),
        "a fault of kind " + kind + " strikes the destination");
    delays(fault, kind);
    lasts(fault, kind);
    flapping(fault, kind);
    places(fault);
    condition(fault, kind);
    fault
        .find(FaultBlock.LIKE)
        .ifPresent(
            like ->
                binder.problem(
                    like,
                    "no earlier fault has the name '%s'; give one a name, or write the keys here"
                        .formatted(like.value())));
    storm(fault, kind);
    owners(fault, kind);
  }

  private void storm(Values fault, String kind) {
    for (Key<?> key :
        List.of(
            FaultBlock.EVERY,
            FaultBlock.RATE,
            FaultBlock.COUNT,
            FaultBlock.PROBABILITY,
            FaultBlock.JITTER)) {
      goesWith(
          fault,
          key,
          !FaultFamily.LOAD.has(kind),
          "a migration-storm comes once, at its time; write another one for another time");
    }
  }

  private void goesWith(Values fault, Key<?> key, boolean fits, String why) {
    fault
        .given(key)
        .filter(any -> !fits)
        .ifPresent(
            found ->
                binder.problem(found, "it would have no effect: %s; leave it out".formatted(why)));
  }

  private void delays(Values fault, String kind) {
    Optional<ControlTrouble> trouble = ControlTrouble.ofWord(kind);
    boolean delayed = trouble.filter(each -> !each.isAway()).isPresent();
    goesWith(fault, FaultBlock.DELAY, delayed, "a fault of kind " + kind + " delays no request");
    boolean must = delayed && trouble.get() != ControlTrouble.DUPLICATED;
    if (must && !fault.has(FaultBlock.DELAY)) {
      needs(fault, FaultBlock.DELAY);
    }
  }

  private void lasts(Values fault, String kind) {
    Optional<ControlTrouble> trouble = ControlTrouble.ofWord(kind);
    boolean byPhase = !FaultBlock.isByClock(fault);
    boolean once = byPhase && trouble.equals(Optional.of(ControlTrouble.DUPLICATED));
    boolean goesOn = FaultFamily.isOfPlace(kind) && !once;
    goesWith(
        fault, FaultBlock.FOR, goesOn, "what a fault of kind " + kind + " does is done at once");
    boolean ends =
        fault.has(FaultBlock.FOR) || (fault.has(FaultBlock.WHILE) && !FaultBlock.isTimed(fault));
    boolean must = HostTrouble.ofWord(kind).filter(HostTrouble::needsTime).isPresent();
    boolean away = trouble.equals(Optional.of(ControlTrouble.DOWN));
    boolean disturbed = trouble.filter(each -> !each.isAway()).isPresent() && !once && !ends;
    if (!fault.has(FaultBlock.FOR) && (must || away || disturbed)) {
      needs(fault, FaultBlock.FOR);
    }
  }

  private void flapping(Values fault, String kind) {
    if (!kind.equals("link-flapping")) {
      return;
    }
    for (Key<?> key : List.of(FaultBlock.EVERY, FaultBlock.COUNT)) {
      if (!fault.has(key)) {
        needs(fault, key);
      }
    }
    if (fault.has(FaultBlock.EVERY)
        && fault.has(FaultBlock.FOR)
        && fault.number(FaultBlock.FOR) >= fault.number(FaultBlock.EVERY)) {
      binder.problem(
          fault.find(FaultBlock.FOR).orElseThrow(),
          "a link that is down for so long is never up again between; write less than 'every'");
    }
  }

  private void places(Values fault) {
    List<Key<?>> named = PLACES.stream().filter(fault::has).toList();
    if (named.size() > 1) {
      binder.problem(
          fault.find(named.get(1)).orElseThrow(),
          "'%s' and '%s' name two places; leave out either"
              .formatted(named.get(0).name(), named.get(1).name()));
    }
    if (fault.has(FaultBlock.PERCENT) && FaultBlock.isSerialBySchedule(fault)) {
      binder.problem(
          fault.find(FaultBlock.PERCENT).orElseThrow(),
          "one after the other means all of them, and no share; leave out either");
    }
  }

  private void condition(Values fault, String kind) {
    Optional<Found> during = fault.find(FaultBlock.WHILE);
    if (during.isEmpty()) {
      return;
    }
    if (Condition.of(fault.get(FaultBlock.WHILE)).isEmpty()) {
      binder.problem(
          during.get(),
          "'%s' is no condition; write one such as 'migrations.running >= 4', of: %s"
              .formatted(fault.get(FaultBlock.WHILE), Conditions.words()));
    }
    boolean away = ControlTrouble.ofWord(kind).filter(ControlTrouble::isAway).isPresent();
    if (FaultFamily.LOAD.has(kind) || away) {
      binder.problem(
          during.get(),
          "a fault of kind %s has no condition: nobody is there to look at it; give it an 'at'"
              .formatted(kind));
    }
  }

  /** Firmware that no host has cannot stand. */
  private void owners(Values fault, String kind) {
    boolean ofOwners = HostTrouble.ofWord(kind).filter(HostTrouble::isOfOwners).isPresent();
    boolean any =
        scenario
            .maybe(ScenarioBlock.DATACENTER)
            .flatMap(datacenter -> datacenter.maybe(DatacenterBlock.HOST))
            .filter(host -> !host.list(HostBlock.OWNERS).isEmpty())
            .isPresent();
    if (ofOwners && !any) {
      binder.problem(
          fault.find(FaultBlock.KIND).orElseThrow(),
          "this fault cannot strike: no host has owner devices; give datacenter.host.owners some");
    }
  }

  private void needs(Values fault, Key<?> key) {
    binder.problem(
        fault.place(),
        fault.path(),
        "a fault of kind %s needs '%s'".formatted(fault.get(FaultBlock.KIND), key.name()));
  }
}
