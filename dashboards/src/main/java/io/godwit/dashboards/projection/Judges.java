package io.godwit.dashboards.projection;

import io.godwit.model.event.RecordedEvent;
import io.godwit.model.invariant.Finding;
import io.godwit.model.invariant.Invariant;
import io.godwit.model.invariant.Invariants;
import io.godwit.model.unit.Counted;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Holds a history to every invariant, and keeps which faults came before one was broken. */
final class Judges {

  private record Judge(Invariants name, Invariant invariant) {}

  private final Map<Invariants, Invariant> invariants = new EnumMap<>(Invariants.class);

  /** The same to be asked at each event. */
  private final List<Judge> judges;

  /** The faults before an event that has broken an invariant first. */
  private final Map<Invariants, List<String>> causes = new EnumMap<>(Invariants.class);

  private final Map<Invariants, Long> violations = new EnumMap<>(Invariants.class);

  Judges() {
    for (Invariants name : Invariants.values()) {
      invariants.put(name, name.create());
    }
    judges =
        invariants.entrySet().stream()
            .map(each -> new Judge(each.getKey(), each.getValue()))
            .toList();
  }

  /** Takes the next event, which comes after these strikes. */
  void take(RecordedEvent recorded, Strikes strikes) {
    for (Judge judge : judges) {
      take(judge, recorded, strikes);
    }
  }

  private void take(Judge judge, RecordedEvent recorded, Strikes strikes) {
    boolean wasBroken = judge.invariant().isBroken();
    judge.invariant().accept(recorded);
    if (!wasBroken && judge.invariant().isBroken()) {
      causes.put(judge.name(), strikes.latest());
      violations.put(judge.name(), recorded.order());
    }
  }

  Map<Invariants, Long> violations() {
    return Collections.unmodifiableMap(violations);
  }

  /**
   * How often an invariant is broken, and which faults had struck most lately when it was for the
   * first time; empty where it holds.
   */
  String violations(Invariants invariant) {
    long times = invariants.get(invariant).violations();
    List<String> before = causes.getOrDefault(invariant, List.of());
    if (times == 0) {
      return "";
    }
    return "; broken %s%s"
        .formatted(
            Counted.of(times, "time"),
            before.isEmpty()
                ? ", without any fault before"
                : ", for the first time after " + String.join(", ", before));
  }

  /** What each invariant found; asked once, at the end. */
  Map<Invariants, Finding> findings() {
    var findings = new EnumMap<Invariants, Finding>(Invariants.class);
    invariants.forEach((name, invariant) -> findings.put(name, invariant.finding()));
    return findings;
  }
}
