package io.godwit.scenarios.file;

import io.godwit.model.fleet.Condition;
import io.godwit.model.migration.Moment.Edge;
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
  private static final Key<?>[] FOR_ALL = {
    PlanBlock.REBALANCE, PlanBlock.EVACUATE, PlanBlock.UPGRADE
  };

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
    if (!FaultClock.isByClock(fault) && fault.has(FaultMoment.PHASE)) {
      late(fault, fault.get(FaultMoment.PHASE));
    }
    fault
        .find(FaultClock.WHILE)
        .ifPresent(
            found ->
                Condition.of(fault.get(FaultClock.WHILE)).ifPresent(each -> look(found, each)));
    moved(fault);
    capacity(fault);
  }

  private void late(Values fault, Phase phase) {
    String kind = fault.get(FaultBlock.KIND);
    boolean tooLate = phase.compareTo(Phase.RESUME) >= 0;
    if (FaultMoment.isUndone(fault)) {
      if (List.of("cancel", "stream-broken").contains(kind)) {
        binder.hint(
            fault.find(FaultMoment.ON).orElseThrow(),
            "this fault changes nothing: the attempt is taken back already; take on: entered");
      }
    } else if (fault.get(FaultMoment.ON) == Edge.LEFT && phase == Phase.RELEASE) {
      binder.hint(
          fault.find(FaultMoment.PHASE).orElseThrow(),
          "this fault cannot strike: an attempt is over when release is left; take on: entered, or"
              + " another phase");
    } else if (kind.equals("cancel") && tooLate) {
      binder.hint(
          fault.find(FaultMoment.PHASE).orElseThrow(),
          "this fault changes nothing: from resume on the guest may run at the destination, and its"
              + " migration is cancelled no more; take an earlier phase");
    } else if (kind.equals("stream-broken") && tooLate && phase != Phase.POST_COPY) {
      binder.hint(
          fault.find(FaultMoment.PHASE).orElseThrow(),
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
        scenario.items(ScenarioBlock.ARRIVALS).isEmpty()
            ? targets.allOf(Optional.empty()).size()
            : Integer.MAX_VALUE;
    return switch (what) {
      case HOSTS_DOWN, HOSTS_PAUSED -> topology.hosts();
      case RUNNING -> Math.min(guests, total());
      case WAITING, LOST -> guests;
    };
  }

  private long total() {
    return scenario
        .maybe(ScenarioBlock.FLEET)
        .flatMap(fleet -> fleet.maybe(FleetBlock.LIMITS))
        .filter(limits -> limits.has(LimitsBlock.TOTAL))
        .map(limits -> limits.number(LimitsBlock.TOTAL))
        .orElse(Long.MAX_VALUE);
  }

  /** What strikes guests as they move strikes none that stays; a host has guests all the time. */
  private void moved(Values fault) {
    if (FaultClock.isByClock(fault) && FaultFamily.isOfPlace(fault.get(FaultBlock.KIND))) {
      return;
    }
    Optional<SortedSet<String>> struck = targets.guests(fault);
    boolean any =
        struck.isEmpty()
            || struck.get().isEmpty()
            || fault.get(FaultBlock.KIND).equals(STORM)
            || struck.get().stream().anyMatch(this::mayMove);
    if (!any) {
      binder.hint(
          fault
              .find(FaultTargets.VM)
              .or(() -> fault.find(FaultTargets.GROUP))
              .or(() -> fault.find(FaultTargets.LABEL))
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
    for (Values plan : scenario.list(ScenarioBlock.PLAN)) {
      all |= plan.hasAny(FOR_ALL);
      if (plan.has(PlanBlock.MIGRATE)) {
        guests.add(plan.get(PlanBlock.MIGRATE));
      }
      if (plan.has(PlanBlock.DRAIN)) {
        places.add(plan.get(PlanBlock.DRAIN));
      }
    }
    for (Values fault : scenario.list(ScenarioBlock.FAULTS)) {
      if (fault.has(FaultBlock.KIND) && fault.get(FaultBlock.KIND).equals(STORM)) {
        guests.addAll(targets.allOf(targets.guests(fault)));
      }
    }
    return new Moved(guests, all, places);
  }

  private boolean mayBeIn(String place, String guest) {
    return scenario.list(ScenarioBlock.VMS).stream()
        .filter(group -> group.has(GuestBlock.NAME))
        .filter(group -> isNumbered(guest, group.get(GuestBlock.NAME)))
        .noneMatch(group -> group.has(GuestBlock.ON) && isApart(group.get(GuestBlock.ON), place));
  }

  private static boolean isNumbered(String guest, String group) {
    return guest.startsWith(group + '-')
        && guest.substring(group.length() + 1).chars().allMatch(Character::isDigit);
  }

  private static boolean isApart(String one, String other) {
    return !(one + '/').startsWith(other + '/') && !(other + '/').startsWith(one + '/');
  }

  private void capacity(Values fault) {
    Optional<Found> left = fault.find(FaultTrouble.CAPACITY);
    if (left.isPresent() && fault.has(FaultTargets.TARGET)) {
      int[] links = topology.linksNamed(fault.get(FaultTargets.TARGET));
      boolean isLess =
          IntStream.of(links)
              .anyMatch(
                  link -> topology.capacity(link).compareTo(FaultTrouble.capacity(fault)) > 0);
      if (links.length > 0 && !isLess) {
        binder.hint(
            left.get(),
            "this fault changes nothing: no link of %s carries more than that; write less"
                .formatted(fault.get(FaultTargets.TARGET)));
      }
    }
  }
}
