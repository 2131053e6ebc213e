package io.godwit.scenarios.file;

import io.godwit.model.network.Topology;
import io.godwit.scenarios.file.Values.Found;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Whether a fabric can be built, and whether names mean places in it. */
final class FabricChecks {

  private final Binder binder;

  FabricChecks(Binder binder) {
    this.binder = binder;
  }

  Optional<Topology> topology(Values fabric) {
    if (!ScenarioChecks.has(
        fabric,
        "pods",
        "racks-per-pod",
        "hosts-per-rack",
        "host-link",
        "rack-uplink",
        "rack-uplinks",
        "latency")) {
      return Optional.empty();
    }
    long hosts =
        fabric.number("pods") * fabric.number("racks-per-pod") * fabric.number("hosts-per-rack");
    if (hosts > 1_000_000 || hosts <= 0) {
      binder.problem(
          fabric.place(), fabric.path(), "that is %,d hosts; at most 1,000,000".formatted(hosts));
      return Optional.empty();
    }
    return wiring(fabric, new Topology(ScenarioBuilder.fabric(fabric)))
        ? Optional.of(ScenarioBuilder.topology(fabric))
        : Optional.empty();
  }

  /** Whether every route leads from a host to another over links that are there. */
  private boolean wiring(Values fabric, Topology plain) {
    int before = binder.problems().size();
    boolean whole = ScenarioChecks.has(fabric, "model");
    Set<String> names = new LinkedHashSet<>();
    for (Found item : fabric.items("links")) {
      whole &= ScenarioChecks.has((Values) item.value(), "name", "rate", "latency");
      ((Values) item.value())
          .find("name")
          .ifPresent(
              name -> {
                ScenarioChecks.word(binder, name);
                if (!names.add((String) name.value())) {
                  binder.problem(
                      name, "'%s' is the name of another link too".formatted(name.value()));
                }
              });
    }
    for (Found item : fabric.items("routes")) {
      Values route = (Values) item.value();
      whole &= ScenarioChecks.has(route, "from", "to", "via");
      host(route, "from", plain);
      host(route, "to", plain);
      if (ScenarioChecks.has(route, "from", "to") && route.text("from").equals(route.text("to"))) {
        binder.problem(route.find("to").orElseThrow(), "a route leads from a host to another one");
      }
      route.items("via").stream()
          .filter(via -> !names.contains((String) via.value()))
          .forEach(
              via ->
                  binder.problem(
                      via,
                      "there is no link '%s'; there are %s"
                          .formatted(via.value(), String.join(", ", names))));
    }
    return whole && before == binder.problems().size();
  }

  void host(Values values, String key, Topology topology) {
    place(values, key, topology);
    oneHost(values, key, topology);
  }

  void place(Values plan, String key, Topology topology) {
    plan.find(key)
        .filter(target -> topology.named((String) target.value()).isEmpty())
        .ifPresent(
            target ->
                binder.problem(
                    target,
                    "there is no '%s'; hosts are %s to %s"
                        .formatted(
                            target.value(),
                            topology.hostName(0),
                            topology.hostName(topology.hosts() - 1))));
  }

  private void oneHost(Values values, String key, Topology topology) {
    values
        .find(key)
        .flatMap(target -> topology.named((String) target.value()))
        .filter(range -> range.count() > 1)
        .ifPresent(
            range ->
                binder.problem(
                    values.find(key).orElseThrow(),
                    "name one host, such as " + topology.hostName(range.first())));
  }
}
