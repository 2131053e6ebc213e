package io.godwit.model.fleet;

import io.godwit.model.fleet.Hosts.Load;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/** The placements that a scenario can name. To add one: a constant with its rule, and its test. */
public enum Placements {
  LEAST_LOADED(
      "least-loaded",
      "the host with the least memory in use",
      (hosts, suits, last) -> first(hosts.byLoad(), suits)),
  PACK(
      "pack",
      "the fullest host that still has room, so that others stay empty",
      (hosts, suits, last) -> first(hosts.byLoad().descendingSet(), suits)),
  ROUND_ROBIN(
      "round-robin",
      "the next host after the one chosen before",
      (hosts, suits, last) -> {
        for (int i = 1; i <= hosts.count(); i++) {
          int host = (last + i) % hosts.count();
          if (suits.test(host)) {
            return OptionalInt.of(host);
          }
        }
        return OptionalInt.empty();
      });

  private final String word;
  private final String about;

  @SuppressWarnings("ImmutableEnumChecker") // the rules hold no state
  private final Placement rule;

  Placements(String word, String about, Placement rule) {
    this.word = word;
    this.about = about;
    this.rule = rule;
  }

  /** The word in scenario files. */
  public String word() {
    return word;
  }

  /** One line for reference tables. */
  public String about() {
    return about;
  }

  Placement rule() {
    return rule;
  }

  private static OptionalInt first(NavigableSet<Load> loads, IntPredicate suits) {
    for (Load load : loads) {
      if (suits.test(load.host())) {
        return OptionalInt.of(load.host());
      }
    }
    return OptionalInt.empty();
  }
}
