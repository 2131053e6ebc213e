package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.DURATION;
import static io.godwit.scenarios.file.Amounts.RATE;

import io.godwit.model.topology.FabricShape;
import io.godwit.model.topology.NetworkModels;
import io.godwit.model.topology.Topology;
import io.godwit.model.topology.Wiring;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.scenarios.file.ValueType.ListOf;
import io.godwit.scenarios.file.ValueType.Text;
import io.godwit.scenarios.file.ValueType.Whole;
import io.godwit.scenarios.file.ValueType.Word;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The network between hosts: leaf and spine, and links beside them. */
final class FabricBlock {

  static final long MOST_HOSTS = 1_000_000;

  static final Section SECTION = new Section("fabric");

  private static final Section LINK = new Section("link");

  private static final Key<String> LINK_NAME =
      LINK.required("name", new Text("backbone"), "for routes, faults and reports");

  private static final Key<ByteRate> LINK_RATE =
      LINK.required("rate", RATE, "that both directions share");

  private static final Key<SimDuration> LINK_LATENCY =
      LINK.withDefault("latency", DURATION, "5 us", "of this link (an assumption)");

  private static final Section ROUTE = new Section("route");

  private static final Key<String> FROM =
      ROUTE.required("from", new Text("pod-0/rack-0/host-0"), "one host; the way back is the same");

  private static final Key<String> TO =
      ROUTE.required("to", new Text("pod-0/rack-1/host-0"), "the other");

  private static final Key<List<String>> VIA =
      ROUTE.required("via", new ListOf<>(new Text("backbone"), 1), "names of links");

  private static final Whole HOSTS = new Whole(1, MOST_HOSTS);

  private static final Key<Long> PODS = SECTION.withDefault("pods", HOSTS, "1", "pods (rows)");

  private static final Key<Long> RACKS_PER_POD =
      SECTION.withDefault(
          "racks-per-pod", HOSTS, "1", "racks in each pod, each with one leaf switch");

  private static final Key<Long> HOSTS_PER_RACK =
      SECTION.required("hosts-per-rack", HOSTS, "hosts in each rack");

  private static final Key<ByteRate> HOST_LINK =
      SECTION.withDefault("host-link", RATE, "25 Gbit/s", "between a host and its leaf, each way");

  private static final Key<Long> RACK_UPLINKS =
      SECTION.withDefault("rack-uplinks", new Whole(1, 64), "1", "parallel uplinks of each rack");

  private static final Key<ByteRate> RACK_UPLINK =
      SECTION.withDefault("rack-uplink", RATE, "200 Gbit/s", "each of them, each way");

  private static final Key<ByteRate> POD_UPLINK =
      SECTION.optional(
          "pod-uplink", RATE, "between a pod and the core; without it the core never limits");

  private static final Key<SimDuration> LATENCY =
      SECTION.withDefault(
          "latency", DURATION, "5 us", "of each hop (an assumption: half a rack's RTT)");

  private static final Key<NetworkModels> MODEL =
      SECTION.withDefault(
          "model",
          Word.of(NetworkModels.values(), NetworkModels::word),
          "maxmin",
          "how flows share links, and when they begin");

  private static final Key<List<Values>> LINKS =
      SECTION.optional("links", ListOf.of(LINK, 1), "links beside leaf and spine, for routes");

  private static final Key<List<Values>> ROUTES =
      SECTION.optional("routes", ListOf.of(ROUTE, 1), "pairs of hosts that use those links");

  static final Key<List<Values>> BACKGROUND =
      SECTION.optional(
          "background",
          ListOf.of(BackgroundBlock.SECTION, 1),
          "what others than migrations send across links: storage, the cluster, the guests");

  private FabricBlock() {}

  private static FabricShape shape(Values fabric) {
    FabricShape shape =
        FabricShape.of(
                fabric.count(PODS),
                fabric.count(RACKS_PER_POD),
                fabric.count(HOSTS_PER_RACK),
                fabric.get(HOST_LINK),
                fabric.get(RACK_UPLINK),
                fabric.get(LATENCY))
            .withRackUplinks(fabric.count(RACK_UPLINKS), fabric.get(RACK_UPLINK));
    return fabric.maybe(POD_UPLINK).map(shape::withPodUplink).orElse(shape);
  }

  static Topology topology(Values fabric) {
    var plain = new Topology(shape(fabric));
    List<Values> links = fabric.list(LINKS);
    List<String> names = links.stream().map(link -> link.get(LINK_NAME)).toList();
    var wiring =
        new Wiring(
            links.stream()
                .map(
                    link ->
                        new Wiring.Link(
                            link.get(LINK_NAME), link.get(LINK_RATE), link.get(LINK_LATENCY)))
                .toList(),
            fabric.list(ROUTES).stream()
                .map(
                    route ->
                        new Wiring.Route(
                            plain.named(route.get(FROM)).orElseThrow().first(),
                            plain.named(route.get(TO)).orElseThrow().first(),
                            route.get(VIA).stream().map(names::indexOf).toList()))
                .toList());
    return new Topology(shape(fabric), wiring, fabric.get(MODEL));
  }

  /** Gives the network of hosts, if it can be built. */
  static Optional<Topology> check(Binder binder, Values fabric) {
    if (!fabric.has(
        PODS, RACKS_PER_POD, HOSTS_PER_RACK, HOST_LINK, RACK_UPLINK, RACK_UPLINKS, LATENCY)) {
      return Optional.empty();
    }
    long hosts = fabric.get(PODS) * fabric.get(RACKS_PER_POD) * fabric.get(HOSTS_PER_RACK);
    if (hosts > MOST_HOSTS || hosts <= 0) {
      binder.problem(
          fabric.place(),
          fabric.path(),
          "that is %,d hosts; at most %,d".formatted(hosts, MOST_HOSTS));
      return Optional.empty();
    }
    return wiring(binder, fabric, new Topology(shape(fabric)))
        ? Optional.of(topology(fabric))
        : Optional.empty();
  }

  /** Whether every route leads from a host to another over links that are there. */
  private static boolean wiring(Binder binder, Values fabric, Topology plain) {
    int before = binder.problems().size();
    boolean whole = fabric.has(MODEL);
    Set<String> names = new LinkedHashSet<>();
    for (Values link : fabric.list(LINKS)) {
      whole &= link.has(LINK_NAME, LINK_RATE, LINK_LATENCY);
      link.find(LINK_NAME).ifPresent(name -> Names.check(binder, name, names, "link"));
    }
    for (Values route : fabric.list(ROUTES)) {
      whole &= route.has(FROM, TO, VIA);
      Places.host(binder, route.find(FROM), plain);
      Places.host(binder, route.find(TO), plain);
      if (route.has(FROM, TO) && route.get(FROM).equals(route.get(TO))) {
        binder.problem(route.find(TO).orElseThrow(), "a route leads from a host to another one");
      }
      route.items(VIA).stream()
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
}
