package io.godwit.scenarios.file;

import io.godwit.model.fleet.Condition;
import io.godwit.model.fleet.ControlTrouble;
import io.godwit.model.fleet.HostTrouble;
import io.godwit.scenarios.file.Values.Found;
import java.util.List;
import java.util.Optional;

/** Whether the keys of a fault go with its kind and with each other, and say all that it needs. */
final class FaultKeyChecks {

  private static final List<String> PLACES = List.of("host", "rack", "pod", "target");

  private final Binder binder;
  private final Values scenario;

  FaultKeyChecks(Binder binder, Values scenario) {
    this.binder = binder;
    this.scenario = scenario;
  }

  void check(Values fault) {
    String kind = fault.text("kind");
    boolean slows = HostTrouble.ofWord(kind).filter(HostTrouble::hasFactor).isPresent();
    goesWith(fault, "factor", slows, "only host-slow and command-slow are slower by a factor");
    if (slows && !fault.has("factor")) {
      needs(fault, "factor");
    }
    goesWith(fault, "loss", kind.equals("link-lossy"), "only link-lossy loses packets");
    if (kind.equals("link-lossy") && !fault.has("loss")) {
      needs(fault, "loss");
    }
    goesWith(
        fault, "status", kind.equals("command-error"), "only command-error answers with a status");
    goesWith(fault, "value", kind.equals("status-write"), "only status-write says what is written");
    goesWith(
        fault,
        "vector",
        kind.equals("msix-mask") || kind.equals("msix-unmask"),
        "only msix-mask and msix-unmask name a vector");
    goesWith(fault, "sets", kind.equals("control-command"), "only control-command sets one thing");
    goesWith(
        fault,
        "device",
        FaultFamily.isOfDevice(kind),
        "a fault of kind " + kind + " strikes no device");
    goesWith(
        fault,
        "side",
        !kind.equals("out-of-memory") || fault.text("side").equals("destination"),
        "a fault of kind " + kind + " strikes the destination");
    delays(fault, kind);
    lasts(fault, kind);
    flapping(fault, kind);
    places(fault);
    condition(fault, kind);
    fault
        .find(NamedFaults.KEY)
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
    for (String key : List.of("every", "rate", "count", "probability", "jitter")) {
      goesWith(
          fault,
          key,
          !FaultFamily.LOAD.has(kind),
          "a migration-storm comes once, at its time; write another one for another time");
    }
  }

  private void goesWith(Values fault, String key, boolean fits, String why) {
    fault
        .find(key)
        .filter(Found::given)
        .filter(any -> !fits)
        .ifPresent(
            found ->
                binder.problem(found, "it would have no effect: %s; leave it out".formatted(why)));
  }

  private void delays(Values fault, String kind) {
    Optional<ControlTrouble> trouble = ControlTrouble.ofWord(kind);
    boolean delayed = trouble.filter(each -> !each.isAway()).isPresent();
    goesWith(fault, "delay", delayed, "a fault of kind " + kind + " delays no request");
    boolean must = delayed && trouble.get() != ControlTrouble.DUPLICATED;
    if (must && !fault.has("delay")) {
      needs(fault, "delay");
    }
  }

  private void lasts(Values fault, String kind) {
    Optional<ControlTrouble> trouble = ControlTrouble.ofWord(kind);
    boolean byPhase = !FaultBuilder.isByClock(fault);
    boolean once = byPhase && trouble.equals(Optional.of(ControlTrouble.DUPLICATED));
    boolean goesOn = FaultFamily.isOfPlace(kind) && !once;
    goesWith(fault, "for", goesOn, "what a fault of kind " + kind + " does is done at once");
    boolean ends = fault.has("for") || (fault.has("while") && !FaultBuilder.isTimed(fault));
    boolean must = HostTrouble.ofWord(kind).filter(HostTrouble::needsTime).isPresent();
    boolean away = trouble.equals(Optional.of(ControlTrouble.DOWN));
    boolean disturbed = trouble.filter(each -> !each.isAway()).isPresent() && !once && !ends;
    if (!fault.has("for") && (must || away || disturbed)) {
      needs(fault, "for");
    }
  }

  private void flapping(Values fault, String kind) {
    if (!kind.equals("link-flapping")) {
      return;
    }
    for (String key : List.of("every", "count")) {
      if (!fault.has(key)) {
        needs(fault, key);
      }
    }
    if (fault.has("every") && fault.has("for") && fault.number("for") >= fault.number("every")) {
      binder.problem(
          fault.find("for").orElseThrow(),
          "a link that is down for so long is never up again between; write less than 'every'");
    }
  }

  private void places(Values fault) {
    List<String> named = PLACES.stream().filter(fault::has).toList();
    if (named.size() > 1) {
      binder.problem(
          fault.find(named.get(1)).orElseThrow(),
          "'%s' and '%s' name two places; leave out either".formatted(named.get(0), named.get(1)));
    }
    if (fault.has("percent") && fault.text("schedule").equals("serial")) {
      binder.problem(
          fault.find("percent").orElseThrow(),
          "one after the other means all of them, and no share; leave out either");
    }
  }

  private void condition(Values fault, String kind) {
    Optional<Found> during = fault.find("while");
    if (during.isEmpty()) {
      return;
    }
    if (Condition.of(fault.text("while")).isEmpty()) {
      binder.problem(
          during.get(),
          "'%s' is no condition; write one such as 'migrations.running >= 4', of: %s"
              .formatted(fault.text("while"), Conditions.words()));
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
        ScenarioChecks.block(scenario, "datacenter")
            .flatMap(datacenter -> ScenarioChecks.block(datacenter, "host"))
            .filter(host -> !host.items("owners").isEmpty())
            .isPresent();
    if (ofOwners && !any) {
      binder.problem(
          fault.find("kind").orElseThrow(),
          "this fault cannot strike: no host has owner devices; give datacenter.host.owners some");
    }
  }

  private void needs(Values fault, String key) {
    binder.problem(
        fault.place(),
        fault.path(),
        "a fault of kind %s needs '%s'".formatted(fault.text("kind"), key));
  }
}
