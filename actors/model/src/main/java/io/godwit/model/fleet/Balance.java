package io.godwit.model.fleet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How evenly hosts are used, and which moves make it more even. Greedy: again and again the guest
 * whose move brings the fullest and the emptiest host closest to each other, where there is none
 * the next host that could be at the other end; nobody moves twice.
 */
final class Balance {

  /** Shares are not exact: what is no more than that apart is alike. */
  private static final double ROUNDING = 1e-9;

  /** A guest that may move, and what it takes of a host. */
  record Candidate(String vm, double weight) {}

  /** A host, what is used of what it has, and who may leave it. */
  record Level(int host, double capacity, double used, List<Candidate> movable)
      implements Comparable<Level> {

    double share() {
      return used / capacity;
    }

    private Level with(double more, List<Candidate> left) {
      return new Level(host, capacity, used + more, left);
    }

    private Level without(Candidate gone) {
      return with(-gone.weight(), movable.stream().filter(each -> !each.equals(gone)).toList());
    }

    @Override
    public int compareTo(Level other) {
      int byShare = Double.compare(share(), other.share());
      return byShare != 0 ? byShare : Integer.compare(host, other.host);
    }
  }

  /** Who moves, and where to. */
  record Move(String vm, int host) {}

  /** The room that there is for moves. */
  interface Room {
    /** Whether a guest can go to a host beside those that have taken room there. */
    boolean suits(String vm, int host);

    void take(String vm, int host);
  }

  private record Step(Level from, Level to, Candidate guest) {
    /** How far apart both are afterwards. */
    double rest() {
      double there = (to.used() + guest.weight()) / to.capacity();
      return Math.abs((from.used() - guest.weight()) / from.capacity() - there);
    }
  }

  private final TreeSet<Level> levels;
  private final double tolerated;
  private final Room room;

  /**
   * The balance of some hosts.
   *
   * @param tolerated between the fullest and the emptiest, as a part of what they have
   */
  Balance(List<Level> levels, double tolerated, Room room) {
    this.levels = new TreeSet<>(levels);
    this.tolerated = tolerated;
    this.room = room;
  }

  double tolerated() {
    return tolerated;
  }

  boolean isEven() {
    return spread() <= tolerated + ROUNDING;
  }

  /** Between the fullest and the emptiest; zero without two hosts. */
  double spread() {
    return levels.size() < 2 ? 0 : levels.last().share() - levels.first().share();
  }

  Level fullest() {
    return levels.last();
  }

  Level emptiest() {
    return levels.first();
  }

  /** All moves that bring it within what is tolerated, or as close as can be. */
  List<Move> moves() {
    var moves = new ArrayList<Move>();
    while (!isEven()) {
      Optional<Step> step = next();
      if (step.isEmpty()) {
        return moves;
      }
      take(step.get());
      moves.add(new Move(step.get().guest().vm(), step.get().to().host()));
    }
    return moves;
  }

  private Optional<Step> next() {
    Stream<Optional<Step>> away = levels.stream().map(to -> best(fullest(), to));
    Stream<Optional<Step>> in = levels.descendingSet().stream().map(from -> best(from, emptiest()));
    return Stream.concat(away, in).flatMap(Optional::stream).findFirst();
  }

  private static double gap(Level from, Level to) {
    return from.share() - to.share();
  }

  private Optional<Step> best(Level from, Level to) {
    return from.movable().stream()
        .map(guest -> new Step(from, to, guest))
        .filter(step -> step.guest().weight() > 0 && step.rest() < gap(from, to) - ROUNDING)
        .filter(step -> room.suits(step.guest().vm(), to.host()))
        .min(Comparator.comparingDouble(Step::rest).thenComparing(step -> step.guest().vm()));
  }

  private void take(Step step) {
    levels.remove(step.from());
    levels.remove(step.to());
    levels.add(step.from().without(step.guest()));
    room.take(step.guest().vm(), step.to().host());
    levels.add(step.to().with(step.guest().weight(), step.to().movable()));
  }
}
