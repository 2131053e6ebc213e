package io.godwit.dashboards.chart;

import io.godwit.model.device.MemberName;
import io.godwit.model.event.Event;
import io.godwit.model.event.FleetEvent.MigrationAdmitted;
import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.HypervisorEvent.ReservationMade;
import io.godwit.model.event.MemberEvent;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a migration moves, from where to where, as far as its attempt has got. */
final class Moved {

  private final String migration;

  /** The device that the chart shows, by its name at the source; empty for a guest without any. */
  private final String device;

  private String vm = "";
  private String source = "";
  private String destination = "";
  private int devices;
  private String counterpart = "";
  private List<String> here = List.of();

  private Moved(String migration, String device) {
    this.migration = migration;
    this.device = device;
  }

  /**
   * @param wanted a device at the source or a destination; empty for the one with the most trouble
   */
  static Moved of(String migration, List<RecordedEvent> events, Optional<String> wanted) {
    return new Moved(
        migration, wanted.map(name -> atSource(name, events)).orElseGet(() -> most(events)));
  }

  /** The counterpart at the source of a device that may be one of a destination. */
  private static String atSource(String name, List<RecordedEvent> events) {
    List<String> here = List.of();
    for (RecordedEvent each : events) {
      if (each.event() instanceof MigrationStarted started) {
        here = started.devices();
      } else if (each.event() instanceof ReservationMade made && made.members().contains(name)) {
        return counterparts(made.members(), here).getOrDefault(name, name);
      }
    }
    return name;
  }

  private static String most(List<RecordedEvent> events) {
    var trouble = new LinkedHashMap<String, Integer>();
    var counterparts = new LinkedHashMap<String, String>();
    for (RecordedEvent each : events) {
      if (each.event() instanceof MigrationStarted started) {
        started.devices().forEach(name -> trouble.putIfAbsent(name, 0));
      } else if (each.event() instanceof ReservationMade made) {
        counterparts.putAll(counterparts(made.members(), List.copyOf(trouble.keySet())));
      } else if (each.entity().kind() == EntityKind.MEMBER && isTrouble(each.event())) {
        String name = each.entity().name();
        trouble.computeIfPresent(counterparts.getOrDefault(name, name), (key, n) -> n + 1);
      }
    }
    return trouble.entrySet().stream()
        .reduce((one, other) -> other.getValue() > one.getValue() ? other : one)
        .map(Map.Entry::getKey)
        .orElse("");
  }

  private static boolean isTrouble(Event event) {
    return event instanceof MemberEvent.DisturbanceBegan
        || event instanceof MemberEvent.RaceDecided
        || event instanceof MemberEvent.CommandRefused
        || event instanceof MemberEvent.ResultLost
        || event instanceof MemberEvent.FaultStruck
        || event instanceof MemberEvent.ModeChangePutOff
        || event instanceof MemberEvent.AccessServed;
  }

  /** Devices of one owner correspond in their order. */
  private static Map<String, String> counterparts(List<String> from, List<String> to) {
    var pairs = new LinkedHashMap<String, String>();
    for (String name : from) {
      String slot = MemberName.slot(name);
      int nth = ofSlot(from, slot).indexOf(name);
      List<String> same = ofSlot(to, slot);
      if (nth < same.size()) {
        pairs.put(name, same.get(nth));
      }
    }
    return pairs;
  }

  private static List<String> ofSlot(List<String> members, String slot) {
    return members.stream().filter(member -> MemberName.slot(member).equals(slot)).toList();
  }

  void accept(Event event) {
    if (event instanceof MigrationPlanned planned) {
      vm = planned.vm();
      source = planned.source();
      devices = planned.devices();
    } else if (event instanceof MigrationAdmitted admitted) {
      destination = admitted.destination();
      counterpart = "";
    } else if (event instanceof MigrationStarted started) {
      source = started.source();
      here = started.devices();
    } else if (event instanceof ReservationMade made) {
      counterpart = counterparts(here, made.members()).getOrDefault(device, "");
    }
  }

  String migration() {
    return migration;
  }

  String vm() {
    return vm;
  }

  String source() {
    return source;
  }

  String destination() {
    return destination;
  }

  /** How many devices move. */
  int devices() {
    return devices;
  }

  String device() {
    return device;
  }

  /** The name of the device's owner; empty without a device. */
  String owner() {
    return device.isEmpty() ? "" : MemberName.owner(device);
  }

  /** The device that takes over at the destination; empty before there is room for it. */
  String counterpart() {
    return counterpart;
  }

  /** Its name on its own host, such as {@code net0/1}. */
  static String shortName(String member) {
    return member.isEmpty() ? "" : MemberName.slot(member) + '/' + MemberName.number(member);
  }
}
