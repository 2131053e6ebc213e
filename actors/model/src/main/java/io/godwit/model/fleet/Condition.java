package io.godwit.model.fleet;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that the fleet counts, and a bound.
 *
 * @param bound in whole migrations, guests or hosts
 */
public record Condition(What what, Relation relation, long bound) {

  /** What can be counted at any moment. */
  public enum What {
    RUNNING("migrations.running", "migrations under way"),
    WAITING("migrations.waiting", "migrations asked for that have not begun, or not again"),
    HOSTS_DOWN("hosts.down", "hosts that have crashed and are not back"),
    HOSTS_PAUSED("hosts.paused", "hosts that stand"),
    LOST("vms.lost", "guests that run nowhere, as the control plane knows");

    private final String word;
    private final String about;

    What(String word, String about) {
      this.word = word;
      this.about = about;
    }

    /** As scenarios have it. */
    public String word() {
      return word;
    }

    /** One line for reference tables. */
    public String about() {
      return about;
    }
  }

  /** How the count stands to the bound. */
  public enum Relation {
    AT_LEAST(">="),
    AT_MOST("<="),
    EQUAL("=="),
    UNEQUAL("!="),
    MORE(">"),
    LESS("<");

    private final String sign;

    Relation(String sign) {
      this.sign = sign;
    }

    boolean holds(long count, long bound) {
      return switch (this) {
        case AT_LEAST -> count >= bound;
        case AT_MOST -> count <= bound;
        case EQUAL -> count == bound;
        case UNEQUAL -> count != bound;
        case MORE -> count > bound;
        case LESS -> count < bound;
      };
    }
  }

  /** The condition that a text says, such as {@code migrations.running >= 4}; empty for none. */
  public static Optional<Condition> of(String text) {
    String[] parts = text.trim().split(" +", -1);
    if (parts.length != 3 || !parts[2].matches("[0-9]{1,9}")) {
      return Optional.empty();
    }
    Stream<What> counts = Arrays.stream(What.values());
    Optional<Relation> relation =
        Arrays.stream(Relation.values()).filter(each -> each.sign.equals(parts[1])).findFirst();
    return counts
        .filter(each -> each.word.equals(parts[0]))
        .findFirst()
        .flatMap(what -> relation.map(each -> new Condition(what, each, Long.parseLong(parts[2]))));
  }

  boolean holds(FleetState state) {
    long count =
        switch (what) {
          case RUNNING -> state.migrations().running();
          case WAITING -> state.migrations().waiting();
          case HOSTS_DOWN -> state.plight().failures().down();
          case HOSTS_PAUSED -> state.plight().standing().count();
          case LOST -> state.guests().countLost();
        };
    return holdsFor(count);
  }

  /** Whether it holds when there are so many. */
  public boolean holdsFor(long count) {
    return relation.holds(count, bound);
  }

  /** In words. */
  @Override
  public String toString() {
    return what.word + ' ' + relation.sign + ' ' + bound;
  }
}
