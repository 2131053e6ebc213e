package io.godwit.dashboards.projection;

import io.godwit.model.migration.Phase;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the time of one migration went, from the request to the outcome and in all its attempts:
 * waiting, and for what; copying all of its memory once, or what follows it, and what held that
 * down; converging, that is copying again what was written meanwhile; and standing.
 */
public final class Spent {

  /** It waits for its next attempt's time. */
  private static final String RETRY = "retry";

  private static final String MAX_BANDWIDTH = "max-bandwidth";

  /** What no limit accounts for: its turn, and what passed before a limit was noted. */
  private static final String TURN = "turn";

  private final Map<String, SimDuration> waiting = new LinkedHashMap<>();
  private Optional<SimTime> queuedAt = Optional.empty();
  private SimDuration backoff = SimDuration.ZERO;
  private Map<String, SimDuration> heldBefore = Map.of();

  private Optional<SimTime> bulkEndedAt = Optional.empty();
  private SimDuration copying = SimDuration.ZERO;
  private SimDuration converging = SimDuration.ZERO;
  private SimDuration standing = SimDuration.ZERO;
  private SimDuration byLink = SimDuration.ZERO;
  private SimDuration byStream = SimDuration.ZERO;
  private List<String> route = List.of();
  private String narrowest = "";
  private boolean paced;

  void queue(SimTime at, SimDuration retryAfter, Map<String, SimDuration> held) {
    queuedAt = Optional.of(at);
    backoff = retryAfter;
    heldBefore = held;
  }

  /** {@code held} is how long each limit has held the plan by now. */
  void admit(SimTime at, Map<String, SimDuration> held) {
    if (queuedAt.isEmpty()) {
      return;
    }
    SimDuration waited = at.since(queuedAt.get());
    queuedAt = Optional.empty();
    SimDuration again = backoff.compareTo(waited) < 0 ? backoff : waited;
    add(waiting, RETRY, again);
    long left = waited.minus(again).nanos();
    long sum = 0;
    var grown = new LinkedHashMap<String, Long>();
    for (Map.Entry<String, SimDuration> each : held.entrySet()) {
      SimDuration before = heldBefore.getOrDefault(each.getKey(), SimDuration.ZERO);
      long more = each.getValue().minus(before).nanos();
      grown.put(each.getKey(), more);
      sum += more;
    }
    for (Map.Entry<String, Long> each : grown.entrySet()) {
      long share =
          sum <= left ? each.getValue() : StrictMath.round((double) left * each.getValue() / sum);
      add(waiting, each.getKey(), SimDuration.ofNanos(share));
    }
    add(waiting, TURN, SimDuration.ofNanos(Math.max(0, left - sum)));
  }

  private static void add(Map<String, SimDuration> to, String label, SimDuration time) {
    if (!time.isZero()) {
      to.merge(label, time, SimDuration::plus);
    }
  }

  void firstRoundEnded(SimTime at) {
    bulkEndedAt = bulkEndedAt.or(() -> Optional.of(at));
  }

  void enter(Phase phase) {
    if (phase == Phase.PRE_COPY) {
      bulkEndedAt = Optional.empty();
    }
  }

  void leave(Phase phase, SimTime since, SimTime at) {
    SimDuration length = at.since(since);
    if (phase == Phase.PRE_COPY) {
      SimTime bulkEnd = bulkEndedAt.orElse(at);
      copying = copying.plus(bulkEnd.since(since));
      converging = converging.plus(at.since(bulkEnd));
    } else if (phase == Phase.POST_COPY) {
      copying = copying.plus(length);
    } else if (phase.inDowntime()) {
      standing = standing.plus(length);
    }
  }

  void carried(Optional<Phase> phase, Traffic.Carried carried) {
    route = carried.flow().links();
    boolean bulk =
        phase.equals(Optional.of(Phase.POST_COPY))
            || (phase.equals(Optional.of(Phase.PRE_COPY)) && bulkEndedAt.isEmpty());
    if (bulk && carried.wasCapped()) {
      byStream = byStream.plus(carried.took());
    } else if (bulk) {
      byLink = byLink.plus(carried.took());
    }
  }

  /** Of the links on its way, the one that was full for the longest time. */
  void narrow(Map<String, SimDuration> full) {
    route.stream()
        .filter(link -> full.containsKey(link) && !full.get(link).isZero())
        .reduce((a, b) -> full.get(b).compareTo(full.get(a)) > 0 ? b : a)
        .ifPresent(link -> narrowest = link);
  }

  /** Its own limit of bandwidth paces it. */
  void pace() {
    paced = true;
  }

  /** By what it waited for: the key of a limit in the scenario, room, retry or turn. */
  public Map<String, SimDuration> waiting() {
    return Collections.unmodifiableMap(waiting);
  }

  /**
   * By what held it down: the name of a link, {@code max-bandwidth}, {@code stream} (what one
   * stream of its host can do) or {@code host} (pauses that its host makes).
   */
  public Map<String, SimDuration> copying() {
    var by = new LinkedHashMap<String, SimDuration>();
    long flows = byLink.plus(byStream).nanos();
    SimDuration rest = SimDuration.ofNanos(Math.max(0, copying.nanos() - flows));
    boolean mostlyPauses = paced && rest.compareTo(byLink) > 0;
    String links = narrowest.isEmpty() ? "links" : narrowest;
    add(by, mostlyPauses ? MAX_BANDWIDTH : links, byLink);
    add(by, paced ? MAX_BANDWIDTH : "stream", byStream);
    add(by, paced ? MAX_BANDWIDTH : "host", rest);
    return by;
  }

  public SimDuration converging() {
    return converging;
  }

  public SimDuration standing() {
    return standing;
  }
}
