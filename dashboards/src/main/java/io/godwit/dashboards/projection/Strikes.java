package io.godwit.dashboards.projection;

import io.godwit.model.event.FleetEvent.FaultInjected;
import io.godwit.model.event.FleetEvent.LinkChanged;
import io.godwit.model.event.MemberEvent.FaultStruck;
import io.godwit.model.event.MigrationEvent.FaultAimed;
import io.godwit.model.event.MigrationEvent.FaultTriggered;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.MigrationEvent.PhaseEntered;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.migration.Phase;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What struck when, and how far each attempt came, so that each fault can be accounted for. */
final class Strikes {

  private static final int MOST_SHOWN = 5;
  private static final int MOST_CAUSES = 3;

  /** The fleet hears of its beginning after a nanosecond, and of its faults after one at least. */
  private static final SimDuration FLEET = SimDuration.ofNanos(2);

  /** A fault that was sent on its way. */
  private record Blow(String target, SimTime at, String trigger) {}

  private final Map<Integer, List<Blow>> blows = new TreeMap<>();

  private final List<String> latest = new ArrayList<>();

  /** By when they changed: links. */
  private final NavigableMap<SimTime, List<String>> links = new TreeMap<>();

  private final Map<String, List<SimTime>> struckInWait = new HashMap<>();
  private final Map<String, Integer> attempts = new HashMap<>();
  private final Map<String, String> guests = new HashMap<>();
  private final Map<String, SimTime> entered = new HashMap<>();

  void take(RecordedEvent recorded) {
    String entity = recorded.entity().name();
    if (recorded.event() instanceof MigrationStarted started) {
      attempts.merge(started.vm(), started.attempt(), Math::max);
      guests.put(entity, started.vm() + ' ' + started.attempt() + ' ');
    } else if (recorded.event() instanceof PhaseEntered phase) {
      entered.put(guests.getOrDefault(entity, "") + phase.phase(), recorded.at());
    } else if (recorded.event() instanceof FaultAimed blow) {
      struck(blow.fault(), new Blow(blow.target(), recorded.at(), ""));
    } else if (recorded.event() instanceof FaultTriggered blow) {
      struck(blow.fault(), new Blow(blow.target(), recorded.at(), blow.trigger()));
    } else if (recorded.event() instanceof FaultInjected blow) {
      struck(blow.fault(), new Blow(blow.target(), recorded.at(), blow.trigger()));
    } else if (recorded.event() instanceof FaultStruck) {
      struckInWait.computeIfAbsent(entity, first -> new ArrayList<>()).add(recorded.at());
    } else if (recorded.event() instanceof LinkChanged changed) {
      links.computeIfAbsent(recorded.at(), first -> new ArrayList<>()).add(changed.link());
    }
  }

  /** Remembers what struck most lately, for whoever asks for causes. */
  void takeFault(RecordedEvent recorded) {
    if (recorded.event() instanceof FaultTriggered blow) {
      remember("fault %d (%s)".formatted(blow.fault(), blow.kind()));
    } else if (recorded.event() instanceof FaultInjected blow) {
      remember("fault %d (%s)".formatted(blow.fault(), blow.kind()));
    } else if (recorded.event() instanceof FaultAimed blow) {
      remember("fault " + blow.fault());
    }
  }

  private void remember(String cause) {
    latest.remove(cause);
    latest.add(cause);
    if (latest.size() > MOST_CAUSES) {
      latest.remove(0);
    }
  }

  /** The faults that struck most lately, the last one last. */
  List<String> latest() {
    return List.copyOf(latest);
  }

  private void struck(int fault, Blow blow) {
    List<Blow> all = blows.computeIfAbsent(fault, first -> new ArrayList<>());
    boolean toldAlready =
        !all.isEmpty()
            && all.get(all.size() - 1).target().equals(blow.target())
            && blow.at().since(all.get(all.size() - 1).at()).nanos() <= 1;
    if (!toldAlready) { // by the migration that has brought it about
      all.add(blow);
    }
  }

  /**
   * What became of a fault.
   *
   * @param number its own, from 0
   * @param over when the work was over; a link that fails later strikes nothing
   */
  FaultAccount account(int number, PlannedFault fault, Optional<SimTime> over) {
    if (fault instanceof PlannedFault.OfLink link) {
      return ofLink(number, link, over);
    }
    return fault instanceof PlannedFault.OfDevice device
        ? ofDevice(number, device)
        : ofMany(number, (PlannedFault.OfMany) fault);
  }

  private FaultAccount ofMany(int number, PlannedFault.OfMany fault) {
    String name = "fault %d: %s of %s".formatted(number, fault.called(), fault.aim());
    List<Blow> struck = blows.getOrDefault(number, List.of());
    if (struck.isEmpty()) {
      return fault.isCertain()
          ? FaultAccount.never(name, whyNever(fault))
          : FaultAccount.spared(name, "no draw had it strike, or its moment never came");
    }
    String first =
        struck.stream()
            .limit(MOST_SHOWN)
            .map(blow -> "at %s: %s".formatted(blow.at(), blow.target()))
            .collect(Collectors.joining("; "));
    String detail =
        struck.size() == 1
            ? "%s: %s".formatted(first, struck.get(0).trigger())
            : "%d times, %s%s"
                .formatted(struck.size(), first, struck.size() > MOST_SHOWN ? "; ..." : "");
    return new FaultAccount(name, true, false, detail);
  }

  private String whyNever(PlannedFault.OfMany fault) {
    if (fault.phase().isEmpty()) {
      return "nothing that it is aimed at was there, or moved, when its time came";
    }
    String phase = fault.phase().get().word();
    boolean came =
        entered.keySet().stream()
            .filter(key -> key.endsWith(' ' + phase))
            .map(key -> key.substring(0, key.indexOf(' ')))
            .anyMatch(vm -> fault.vms().isEmpty() || fault.vms().get().contains(vm));
    return came
        ? "its attempt or its occurrence of %s never came, or was over too soon".formatted(phase)
        : "no guest that it is aimed at came to " + phase;
  }

  private FaultAccount ofLink(int number, PlannedFault.OfLink fault, Optional<SimTime> over) {
    String name = "fault %d: %s of %s".formatted(number, fault.kind(), fault.target());
    if (over.filter(end -> fault.at().isAfter(end)).isPresent()) {
      return FaultAccount.never(name, "the work was over at " + over.get());
    }
    List<String> struck =
        links.subMap(fault.at(), true, fault.at().plus(FLEET), true).values().stream()
            .flatMap(List::stream)
            .toList();
    return struck.isEmpty()
        ? FaultAccount.never(name, "the run ended before " + fault.at())
        : FaultAccount.struck(name, fault.at(), String.join(", ", struck));
  }

  private FaultAccount ofDevice(int number, PlannedFault.OfDevice fault) {
    String name =
        "fault %d: %s of %s in %s"
            .formatted(number, fault.kind(), fault.vm(), fault.phase().word());
    Optional<Blow> blow = blows.getOrDefault(number, List.of()).stream().findFirst();
    if (blow.isEmpty()) {
      Optional<SimTime> began = Optional.ofNullable(entered.get(key(fault)));
      return began
          .filter(at -> fault.after().isZero()) // as records had it that say no more
          .map(at -> FaultAccount.struck(name, at, "a device of " + fault.vm()))
          .orElseGet(() -> FaultAccount.never(name, whyNever(fault)));
    } else if (!fault.waits()) {
      return FaultAccount.struck(name, blow.get().at(), blow.get().target());
    }
    return struckInWait.getOrDefault(blow.get().target(), List.of()).stream()
        .filter(at -> !at.isBefore(blow.get().at()))
        .findFirst()
        .map(at -> FaultAccount.struck(name, at, blow.get().target()))
        .orElseGet(
            () ->
                FaultAccount.never(
                    name,
                    "it lay in wait on %s from %s, and no command came that it fits"
                        .formatted(blow.get().target(), blow.get().at())));
  }

  private static String key(PlannedFault.OfDevice fault) {
    return fault.vm() + ' ' + fault.attempt() + ' ' + fault.phase().word();
  }

  private String whyNever(PlannedFault.OfDevice fault) {
    int made = attempts.getOrDefault(fault.vm(), 0);
    if (made == 0) {
      return fault.vm() + " was never migrated";
    } else if (made < fault.attempt()) {
      return "%s had %d of the %d attempts that it takes"
          .formatted(fault.vm(), made, fault.attempt());
    }
    Phase phase = fault.phase();
    return entered.containsKey(key(fault))
        ? "attempt %d was over before %s had passed".formatted(fault.attempt(), fault.after())
        : "attempt %d never came to %s".formatted(fault.attempt(), phase.word());
  }
}
