package io.godwit.scenarios.file;

import io.godwit.model.fleet.HostTrouble;
import io.godwit.scenarios.file.ValueType.Text;
import io.godwit.scenarios.file.ValueType.Word;

/** What fails, and when. */
final class FaultBlock {

  static final Section SECTION = new Section("fault");

  static final Key<String> KIND =
      SECTION.withDefault(
          "kind", Word.of(DeviceFaults.kinds()), "link-down", "what fails, or what is done");

  static final Key<String> NAME =
      SECTION.optional("name", new Text("flaky"), "for reports; its draws depend on it");

  static final Key<String> LIKE =
      SECTION.optional(
          "like",
          new Text("flaky"),
          "an earlier fault of the file by its name, whose keys hold where this one has none");

  static {
    SECTION.addAll(FaultTargets.KEYS);
    SECTION.addAll(FaultClock.KEYS);
    SECTION.addAll(FaultTrouble.KEYS);
    SECTION.addAll(FaultMoment.KEYS);
    SECTION.addAll(DeviceFaults.KEYS);
  }

  private FaultBlock() {}

  /** Whether its keys go with its kind and with each other, and say all that it needs. */
  static void check(Binder binder, Values scenario, Values fault) {
    String kind = fault.get(KIND);
    var problems = new FaultProblems(binder);
    FaultTargets.check(problems, fault);
    FaultClock.check(problems, fault, kind);
    FaultTrouble.check(problems, fault, kind);
    FaultMoment.check(problems, fault, kind);
    DeviceFaults.check(problems, fault, kind, DatacenterBlock.ownersOf(scenario));
    owners(problems, scenario, fault);
    fault
        .find(LIKE)
        .ifPresent(
            like ->
                binder.problem(
                    like,
                    "no earlier fault has the name '%s'; give one a name, or write the keys here"
                        .formatted(like.value())));
  }

  /** Firmware that no host has cannot stand. */
  private static void owners(FaultProblems problems, Values scenario, Values fault) {
    boolean ofOwners =
        HostTrouble.ofWord(fault.get(KIND)).filter(HostTrouble::isOfOwners).isPresent();
    boolean any =
        scenario
            .maybe(ScenarioBlock.DATACENTER)
            .flatMap(datacenter -> datacenter.maybe(DatacenterBlock.HOST))
            .filter(host -> !host.list(HostBlock.OWNERS).isEmpty())
            .isPresent();
    if (ofOwners && !any) {
      problems.problem(
          fault,
          FaultBlock.KIND,
          "this fault cannot strike: no host has owner devices; give datacenter.host.owners some");
    }
  }
}
