package io.godwit.model.fleet;

import io.godwit.model.fleet.Hosts.Load;
import java.util.stream.IntStream;

/** The placements that a scenario can name. To add one: a constant with its rule, and its test. */
public enum Placements {
  LEAST_LOADED(
      "least-loaded",
      "the host with the least memory in use",
      (hosts, last) -> hosts.byLoad().stream().mapToInt(Load::host)),
  PACK(
      "pack",
      "the fullest host that still has room, so that others stay empty",
      (hosts, last) -> hosts.byLoad().descendingSet().stream().mapToInt(Load::host)),
  ROUND_ROBIN(
      "round-robin",
      "the next host after the one chosen before",
      (hosts, last) ->
          IntStream.rangeClosed(1, hosts.count())
              .map(step -> (last + step) % hosts.count())
              .filter(host -> !hosts.isCordoned(host)));

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
}
