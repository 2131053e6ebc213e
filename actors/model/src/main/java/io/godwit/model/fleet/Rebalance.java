package io.godwit.model.fleet;

import io.godwit.model.hypervisor.VmSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * Evens out memory use among hosts {@code first} to {@code last} until the fullest and the emptiest
 * are at most {@code withinPercent} of a host's memory apart, or no move brings them closer.
 */
public record Rebalance(String target, int first, int last, int withinPercent)
    implements PlanAction {

  public Rebalance {
    if (withinPercent < 0 || withinPercent > 100) {
      throw new IllegalArgumentException("within " + withinPercent + "%: must be 0% to 100%");
    }
  }

  @Override
  public String word() {
    return "rebalance";
  }

  @Override
  public boolean mayArrive(int host) {
    return host >= first && host <= last;
  }

  /** Greedy: again and again the largest guest of the fullest host that still narrows the gap. */
  @Override
  public List<String> select(Guests guests, IntPredicate open) {
    var hosts = new TreeSet<Planned>();
    for (int host = first; host <= last; host++) {
      if (open.test(host)) {
        hosts.add(Planned.of(host, guests));
      }
    }
    if (hosts.isEmpty()) {
      return List.of();
    }
    long tolerated = guests.hostMemoryBytes() / 100 * withinPercent;
    var names = new ArrayList<String>();
    while (true) {
      Planned fullest = hosts.last();
      Planned emptiest = hosts.first();
      long gap = fullest.usedBytes() - emptiest.usedBytes();
      Optional<VmSpec> moved = gap <= tolerated ? Optional.empty() : fullest.largestBelow(gap);
      if (moved.isEmpty()) {
        return names;
      }
      hosts.remove(fullest);
      hosts.remove(emptiest);
      names.add(moved.get().name());
      hosts.add(fullest.without(moved.get()));
      hosts.add(emptiest.receiving(moved.get()));
    }
  }

  /** A host as the plan would leave it; only guests that it had at first can leave it. */
  private record Planned(int host, List<VmSpec> movable, long usedBytes)
      implements Comparable<Planned> {

    static Planned of(int host, Guests guests) {
      List<VmSpec> there = guests.settledOn(host);
      return new Planned(
          host,
          there.stream().filter(vm -> guests.mayMove(vm.name())).toList(),
          there.stream().mapToLong(vm -> vm.memory().bytes()).sum());
    }

    Optional<VmSpec> largestBelow(long gapBytes) {
      return movable.stream()
          .filter(vm -> vm.memory().bytes() < gapBytes)
          .max(
              Comparator.<VmSpec>comparingLong(vm -> vm.memory().bytes())
                  .thenComparing(VmSpec::name));
    }

    Planned without(VmSpec vm) {
      var left = new ArrayList<>(movable);
      left.remove(vm);
      return new Planned(host, left, usedBytes - vm.memory().bytes());
    }

    Planned receiving(VmSpec vm) {
      return new Planned(host, movable, usedBytes + vm.memory().bytes());
    }

    @Override
    public int compareTo(Planned other) {
      int byUse = Long.compare(usedBytes, other.usedBytes);
      return byUse != 0 ? byUse : Integer.compare(host, other.host);
    }
  }
}
