package io.godwit.dashboards.projection;

import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of the hosts of an upgrade. */
public final class UpgradedHosts {

  private final Map<String, SimTime> downSince = new HashMap<>();
  private final List<String> spared = new ArrayList<>();
  private long returned;
  private Optional<SimTime> lastReturn = Optional.empty();

  void down(SimTime at, String host) {
    downSince.put(host, at);
  }

  void returned(SimTime at, String host) {
    downSince.remove(host);
    returned++;
    lastReturn = Optional.of(at);
  }

  void spared(String host) {
    spared.add(host);
  }

  /** How many went down and came back. */
  public long upgraded() {
    return returned;
  }

  /** Those that somebody stayed on, or that it was too late for. */
  public List<String> spared() {
    return Collections.unmodifiableList(spared);
  }

  /** When the last one came back. */
  public Optional<SimTime> lastReturn() {
    return lastReturn;
  }
}
