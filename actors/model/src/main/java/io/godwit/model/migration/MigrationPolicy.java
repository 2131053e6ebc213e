package io.godwit.model.migration;

import io.godwit.model.precopy.NoConvergence;
import io.godwit.model.unit.SimDuration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How one guest is migrated, where guests may differ.
 *
 * @param strategy the stable word of the memory strategy
 * @param contextStrategy when the contexts of its devices are read
 * @param timeoutPerGib how long an attempt may take for each GiB of guest memory, before its guest
 *     is stopped; a guest below 1 GiB gets the time of 1 GiB
 * @param onTimeout what follows then
 * @param keepalive the connection between the hosts is given up when no byte has come for longer:
 *     that ends an attempt while its guest runs at the source, undoes one whose guest stands, and
 *     pauses post-copy
 * @param recovery how post-copy goes on after that
 * @param timeouts by phase, or {@link Timeouts#SWITCH_OVER}: how long it may take
 * @param standing owners whose members stand from the beginning, for nobody knows what they write
 */
public record MigrationPolicy(
    String strategy,
    ContextStrategies contextStrategy,
    SimDuration timeoutPerGib,
    NoConvergence onTimeout,
    SimDuration keepalive,
    Recovery recovery,
    SortedMap<String, SimDuration> timeouts,
    List<String> standing) {

  public MigrationPolicy {
    standing = List.copyOf(standing);
    timeouts = Collections.unmodifiableSortedMap(new TreeMap<>(timeouts));
  }

  /** Without times that phases may take. */
  public MigrationPolicy(
      String strategy,
      ContextStrategies contextStrategy,
      SimDuration timeoutPerGib,
      NoConvergence onTimeout,
      SimDuration keepalive,
      Recovery recovery,
      List<String> standing) {
    this(
        strategy,
        contextStrategy,
        timeoutPerGib,
        onTimeout,
        keepalive,
        recovery,
        new TreeMap<>(),
        standing);
  }

  /** The same where the members of these owners stand from the beginning. */
  public MigrationPolicy withStanding(List<String> owners) {
    return new MigrationPolicy(
        strategy, contextStrategy, timeoutPerGib, onTimeout, keepalive, recovery, timeouts, owners);
  }
}
