package io.godwit.dashboards.page;

import io.godwit.model.event.FleetEvent.LinkChanged;
import io.godwit.model.event.FleetEvent.LinkUsed;
import io.godwit.model.event.MemberEvent.FaultStruck;
import io.godwit.model.event.MigrationEvent.FaultAimed;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.unit.ByteRate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** When faults struck, and until when links were not what they are. */
final class Troubles {

  private record Change(long at, long ord, ByteRate capacity) {}

  private final Map<String, List<Change>> links = new LinkedHashMap<>();
  private final Map<String, ByteRate> nominal = new TreeMap<>();
  private final List<Trouble> struck = new ArrayList<>();

  void take(RecordedEvent recorded) {
    if (recorded.event() instanceof LinkChanged changed) {
      links
          .computeIfAbsent(changed.link(), first -> new ArrayList<>())
          .add(new Change(recorded.at().nanos(), recorded.order(), changed.capacity()));
    } else if (recorded.event() instanceof LinkUsed used) {
      nominal.put(used.link(), used.capacity());
    } else if (recorded.event() instanceof FaultAimed aimed) {
      strike(aimed.fault(), "fault " + aimed.fault(), aimed.target(), recorded);
    } else if (recorded.event() instanceof FaultStruck fault) {
      strike(-1, fault.fault(), recorded.entity().name(), recorded);
    }
  }

  private void strike(int fault, String what, String where, RecordedEvent recorded) {
    long at = recorded.at().nanos();
    struck.add(new Trouble(fault, what, where, 1, at, at, recorded.order()));
  }

  /** In the order in which they began; links that changed together are one. */
  List<Trouble> all() {
    var together = new LinkedHashMap<String, Trouble>();
    links.forEach((link, changes) -> bands(link, changes, together));
    var all = new ArrayList<>(struck);
    all.addAll(together.values());
    all.sort((one, other) -> Long.compare(one.fromNanos(), other.fromNanos()));
    return all;
  }

  private void bands(String link, List<Change> changes, Map<String, Trouble> together) {
    ByteRate usual =
        nominal.getOrDefault(
            link,
            changes.stream().map(Change::capacity).max(ByteRate::compareTo).orElse(ByteRate.ZERO));
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      if (change.capacity().equals(usual) && !usual.isZero()) {
        continue;
      }
      long until = i + 1 < changes.size() ? changes.get(i + 1).at() : -1;
      String what = change.capacity().isZero() ? "link down" : "link at " + change.capacity();
      together.merge(
          what + change.at() + ' ' + until,
          new Trouble(-1, what, link, 1, change.at(), until, change.ord()),
          (first, next) -> first.andAnother());
    }
  }
}
