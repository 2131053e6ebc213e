package io.godwit.scenarios.file;

import io.godwit.model.fleet.BackgroundTraffic;
import io.godwit.model.fleet.BackgroundTraffic.Step;
import io.godwit.model.topology.LinkKind;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Background traffic from checked values, and the links that it names. */
final class BackgroundBuilder {

  private static final SimDuration DAY = SimDuration.ofSeconds(86_400);

  private BackgroundBuilder() {}

  static List<BackgroundTraffic> background(Values fabric, Topology topology) {
    return ScenarioBuilder.blocks(fabric, "background").stream()
        .map(each -> new BackgroundTraffic(links(each, topology), each.count("flows"), steps(each)))
        .toList();
  }

  private static List<Integer> links(Values background, Topology topology) {
    return background.items("on").stream()
        .flatMapToInt(on -> IntStream.of(named((String) on.value(), topology)))
        .distinct()
        .boxed()
        .toList();
  }

  /** The links of a name; none when there are none. */
  static int[] named(String name, Topology topology) {
    return switch (name) {
      case "hosts" -> all(topology, EnumSet.of(LinkKind.HOST_TX, LinkKind.HOST_RX));
      case "uplinks" -> all(topology, EnumSet.of(LinkKind.RACK_UP, LinkKind.RACK_DOWN));
      default -> topology.linksNamed(name);
    };
  }

  private static int[] all(Topology topology, Set<LinkKind> kinds) {
    return IntStream.range(0, topology.links())
        .filter(link -> kinds.contains(topology.kindOf(link)))
        .toArray();
  }

  private static List<Step> steps(Values background) {
    if (background.has("rate")) {
      return List.of(new Step(ScenarioBuilder.rate(background, "rate"), DAY));
    } else if (background.has("trace")) {
      return ScenarioBuilder.blocks(background, "trace").stream()
          .map(
              each ->
                  new Step(
                      ScenarioBuilder.rate(each, "rate"), ScenarioBuilder.duration(each, "for")))
          .toList();
    }
    return ofDay(ScenarioBuilder.blocks(background, "by-time"));
  }

  /** Before the first of a day, the last of the day before holds. */
  private static List<Step> ofDay(List<Values> times) {
    var steps = new ArrayList<Step>();
    SimDuration first = ScenarioBuilder.duration(times.get(0), "at");
    ByteRate last = ScenarioBuilder.rate(times.get(times.size() - 1), "rate");
    if (!first.isZero()) {
      steps.add(new Step(last, first));
    }
    for (int i = 0; i < times.size(); i++) {
      SimDuration begins = ScenarioBuilder.duration(times.get(i), "at");
      SimDuration ends =
          i + 1 < times.size() ? ScenarioBuilder.duration(times.get(i + 1), "at") : DAY;
      steps.add(new Step(ScenarioBuilder.rate(times.get(i), "rate"), ends.minus(begins)));
    }
    return steps;
  }
}
