package io.godwit.scenarios.file;

import io.godwit.model.fleet.Condition;
import io.godwit.model.migration.Phase;
import io.godwit.model.topology.Topology;
import io.godwit.scenarios.file.Values.Found;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** What of a fault's trigger never comes, comes too late, or is always there. */
final class TriggerHints {

  /** Plans and faults that may move any guest. */
  private static final List<String> FOR_ALL = List.of("rebalance", "evacuate", "upgrade");

  private static final String STORM = "migration-storm";

  private final Binder binder;
  private final Values scenario;
  private final Topology topology;
  private final FaultTargets targets;

  /** What may move, looked up once for all faults: guests by name, all, or those of places. */
  private Optional<Moved> moved = Optional.empty();

  private record Moved(SortedSet<String> guests, boolean all, SortedSet<String> places) {}

  TriggerHints(Binder binder, Values scenario, Topology topology, FaultTargets targets) {
    this.binder = binder;
    this.scenario = scenario;
    this.topology = topology;
    this.targets = targets;
  }

  void look(Values fault) {
    if (!FaultBuilder.isByClock(fault) && fault.has("phase")) {
      late(fault, Phase.of(fault.text("phase")));
    }
    fault
        .find("while")
        .ifPresent(found -> Condition.of(fault.text("while")).ifPresent(each -> look(found, each)));
    moved(fault);
    capacity(fault);
  }

  private void late(Values fault, Phase phase) {
    String kind = fault.text("kind");
    boolean tooLate = phase.compareTo(Phase.RESUME) >= 0;
    if (FaultBuilder.isUndone(fault)) {
      if (List.of("cancel", "stream-broken").contains(kind)) {
        binder.hint(
            fault.find("on").orElseThrow(),
            "this fault changes nothing: the attempt is taken back already; take on: entered");
      }
    } else if (fault.text("on").equals("left") && phase == Phase.RELEASE) {
      binder.hint(
          fault.find("phase").orElseThrow(),
          "this fault cannot strike: an attempt is over when release is left; take on: entered, or"
              + " another phase");
    } else if (kind.equals("cancel") && tooLate) {
      binder.hint(
          fault.find("phase").orElseThrow(),
          "this fault changes nothing: from resume on the guest may run at the destination, and its"
              + " migration is cancelled no more; take an earlier phase");
    } else if (kind.equals("stream-broken") && tooLate && phase != Phase.POST_COPY) {
      binder.hint(
          fault.find("phase").orElseThrow(),
          "this fault changes nothing: from resume on the connection carries nothing that is needed,"
              + " but in post-copy; take an earlier phase");
    }
  }

  /** The counts around the bound, and the least and the most there are, show it. */
  private void look(Found found, Condition condition) {
    long most = most(condition.what());
    long bound = condition.bound();
    List<Long> counts =
        LongStream.of(0, bound - 1, bound, bound + 1, most)
            .filter(count -> count >= 0 && count <= most)
            .boxed()
            .toList();
    if (counts.stream().noneMatch(condition::holdsFor)) {
      binder.hint(
          found,
          "this never holds: there are 0 to %d of %s; write another bound"
              .formatted(most, condition.what().word()));
    } else if (counts.stream().allMatch(condition::holdsFor)) {
      binder.hint(
          found,
          "this holds all the time: there are 0 to %d of %s; leave it out, or write another bound"
              .formatted(most, condition.what().word()));
    }
  }

  private long most(Condition.What what) {
    long guests =
        scenario.items("arrivals").isEmpty()
            ? targets.allOf(Optional.empty()).size()
            : Integer.MAX_VALUE;
    return switch (what) {
      case HOSTS_DOWN, HOSTS_PAUSED -> topology.hosts();
      case RUNNING -> Math.min(guests, total());
      case WAITING, LOST -> guests;
    };
  }

  private long total() {
    return ScenarioChecks.block(scenario, "fleet")
        .flatMap(fleet -> ScenarioChecks.block(fleet, "limits"))
        .filter(limits -> limits.has("total"))
        .map(limits -> limits.number("total"))
        .orElse(Long.MAX_VALUE);
  }

  /** What strikes guests as they move strikes none that stays; a host has guests all the time. */
  private void moved(Values fault) {
    if (FaultBuilder.isByClock(fault) && FaultFamily.isOfPlace(fault.text("kind"))) {
      return;
    }
    Optional<SortedSet<String>> struck = targets.guests(fault);
    boolean any =
        struck.isEmpty()
            || struck.get().isEmpty()
            || fault.text("kind").equals(STORM)
            || struck.get().stream().anyMatch(this::mayMove);
    if (!any) {
      binder.hint(
          fault
              .find("vm")
              .or(() -> fault.find("group"))
              .or(() -> fault.find("label"))
              .orElseThrow(),
          "this fault cannot strike: no plan moves %s from where it is; write a plan that does, or"
                  .formatted(struck.get().first())
              + " name another guest");
    }
  }

  private boolean mayMove(String guest) {
    Moved here = moved.orElseGet(this::whatMoves);
    moved = Optional.of(here);
    return here.all()
        || here.guests().contains(guest)
        || here.places().stream().anyMatch(place -> mayBeIn(place, guest));
  }

  private Moved whatMoves() {
    var guests = new TreeSet<String>();
    var places = new TreeSet<String>();
    boolean all = false;
    for (Values plan : items("plan")) {
      all |= FOR_ALL.stream().anyMatch(plan::has);
      if (plan.has("migrate")) {
        guests.add(plan.text("migrate"));
      }
      if (plan.has("drain")) {
        places.add(plan.text("drain"));
      }
    }
    for (Values fault : items("faults")) {
      if (fault.has("kind") && fault.text("kind").equals(STORM)) {
        guests.addAll(targets.allOf(targets.guests(fault)));
      }
    }
    return new Moved(guests, all, places);
  }

  private List<Values> items(String key) {
    return scenario.items(key).stream().map(item -> (Values) item.value()).toList();
  }

  private boolean mayBeIn(String place, String guest) {
    return items("vms").stream()
        .filter(group -> ScenarioChecks.has(group, "name"))
        .filter(group -> isNumbered(guest, group.text("name")))
        .noneMatch(group -> group.has("on") && isApart(group.text("on"), place));
  }

  private static boolean isNumbered(String guest, String group) {
    return guest.startsWith(group + '-')
        && guest.substring(group.length() + 1).chars().allMatch(Character::isDigit);
  }

  private static boolean isApart(String one, String other) {
    return !(one + '/').startsWith(other + '/') && !(other + '/').startsWith(one + '/');
  }

  private void capacity(Values fault) {
    Optional<Found> left = fault.find("capacity");
    if (left.isPresent() && fault.has("target")) {
      int[] links = topology.linksNamed(fault.text("target"));
      boolean isLess =
          IntStream.of(links)
              .anyMatch(
                  link -> topology.capacity(link).compareTo(FaultBuilder.capacity(fault)) > 0);
      if (links.length > 0 && !isLess) {
        binder.hint(
            left.get(),
            "this fault changes nothing: no link of %s carries more than that; write less"
                .formatted(fault.text("target")));
      }
    }
  }
}
