package io.godwit.scenarios.file;

import io.godwit.model.guest.GuestMemory;
import io.godwit.scenarios.file.Values.Found;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whether guests fit on hosts, and what they write into their memory. */
final class GuestChecks {

  private static final double MOST_ARRIVALS = 1_000_000;

  private final Binder binder;

  GuestChecks(Binder binder) {
    this.binder = binder;
  }

  void vms(Values scenario) {
    scenario.find("name").ifPresent(name -> ScenarioChecks.word(binder, name));
    Set<String> names = new LinkedHashSet<>();
    for (Values vm : groups(scenario)) {
      vm.find("name")
          .ifPresent(
              name -> {
                if (!names.add((String) name.value())) {
                  binder.problem(
                      name, "'%s' is the name of another group too".formatted(name.value()));
                }
                ScenarioChecks.word(binder, name);
              });
      pages(vm);
      ScenarioChecks.block(vm, "dirtying").ifPresent(dirtying -> dirtying(vm, dirtying));
    }
  }

  /** Those that are there at first, then those that come. */
  static List<Values> groups(Values scenario) {
    return Stream.of("vms", "arrivals")
        .flatMap(key -> ScenarioBuilder.blocks(scenario, key).stream())
        .toList();
  }

  /** Arrivals must come to an end, and to few enough to be counted. */
  void arrivals(Values scenario) {
    for (Values group : ScenarioBuilder.blocks(scenario, "arrivals")) {
      if (!group.has("for") && !group.has("count")) {
        binder.problem(
            group.place(),
            group.path(),
            "say how long guests come, such as for: 2 h, or how many, such as count: 100");
      } else if (ScenarioChecks.has(group, "rate", "for") && !group.has("count")) {
        double expected = group.number("rate") / 3_600e12 * group.number("for");
        if (expected > MOST_ARRIVALS) {
          binder.problem(
              group.find("rate").orElseThrow(),
              "%,.0f guests would come; at most %,.0f can: lower the rate, or give a count"
                  .formatted(expected, MOST_ARRIVALS));
        }
      }
    }
  }

  /** Memory is whole pages of the host, and tracked in no larger units. */
  private void pages(Values vm) {
    if (!ScenarioChecks.has(vm, "memory", "page-size", "tracked-in")) {
      return;
    }
    long page = ScenarioBuilder.pagesIn(vm, "page-size");
    if (page > 1 && vm.number("memory") % (page * GuestMemory.PAGE_BYTES) != 0) {
      binder.problem(
          vm.find("page-size").orElseThrow(),
          "a guest of %s is not whole pages of %s; choose another size of either"
              .formatted(ScenarioChecks.size(vm.number("memory")), vm.text("page-size")));
    }
    if (ScenarioBuilder.pagesIn(vm, "tracked-in") > page) {
      binder.problem(
          vm.find("tracked-in").orElseThrow(),
          "writes are tracked in pages of %s at most, as page-size says; make that larger"
              .formatted(vm.text("page-size")));
    }
  }

  private void dirtying(Values vm, Values dirtying) {
    if (!ScenarioChecks.has(vm, "memory", "zero")) {
      return;
    }
    long filled = vm.number("memory") / 100 * (100 - vm.number("zero"));
    long workingSet = writing(dirtying, vm.number("memory"), filled, "the guest's memory");
    for (Found phase : dirtying.items("phases")) {
      writing((Values) phase.value(), workingSet, workingSet, "the guest's working set");
    }
    for (Found item : dirtying.items("trace")) {
      ((Values) item.value())
          .find("dirties")
          .filter(dirties -> (Long) dirties.value() > workingSet)
          .ifPresent(
              dirties ->
                  binder.problem(
                      dirties,
                      "an interval cannot dirty more than the working set of "
                          + ScenarioChecks.size(workingSet)));
    }
    needs(dirtying, "phased", "phases", "- {for: 10 s, model: uniform, rate: 40 MB/s}");
    needs(dirtying, "trace", "trace", "- {for: 1 s, dirties: 40 MiB}, or a trace-file");
  }

  /** Gives the working set in bytes, or what stands for it when it is wrong. */
  private long writing(Values values, long most, long otherwise, String of) {
    long workingSet = values.has("working-set") ? values.number("working-set") : otherwise;
    if (workingSet > most) {
      binder.problem(
          values.find("working-set").orElseThrow(),
          "a working set of %s is more than %s of %s"
              .formatted(ScenarioChecks.size(workingSet), of, ScenarioChecks.size(most)));
      workingSet = most;
    }
    if (values.has("hot") && values.number("hot") > workingSet) {
      binder.problem(
          values.find("hot").orElseThrow(),
          "a hot part of %s is more than the working set of %s"
              .formatted(
                  ScenarioChecks.size(values.number("hot")), ScenarioChecks.size(workingSet)));
    }
    needs(values, "hot-cold", "hot", "512 MiB");
    needs(values, "drift", "hot", "64 MiB");
    return workingSet;
  }

  private void needs(Values values, String model, String key, String example) {
    if (values.has("model") && values.text("model").equals(model) && !values.has(key)) {
      binder.problem(
          values.place(),
          values.path(),
          "model %s needs '%s', such as %s: %s".formatted(model, key, key, example));
    }
  }
}
