package io.godwit.model.fleet;

import io.godwit.model.entity.StatePart;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What has befallen links and hosts and goes on there: several at once, each to its own end. */
final class Troubles implements StatePart {

  /**
   * One that goes on.
   *
   * @param mishap its number among all
   * @param until empty for ever, or until its condition ceases to hold
   */
  record Trouble(int mishap, Optional<SimTime> until) {
    boolean goesOn(SimTime now) {
      return until.map(end -> end.isAfter(now)).orElse(true);
    }
  }

  private static final SimTime NEVER = new SimTime(Long.MAX_VALUE);

  private final transient FleetSettings settings;

  /** By link; what is wrong with a host is wrong with its links. */
  private final Map<Integer, List<Trouble>> all = new TreeMap<>();

  Troubles(FleetSettings settings) {
    this.settings = settings;
  }

  /**
   * @param place a host, or a name that links go by
   */
  void begin(SimTime at, String place, Trouble begun) {
    for (int link : links(place)) {
      List<Trouble> here = here(link);
      here.removeIf(trouble -> !trouble.goesOn(at) || trouble.equals(begun));
      here.add(begun);
    }
  }

  /** The condition of a mishap has ceased to hold. */
  void cease(int mishap) {
    all.values()
        .forEach(
            here ->
                here.removeIf(trouble -> trouble.mishap() == mishap && trouble.until().isEmpty()));
  }

  /** A host has gone down by a mishap, at whose first end it boots: nothing else goes on there. */
  void fell(String host, int mishap) {
    for (int link : links(host)) {
      List<Trouble> here = here(link);
      Optional<Trouble> cause =
          here.stream()
              .filter(trouble -> trouble.mishap() == mishap)
              .min(Comparator.comparing(trouble -> trouble.until().orElse(NEVER)));
      here.removeIf(this::isOfHost);
      cause.ifPresent(here::add);
    }
  }

  /** Whether a host that is down has booted by then, as far as is known now. */
  boolean isBackBy(SimTime then, String host) {
    return at(host, then).noneMatch(this::isOfHost);
  }

  /** What goes on at a host, and at both its links. */
  Stream<Trouble> at(String host, SimTime now) {
    return at(links(host)[0], now);
  }

  Stream<Trouble> at(int link, SimTime now) {
    return all.getOrDefault(link, List.of()).stream().filter(trouble -> trouble.goesOn(now));
  }

  /** Whether it ends when its host goes down, unlike what is wrong with a link. */
  private boolean isOfHost(Trouble trouble) {
    return settings.mishaps().all().get(trouble.mishap()).trouble() instanceof Mishap.Hosts;
  }

  private int[] links(String place) {
    return settings.datacenter().topology().linksNamed(place);
  }

  private List<Trouble> here(int link) {
    return all.computeIfAbsent(link, first -> new ArrayList<>());
  }
}
