package io.godwit.model.fleet;

import io.godwit.model.entity.StatePart;
import io.godwit.model.unit.SimTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The migrations that are not settled, in the order in which they were planned. */
final class OpenMigrations implements StatePart {

  private final transient List<Plan> plans;
  private final Map<String, Tracked> byName = new LinkedHashMap<>();

  /** By migration of which an attempt was asked for late: when that begins. */
  private final Map<String, SimTime> late = new TreeMap<>();

  private int running;
  private long retries;

  /** None yet of any of {@code plans}. */
  OpenMigrations(List<Plan> plans) {
    this.plans = plans;
  }

  void plan(String name, Tracked waiting) {
    byName.put(name, waiting);
  }

  void admit(String name, int destination, int attempt) {
    byName.put(name, of(name).admitted(destination, attempt));
    late.remove(name);
    running++;
  }

  /** The attempt that was admitted begins no sooner than then. */
  void delay(String name, SimTime begins) {
    late.put(name, begins);
  }

  void retry(String name, SimTime notBefore) {
    byName.put(name, of(name).waitingUntil(notBefore));
    running--;
    retries++;
  }

  void cancel(String name) {
    byName.put(name, of(name).asCancelled());
  }

  void settle(String name) {
    running -= isRunning(name) ? 1 : 0;
    byName.remove(name);
  }

  /** One that is not settled; throws for any other. */
  Tracked of(String name) {
    return Optional.ofNullable(byName.get(name))
        .orElseThrow(() -> new IllegalArgumentException("migration '" + name + "' is not open"));
  }

  /** Whether it starts a guest anew that was lost with its host. */
  boolean isRestart(Tracked migration) {
    return plans.get(migration.plan()).action().startsAnew();
  }

  /** How many are under way, of all plans. */
  int running() {
    return running;
  }

  /** How many are not. */
  long waiting() {
    return (long) byName.size() - running;
  }

  /** How many further attempts there were at all guests together. */
  long retries() {
    return retries;
  }

  /** When an attempt that was asked for begins, or began; zero for those that began at once. */
  SimTime begins(String name) {
    return late.getOrDefault(name, SimTime.ZERO);
  }

  /** Whether an attempt of this number is under way. */
  boolean isRunning(String name, int attempt) {
    return isRunning(name) && of(name).attempt() == attempt;
  }

  /** Whether any attempt of it is. */
  boolean isRunning(String name) {
    return Optional.ofNullable(byName.get(name)).filter(Tracked::isRunning).isPresent();
  }

  /** The names of those under way. */
  List<String> allRunning() {
    return byName.keySet().stream().filter(this::isRunning).toList();
  }

  /** By name, those under way from or to a host. */
  Map<String, Tracked> runningAt(int host) {
    var at = new LinkedHashMap<String, Tracked>();
    byName.forEach(
        (name, each) -> {
          if (each.isRunning() && (each.source() == host || each.destination() == host)) {
            at.put(name, each);
          }
        });
    return at;
  }

  /** Those that have still to leave a host. */
  List<String> waitingAt(int host) {
    return byName.entrySet().stream()
        .filter(each -> !each.getValue().isRunning() && each.getValue().source() == host)
        .filter(each -> !isRestart(each.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The one of a guest that is under way; empty when none is. */
  Optional<String> runningOf(String vm) {
    return named(vm).filter(this::isRunning).findFirst();
  }

  /** The names of a guest's. */
  List<String> allOf(String vm) {
    return named(vm).toList();
  }

  private Stream<String> named(String vm) {
    return byName.entrySet().stream()
        .filter(each -> each.getValue().vm().name().equals(vm))
        .map(Map.Entry::getKey);
  }
}
