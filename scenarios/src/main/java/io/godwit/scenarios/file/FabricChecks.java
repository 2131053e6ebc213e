package io.godwit.scenarios.file;

import io.godwit.model.topology.Topology;
import io.godwit.scenarios.file.Values.Found;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether a fabric can be built, and whether names mean places in it. */
final class FabricChecks {

  private static final long DAY_NANOS = 86_400_000_000_000L;

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

  /** Background wants something of links that there are, said in one way. */
  void background(Values fabric, Topology topology) {
    for (Found item : fabric.items("background")) {
      Values background = (Values) item.value();
      List<String> ways = Stream.of("rate", "by-time", "trace").filter(background::has).toList();
      if (ways.size() != 1) {
        binder.problem(
            background.place(),
            background.path(),
            ways.isEmpty()
                ? "say what it wants: one of rate, by-time, trace, trace-file"
                : "it wants only one of " + String.join(", ", ways));
      }
      background.items("on").stream()
          .filter(on -> BackgroundBuilder.named((String) on.value(), topology).length == 0)
          .forEach(
              on ->
                  binder.problem(
                      on,
                      "there is no link '%s'; name one such as %s, or pod-0/rack-0/uplink-0, or say"
                              .formatted(on.value(), topology.linkName(0))
                          + " hosts or uplinks for all of them"));
      timesOfDay(background);
    }
  }

  private void timesOfDay(Values background) {
    long before = -1;
    for (Found item : background.items("by-time")) {
      Optional<Found> at = ((Values) item.value()).find("at");
      long nanos = at.map(found -> (Long) found.value()).orElse(before + 1);
      if (nanos <= before || nanos >= DAY_NANOS) {
        binder.problem(at.orElseThrow(), "times of a day rise, and are before 24 h");
      }
      before = nanos;
    }
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
