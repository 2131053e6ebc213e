package io.godwit.scenarios.explore;

import java.util.function.BiConsumer;

/** What of a scenario is varied. To add one: what it does to a draft, and a constant. */
enum Dimension {
  SEED((draft, dice) -> draft.root().put("seed", dice.between(0, 1_000_000))),
  HOSTS(Sizes::hosts),
  GUESTS(Sizes::guests),
  MEMORY(Sizes::memory),
  DEVICES(Sizes::devices),
  TIMINGS(Timings::stretch),
  CAPACITIES(Timings::capacities),
  PROFILES(Ways::profiles),
  PROTOCOL((draft, dice, domain) -> domain.vary(draft, dice)),
  WAY(Ways::way),
  CONTEXT(Ways::context),
  RETRY(Ways::retry),
  PLANS(Plans::vary),
  LIMITS(Plans::limits),
  FAULTS(Faults::vary);

  /** Of one dimension, for those that must know what may be at all. */
  @FunctionalInterface
  private interface Change {
    void make(Draft draft, Dice dice, Domain domain);
  }

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final Change change;

  Dimension(BiConsumer<Draft, Dice> change) {
    this((draft, dice, domain) -> change.accept(draft, dice));
  }

  Dimension(Change change) {
    this.change = change;
  }

  /** Gives the draft another value here; what it refers to and is no more goes with it. */
  void vary(Draft draft, Dice dice, Domain domain) {
    change.make(draft, dice, domain);
    References.prune(draft);
  }
}
