package io.godwit.model.fleet;

import io.godwit.model.entity.StatePart;
import io.godwit.model.event.Event;
import io.godwit.model.event.FleetEvent.AdmissionHeld;
import io.godwit.model.event.FleetEvent.GuestLeft;
import io.godwit.model.event.FleetEvent.LinkUsed;
import io.godwit.model.event.FleetEvent.MigrationAdmitted;
import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.FleetEvent.MigrationUnplaced;
import io.godwit.model.event.FleetEvent.PlanFinished;
import io.godwit.model.event.FleetEvent.PlanMissed;
import io.godwit.model.event.FleetEvent.PlanNamed;
import io.godwit.model.event.FleetEvent.PlanStarted;
import io.godwit.model.event.FleetEvent.RequestRefused;
import io.godwit.model.event.FleetEvent.RetryScheduled;
import io.godwit.model.event.FleetEvent.SpeedsMet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The hosts and plans that lately changed, in order, so that whoever knows what he waits for need
 * not look again before that has changed. It forgets what is long ago.
 */
final class Touches implements StatePart {

  /** As many are remembered at least; a reader looks far more often. */
  private static final int LEAST = 1 << 12;

  /** Events after which no more has changed than the hosts and plans that are named with them. */
  private static final Set<Class<? extends Event>> HARMLESS =
      Collections.unmodifiableSet(
          new LinkedHashSet<>(
              List.of(
                  PlanStarted.class,
                  PlanNamed.class,
                  PlanMissed.class,
                  RequestRefused.class,
                  GuestLeft.class,
                  MigrationPlanned.class,
                  MigrationAdmitted.class,
                  RetryScheduled.class,
                  MigrationSettled.class,
                  MigrationUnplaced.class,
                  AdmissionHeld.class,
                  SpeedsMet.class,
                  LinkUsed.class)));

  private final transient List<Plan> plans;
  private final List<Integer> touched = new ArrayList<>();

  /** How many are forgotten. */
  private long forgotten;

  /** None yet of these plans and their hosts. */
  Touches(List<Plan> plans) {
    this.plans = plans;
  }

  /** Anything may have changed by an event, unless it is one that touches little. */
  void take(Event event) {
    if (!HARMLESS.contains(event.getClass()) && !isEndOfOne(event)) {
      everything();
    }
  }

  /** The end of a plan that was to empty no host changes nothing for other plans. */
  private boolean isEndOfOne(Event event) {
    return event instanceof PlanFinished end && plans.get(end.plan()).action().foresees().isEmpty();
  }

  void host(int host) {
    add(host);
  }

  void plan(int plan) {
    add(ofPlan(plan));
  }

  private void add(int what) {
    if (touched.size() >= 2 * LEAST) {
      touched.subList(0, LEAST).clear();
      forgotten += LEAST;
    }
    touched.add(what);
  }

  /** Anything may have changed. */
  void everything() {
    forgotten += touched.size() + 1;
    touched.clear();
  }

  /** A plan, where hosts are numbers from 0. */
  static int ofPlan(int plan) {
    return -1 - plan;
  }

  /** How many there have been. */
  long count() {
    return forgotten + touched.size();
  }

  /** Whether all are known that followed the first {@code seen}. */
  boolean isKnownSince(long seen) {
    return seen >= forgotten;
  }

  /** Those that followed the first {@code seen}. */
  List<Integer> since(long seen) {
    return touched.subList((int) (seen - forgotten), touched.size());
  }
}
