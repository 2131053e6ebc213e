package io.godwit.dashboards.projection;

import io.godwit.model.event.FleetEvent.GuestArrived;
import io.godwit.model.event.FleetEvent.GuestDeparted;
import io.godwit.model.event.FleetEvent.GuestRefused;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Which guests came and went while a run went on, group by group. */
public final class TurnoverRows {

  /** The guests of one group. */
  public static final class Row {
    private final String group;
    private long arrived;
    private long refused;
    private long left;
    private String refusal = "";

    private Row(String group) {
      this.group = group;
    }

    public String group() {
      return group;
    }

    /** Those that were given a host which took them. */
    public long arrived() {
      return arrived;
    }

    public long refused() {
      return refused;
    }

    public long left() {
      return left;
    }

    /** Why the first of those was refused; empty when none was. */
    public String refusal() {
      return refusal;
    }
  }

  private final Map<String, Row> rows = new LinkedHashMap<>();

  /** Those that came and were not refused. */
  private final Set<String> here = new HashSet<>();

  private final Set<String> leaving = new HashSet<>();

  void take(GuestArrived arrived) {
    row(arrived.group()).arrived++;
    here.add(arrived.vm());
  }

  void take(GuestRefused refused) {
    Row row = row(refused.group());
    if (here.remove(refused.vm())) {
      row.arrived--;
    }
    row.refused++;
    row.refusal = row.refusal.isEmpty() ? refused.reason() : row.refusal;
  }

  void take(GuestDeparted departed) {
    row(departed.vm().replaceFirst("-[0-9]+$", "")).left++;
  }

  void isToLeave(String vm) {
    leaving.add(vm);
  }

  /** Whether the time of a guest is over, or was. */
  boolean isLeaving(String vm) {
    return leaving.contains(vm);
  }

  private Row row(String group) {
    return rows.computeIfAbsent(group, Row::new);
  }

  /** In the order in which they were first heard of. */
  public Collection<Row> rows() {
    return Collections.unmodifiableCollection(rows.values());
  }
}
