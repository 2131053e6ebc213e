package io.godwit.model.fleet;

import io.godwit.model.entity.StatePart;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What has befallen links and hosts and goes on there: several at once, each to its own end. */
final class Troubles implements StatePart {

  /**
   * One that goes on.
   *
   * @param fault its number in the scenario
   * @param place a host, or a name that links go by
   * @param ofHost whether it ends when its host goes down, unlike what is wrong with a link
   * @param until empty for ever, or until its condition ceases to hold
   */
  record Trouble(int fault, String place, boolean ofHost, Optional<SimTime> until) {
    boolean goesOn(SimTime now) {
      return until.map(end -> end.isAfter(now)).orElse(true);
    }
  }

  private static final SimTime NEVER = new SimTime(Long.MAX_VALUE);

  private final List<Trouble> all = new ArrayList<>();

  void begin(SimTime at, Trouble begun) {
    all.removeIf(trouble -> !trouble.goesOn(at) || trouble.equals(begun));
    all.add(begun);
  }

  /** The condition of a fault has ceased to hold. */
  void cease(int fault) {
    all.removeIf(trouble -> trouble.fault() == fault && trouble.until().isEmpty());
  }

  /** A host has gone down by a fault, at whose first end it boots: nothing else goes on there. */
  void fell(String host, int fault) {
    Optional<Trouble> cause =
        all.stream()
            .filter(trouble -> trouble.place().equals(host) && trouble.fault() == fault)
            .min(Comparator.comparing(trouble -> trouble.until().orElse(NEVER)));
    all.removeIf(trouble -> trouble.place().equals(host) && trouble.ofHost());
    cause.ifPresent(all::add);
  }

  /** Whether a host that is down has booted by then, as far as is known now. */
  boolean isBackBy(SimTime then, String host) {
    return all.stream()
        .filter(trouble -> trouble.place().equals(host) && trouble.ofHost())
        .noneMatch(trouble -> trouble.goesOn(then));
  }

  List<Trouble> at(SimTime now) {
    return all.stream().filter(trouble -> trouble.goesOn(now)).toList();
  }
}
