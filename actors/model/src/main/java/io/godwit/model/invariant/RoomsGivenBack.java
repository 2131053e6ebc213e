package io.godwit.model.invariant;

import io.godwit.model.event.Event;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.HypervisorEvent.HostCrashed;
import io.godwit.model.event.HypervisorEvent.ReservationMade;
import io.godwit.model.event.HypervisorEvent.ReservationReleased;
import io.godwit.model.event.HypervisorEvent.VcpusStarted;
import io.godwit.model.event.HypervisorEvent.VmKilled;
import io.godwit.model.event.RecordedEvent;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Follows each room that a host keeps until its guest runs there, or it is given back. One that an
 * open migration keeps is that migration's business.
 */
final class RoomsGivenBack extends Invariant {

  private record Room(String migration, RecordedEvent since) {}

  /** By host and guest. */
  private final Map<String, Room> kept = new TreeMap<>();

  private final Set<String> settled = new TreeSet<>();

  @Override
  public void accept(RecordedEvent recorded) {
    Event event = recorded.event();
    String host = recorded.entity().name();
    if (event instanceof ReservationMade made) {
      Room before = kept.put(room(host, made.vm()), new Room(made.migration(), recorded));
      judge(
          before == null,
          () ->
              "%s keeps a second room for %s, %s; the first is of %s"
                  .formatted(host, made.vm(), at(recorded), before.migration()));
    } else if (event instanceof ReservationReleased released) {
      kept.remove(room(host, released.vm()));
    } else if (event instanceof VcpusStarted started) {
      kept.remove(room(host, started.vm()));
    } else if (event instanceof VmKilled killed) {
      kept.remove(room(host, killed.vm()));
    } else if (event instanceof HostCrashed) {
      kept.keySet().removeIf(room -> room.startsWith(room(host, "")));
    } else if (event instanceof MigrationSettled end) {
      settled.add(end.migration());
    }
  }

  private static String room(String host, String vm) {
    return host + " for " + vm;
  }

  @Override
  protected void end() {
    kept.forEach(
        (where, room) ->
            judge(
                !settled.contains(room.migration()),
                () ->
                    "room is kept on %s by %s, which is over, since %s"
                        .formatted(where, room.migration(), at(room.since()))));
  }
}
