package io.godwit.dashboards.projection;

import io.godwit.model.event.FleetEvent;
import io.godwit.model.event.FleetEvent.SpreadMeasured;
import io.godwit.model.fleet.Tally;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One plan as the log tells it, with a line for everything that did not come of it. */
public final class PlanRow {

  /** How long one limit held migrations back, and how many ran at most meanwhile. */
  public record Hold(String by, SimDuration length, long atOnce) {

    private Hold and(Hold other) {
      return new Hold(by, length.plus(other.length), Math.max(atOnce, other.atOnce));
    }
  }

  private final int plan;
  private final Optional<String> name;
  private final String kind;
  private final String target;
  private final Map<String, String> reasons = new LinkedHashMap<>();
  private final Map<String, Hold> holds = new LinkedHashMap<>();
  private final Map<String, WayOut> waysOut = new LinkedHashMap<>();
  private final Tally tally = new Tally();
  private final UpgradedHosts hosts = new UpgradedHosts();
  private Optional<String> heldBy = Optional.empty();
  private Optional<String> lastHeldBy = Optional.empty();
  private SimTime heldSince = SimTime.ZERO;
  private SimTime passedTo = SimTime.ZERO;
  private long mostWhileHeld;
  private Optional<SpreadMeasured> spreadBefore = Optional.empty();
  private Optional<SpreadMeasured> spread = Optional.empty();
  private long missed;
  private long late;
  private Optional<SimTime> deadline = Optional.empty();
  private boolean finished;
  private boolean cancelled;

  PlanRow(int plan, Optional<String> name, String kind, String target) {
    this.plan = plan;
    this.name = name;
    this.kind = kind;
    this.target = target;
  }

  /** Takes an event of one of its migrations. */
  void take(SimTime at, FleetEvent event) {
    passTo(at);
    tally.take(at, event);
    if (tally.waiting() == 0) {
      endHold(at);
    } else if (heldBy.isEmpty()) {
      lastHeldBy.ifPresent(by -> held(at, by)); // said again only when it is another one
    }
  }

  void held(SimTime at, String by) {
    endHold(at);
    heldBy = Optional.of(by);
    lastHeldBy = heldBy;
    heldSince = at;
    passedTo = at;
    mostWhileHeld = 0;
  }

  /** Only what has run for a while was held at that; admissions follow each other at once. */
  private void passTo(SimTime at) {
    if (at.since(passedTo).compareTo(SimDuration.ofMicros(1)) > 0) {
      mostWhileHeld = Math.max(mostWhileHeld, tally.running());
    }
    passedTo = at;
  }

  private void endHold(SimTime at) {
    passTo(at);
    heldBy.ifPresent(
        by -> holds.merge(by, new Hold(by, at.since(heldSince), mostWhileHeld), Hold::and));
    heldBy = Optional.empty();
  }

  /** How long each limit has held its migrations by now. */
  Map<String, SimDuration> heldSoFar(SimTime at) {
    var sums = new LinkedHashMap<String, SimDuration>();
    holds.forEach((by, hold) -> sums.put(by, hold.length()));
    heldBy.ifPresent(by -> sums.merge(by, at.since(heldSince), SimDuration::plus));
    return sums;
  }

  /** One of its migrations has sent so much. */
  void carried(SimTime at, Traffic.Carried carried) {
    if (kind.equals("drain")) {
      for (String link : carried.flow().links()) {
        if (LinkRow.leadsAway(link, target)) {
          waysOut.computeIfAbsent(link, any -> new WayOut()).take(at, carried);
        }
      }
    }
  }

  /** What its own migrations have sent across the links that lead away from what it drains. */
  public Map<String, WayOut> waysOut() {
    return Collections.unmodifiableMap(waysOut);
  }

  void note(String about, String reason) {
    reasons.put(about, reason);
  }

  void hasMoved(String vm) {
    if (!finished && kind.equals("drain")) {
      reasons.remove(vm);
    }
  }

  void close(SimTime at) {
    finished = true;
    endHold(at);
  }

  void cancel() {
    cancelled = true;
  }

  void measured(SpreadMeasured measured) {
    spreadBefore = spreadBefore.or(() -> Optional.of(measured));
    spread = Optional.of(measured);
    if (!measured.reason().isEmpty()) {
      note("spread", measured.reason());
    }
  }

  /** Of a rebalance: how far apart its hosts were first and last measured. */
  public Optional<SpreadMeasured> spreadBefore() {
    return spreadBefore;
  }

  public Optional<SpreadMeasured> spread() {
    return spread;
  }

  void missed(long guests) {
    missed = guests;
  }

  void late(SimTime at, long migrations) {
    deadline = Optional.of(at);
    late = migrations;
  }

  /** Whether what it ends now is ended because its deadline is over. */
  boolean isEndedByDeadline(SimTime now) {
    return deadline.equals(Optional.of(now));
  }

  /** Its number in the scenario, from 0. */
  public int plan() {
    return plan;
  }

  /** What the scenario calls it; empty when it has no name of its own. */
  public Optional<String> name() {
    return name;
  }

  public String kind() {
    return kind;
  }

  public String target() {
    return target;
  }

  /** Guests that it was to move and has not, without those that an operator took from it. */
  public long missed() {
    return missed;
  }

  /** Migrations that went on when its deadline was over. */
  public long late() {
    return late;
  }

  /** Whether another plan ended it before its time. */
  public boolean isCancelled() {
    return cancelled;
  }

  /** Of an upgrade: what became of its hosts. */
  public UpgradedHosts hosts() {
    return hosts;
  }

  /** What held its migrations back, the longest first. */
  public List<Hold> holds() {
    return holds.values().stream()
        .filter(hold -> !hold.length().equals(SimDuration.ZERO))
        .sorted(Comparator.comparing(Hold::length).reversed())
        .toList();
  }

  /** The guests that did not move, or of whom something was asked in vain, each with the reason. */
  public List<String> reasons() {
    var lines = new ArrayList<String>(reasons.size());
    reasons.forEach((about, reason) -> lines.add(about + ": " + reason));
    return lines;
  }
}
