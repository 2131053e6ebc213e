package io.godwit.dashboards.projection;

import io.godwit.model.migration.Phase;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One migration as the log tells it; of several attempts, the last one's figures. */
public final class MigrationRow {

  final String migration;
  final String vm;
  final String source;
  final long memoryBytes;
  final int devices;
  int plan;
  SimTime plannedAt = SimTime.ZERO;
  Optional<SimTime> startedAt = Optional.empty();
  Optional<SimTime> settledAt = Optional.empty();
  String destination = "";
  String outcome = "unsettled";
  String reason = "";
  int attempts;
  boolean underWay;
  int rounds;
  long memorySentBytes;
  long contextSentBytes;
  long allMemorySentBytes;
  long allContextSentBytes;
  int throttlePercent;
  SimTime throttledSince = SimTime.ZERO;
  SimDuration slowdown = SimDuration.ZERO;
  int peakThrottlePercent;
  long pageFaults;
  final List<SimDuration> downtimes = new ArrayList<>();
  Optional<SimDuration> total = Optional.empty();
  Optional<SimDuration> away = Optional.empty();
  Optional<Phase> phase = Optional.empty();
  SimTime phaseSince = SimTime.ZERO;
  final Map<Phase, SimDuration> phases = new EnumMap<>(Phase.class);
  final Work work = new Work();
  final Spent spent = new Spent();

  MigrationRow(String migration, String vm, String source, long memoryBytes, int devices) {
    this.migration = migration;
    this.vm = vm;
    this.source = source;
    this.memoryBytes = memoryBytes;
    this.devices = devices;
  }

  public String migration() {
    return migration;
  }

  public String vm() {
    return vm;
  }

  public String source() {
    return source;
  }

  public String destination() {
    return destination;
  }

  public long memoryBytes() {
    return memoryBytes;
  }

  public int devices() {
    return devices;
  }

  /** The number of the plan that asked for it. */
  public int plan() {
    return plan;
  }

  /** Whether an attempt has begun and is not over. */
  boolean isUnderWay() {
    return underWay;
  }

  public int attempts() {
    return attempts;
  }

  /**
   * The stable word: completed, failed, rolled-back, lost, cancelled, or unsettled in a run that
   * was cut short.
   */
  public String outcome() {
    return outcome;
  }

  public boolean completed() {
    return outcome.equals("completed");
  }

  /** Why the last failed attempt failed; empty when none did. */
  public String reason() {
    return reason;
  }

  public SimTime plannedAt() {
    return plannedAt;
  }

  /** When its first attempt began. */
  public Optional<SimTime> startedAt() {
    return startedAt;
  }

  public Optional<SimTime> settledAt() {
    return settledAt;
  }

  public int rounds() {
    return rounds;
  }

  public long memorySentBytes() {
    return memorySentBytes;
  }

  public long contextSentBytes() {
    return contextSentBytes;
  }

  /** Memory on the wire in all attempts together. */
  public long allMemorySentBytes() {
    return allMemorySentBytes;
  }

  /** Device context on the wire in all attempts together. */
  public long allContextSentBytes() {
    return allContextSentBytes;
  }

  /**
   * Processor time that the guest lost while it ran: throttled, or waiting for pages that were
   * still on their way.
   */
  public SimDuration slowdown() {
    return slowdown;
  }

  /** Where its time went. */
  public Spent spent() {
    return spent;
  }

  /**
   * What the guest got done from the request to the outcome, in time of processors at full speed.
   */
  public SimDuration work() {
    return work.done();
  }

  /** The most that was taken from its processors, in percent. */
  public int peakThrottlePercent() {
    return peakThrottlePercent;
  }

  /** Pages that the guest touched in post-copy before they came. */
  public long pageFaults() {
    return pageFaults;
  }

  /** How long the guest stood still the last time; empty when it never did. */
  public Optional<SimDuration> downtime() {
    return downtimes.isEmpty()
        ? Optional.empty()
        : Optional.of(downtimes.get(downtimes.size() - 1));
  }

  /** Every time that it stood: in attempts that were undone, and in the last one. */
  public List<SimDuration> downtimes() {
    return Collections.unmodifiableList(downtimes);
  }

  /** The longest of them; empty when it never stood. */
  public Optional<SimDuration> longestDowntime() {
    return downtimes.stream().max(SimDuration::compareTo);
  }

  /** How long the completed attempt took; empty when none completed. */
  public Optional<SimDuration> total() {
    return total;
  }

  /** From the crash of its host until it was started anew; empty for one that was moved. */
  public Optional<SimDuration> away() {
    return away;
  }

  /** How long the last attempt spent in {@code phase}; zero when it never was in it. */
  public SimDuration in(Phase phase) {
    return phases.getOrDefault(phase, SimDuration.ZERO);
  }

  /** The phase of the downtime that took the longest. */
  public Optional<Phase> longestDowntimePhase() {
    return phases.entrySet().stream()
        .filter(entry -> entry.getKey().inDowntime())
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey);
  }

  void sent(long memoryBytes, long contextBytes) {
    memorySentBytes += memoryBytes;
    contextSentBytes += contextBytes;
    allMemorySentBytes += memoryBytes;
    allContextSentBytes += contextBytes;
  }

  void enter(Phase next, SimTime at) {
    leave(at);
    spent.enter(next);
    phase = Optional.of(next);
    phaseSince = at;
    if (next == Phase.VCPU_STOP) {
      work.stand(at);
    }
  }

  void leave(SimTime at) {
    phase.ifPresent(was -> phases.merge(was, at.since(phaseSince), SimDuration::plus));
    phase.ifPresent(was -> spent.leave(was, phaseSince, at));
    if (phase.equals(Optional.of(Phase.RESUME))) {
      work.arrive(at);
    }
    phase = Optional.empty();
  }

  void throttle(int percent, SimTime at) {
    work.lose(throttledFor(at));
    slowdown = slowdown.plus(throttledFor(at));
    throttlePercent = percent;
    throttledSince = at;
    peakThrottlePercent = Math.max(peakThrottlePercent, percent);
  }

  private SimDuration throttledFor(SimTime until) {
    return throttlePercent == 0
        ? SimDuration.ZERO
        : SimDuration.ofNanos(until.since(throttledSince).nanos() / 100 * throttlePercent);
  }

  void beginAttempt(SimTime at) {
    attempts++;
    underWay = true;
    startedAt = startedAt.or(() -> Optional.of(at));
    rounds = 0;
    throttlePercent = 0;
    slowdown = SimDuration.ZERO;
    peakThrottlePercent = 0;
    pageFaults = 0;
    memorySentBytes = 0;
    contextSentBytes = 0;
    phases.clear();
    phase = Optional.empty();
  }
}
