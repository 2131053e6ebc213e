package io.godwit.scenarios.file;

import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Counted;
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
    List<Values> kinds = datacenter.list(DatacenterBlock.HOSTS);
    int before = binder.problems().size();
    names(kinds);
    List<Long> memories = memories(datacenter, kinds);
    if (memories.size() == Math.max(1, kinds.size())) {
      GuestBlock.groups(scenario).forEach(group -> guest(group, kinds, memories));
      topology.ifPresent(fabric -> places(kinds, fabric));
      topology
          .filter(fabric -> binder.problems().size() == before)
          .ifPresent(fabric -> dealt(scenario, kinds, memories, fabric));
    }
  }

  private void dealt(Values scenario, List<Values> kinds, List<Long> memories, Topology topology) {
    int[] byHost = HostKindBlock.dealt(kinds, topology);
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
      kind.find(HostKindBlock.NAME).ifPresent(name -> Names.differs(binder, name, names, "kind"));
    }
  }

  private void places(List<Values> kinds, Topology topology) {
    for (Values kind : kinds) {
      for (Found place : kind.items(HostKindBlock.ON)) {
        Places.place(binder, Optional.of(place), topology);
      }
    }
  }

  /** By kind; where there are none, of all hosts. */
  private List<Long> memories(Values datacenter, List<Values> kinds) {
    var memories = new ArrayList<Long>();
    Optional<ByteCount> common =
        datacenter.maybe(DatacenterBlock.HOST).flatMap(host -> host.maybe(HostBlock.MEMORY));
    for (Values kind : kinds.isEmpty() ? List.of(datacenter) : kinds) {
      Optional<ByteCount> memory =
          (kinds.isEmpty() ? common : kind.maybe(HostKindBlock.MEMORY).or(() -> common));
      if (memory.isPresent()) {
        memories.add(memory.get().bytes());
      } else if (!binder.isWrong(kind.path(), HostKindBlock.MEMORY)
          && !binder.isWrong(
              Binder.join(datacenter.path(), DatacenterBlock.HOST.name()), HostBlock.MEMORY)) {
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
      long wanted = kinds.get(kind).or(HostKindBlock.COUNT, 0L);
      int got = 0;
      for (int its : byHost) {
        got += its == kind ? 1 : 0;
      }
      if (got < wanted) {
        binder.problem(
            kinds.get(kind).find(HostKindBlock.COUNT).orElseThrow(),
            "only %s left of %,d for this kind"
                .formatted(Counted.of(got, "host", "is", "are"), byHost.length));
      }
    }
  }

  /** Whether a kind at least would take it. */
  private void guest(Values vm, List<Values> kinds, List<Long> memories) {
    if (!vm.has(GuestBlock.MEMORY, GuestBlock.PROCESSORS)) {
      return;
    }
    long largest = memories.stream().mapToLong(Long::longValue).max().orElse(0);
    long smallest = GuestBlock.smallest(vm);
    if (smallest > largest) {
      binder.problem(
          vm.find(GuestBlock.MEMORY).orElseThrow(),
          "a guest of %s%s fits on no host: hosts have %s; make the guest smaller or the hosts larger"
              .formatted(atLeast(vm), new ByteCount(smallest), new ByteCount(largest)));
    }
    for (Found need : vm.items(GuestBlock.NEEDS)) {
      boolean given =
          kinds.stream()
              .anyMatch(kind -> kind.list(HostKindBlock.LABELS).contains((String) need.value()));
      if (!given) {
        binder.problem(need, "no kind of hosts has the label '%s'".formatted(need.value()));
      }
    }
  }

  private static String atLeast(Values vm) {
    return vm.drawn(GuestBlock.MEMORY).isPresent() ? "at least " : "";
  }

  /** What guests draw is judged when they are dealt out; here by the least that it can be. */
  private void room(Values scenario, double there, int hosts) {
    double wanted = 0;
    for (Values vm : scenario.list(ScenarioBlock.VMS)) {
      if (!vm.has(GuestBlock.MEMORY, GuestBlock.COUNT)) {
        return;
      }
      wanted += (double) GuestBlock.smallest(vm) * vm.get(GuestBlock.COUNT);
    }
    double sum = wanted;
    if (sum > there) {
      scenario
          .find(ScenarioBlock.VMS)
          .ifPresent(
              vms ->
                  binder.problem(
                      vms,
                      "all guests together need %.1f GiB, and %s %.1f GiB"
                          .formatted(
                              sum / (1L << 30),
                              Counted.of(hosts, "host", "has", "have"),
                              there / (1L << 30))));
    }
  }
}
