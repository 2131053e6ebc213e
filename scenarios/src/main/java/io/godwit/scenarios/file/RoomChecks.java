package io.godwit.scenarios.file;

import io.godwit.model.topology.Topology;
import io.godwit.scenarios.file.Values.Found;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether hosts are of a kind each, and have what guests ask for. */
final class RoomChecks {

  private final Binder binder;

  RoomChecks(Binder binder) {
    this.binder = binder;
  }

  void check(Values scenario, Values datacenter, Optional<Topology> topology) {
    List<Values> kinds =
        datacenter.items("hosts").stream().map(item -> (Values) item.value()).toList();
    int before = binder.problems().size();
    names(kinds);
    List<Long> memories = memories(datacenter, kinds);
    if (memories.size() == Math.max(1, kinds.size())) {
      GuestChecks.groups(scenario).forEach(group -> guest(group, kinds, memories));
      topology.ifPresent(fabric -> places(kinds, fabric));
      topology
          .filter(fabric -> binder.problems().size() == before)
          .ifPresent(fabric -> dealt(scenario, kinds, memories, fabric));
    }
  }

  private void dealt(Values scenario, List<Values> kinds, List<Long> memories, Topology topology) {
    int[] byHost = HostKindBuilder.dealt(kinds, topology);
    counts(kinds, byHost);
    double there = 0;
    for (int kind : byHost) {
      there += memories.get(Math.max(0, kind));
    }
    room(scenario, there, topology.hosts());
  }

  private void names(List<Values> kinds) {
    Set<String> names = new LinkedHashSet<>();
    for (Values kind : kinds) {
      kind.find("name")
          .filter(name -> !names.add((String) name.value()))
          .ifPresent(
              name ->
                  binder.problem(
                      name, "'%s' is the name of another kind too".formatted(name.value())));
    }
  }

  private void places(List<Values> kinds, Topology topology) {
    for (Values kind : kinds) {
      for (Found place : kind.items("on")) {
        if (topology.named((String) place.value()).isEmpty()) {
          binder.problem(
              place,
              "there is no '%s'; hosts are %s to %s"
                  .formatted(
                      place.value(),
                      topology.hostName(0),
                      topology.hostName(topology.hosts() - 1)));
        }
      }
    }
  }

  /** By kind; where there are none, of all hosts. */
  private List<Long> memories(Values datacenter, List<Values> kinds) {
    var memories = new ArrayList<Long>();
    boolean common = datacenter.has("host") && datacenter.block("host").has("memory");
    for (Values kind : kinds.isEmpty() ? List.of(datacenter) : kinds) {
      if (kind.has("memory") && !kinds.isEmpty()) {
        memories.add(kind.number("memory"));
      } else if (common) {
        memories.add(datacenter.block("host").number("memory"));
      } else {
        binder.problem(
            kind.place(),
            kind.path(),
            "say how much memory hosts have for guests, such as memory: 256 GiB");
      }
    }
    return memories;
  }

  private void counts(List<Values> kinds, int[] byHost) {
    for (int kind = 0; kind < kinds.size(); kind++) {
      int wanted = kinds.get(kind).has("count") ? kinds.get(kind).count("count") : 0;
      int got = 0;
      for (int its : byHost) {
        got += its == kind ? 1 : 0;
      }
      if (got < wanted) {
        binder.problem(
            kinds.get(kind).find("count").orElseThrow(),
            "there are only %,d hosts left of %,d for this kind".formatted(got, byHost.length));
      }
    }
  }

  /** Whether a kind at least would take it. */
  private void guest(Values vm, List<Values> kinds, List<Long> memories) {
    if (!ScenarioChecks.has(vm, "memory", "processors")) {
      return;
    }
    long largest = memories.stream().mapToLong(Long::longValue).max().orElse(0);
    if (vm.number("memory") > largest) {
      binder.problem(
          vm.find("memory").orElseThrow(),
          "a guest of %s fits on no host: hosts have %s; make the guest smaller or the hosts larger"
              .formatted(ScenarioChecks.size(vm.number("memory")), ScenarioChecks.size(largest)));
    }
    for (Found need : vm.items("needs")) {
      boolean given =
          kinds.stream()
              .flatMap(kind -> kind.items("labels").stream())
              .anyMatch(label -> label.value().equals(need.value()));
      if (!given) {
        binder.problem(need, "no kind of hosts has the label '%s'".formatted(need.value()));
      }
    }
  }

  private void room(Values scenario, double there, int hosts) {
    double wanted = 0;
    for (Found item : scenario.items("vms")) {
      Values vm = (Values) item.value();
      if (!ScenarioChecks.has(vm, "memory", "count")) {
        return;
      }
      wanted += (double) vm.number("memory") * vm.number("count");
    }
    double sum = wanted;
    if (sum > there) {
      scenario
          .find("vms")
          .ifPresent(
              vms ->
                  binder.problem(
                      vms,
                      "all guests together need %.1f GiB, and %,d hosts have %.1f GiB"
                          .formatted(sum / (1L << 30), hosts, there / (1L << 30))));
    }
  }
}
