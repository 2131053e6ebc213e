package io.godwit.scenarios.explore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes up variations: of the scenario itself, or of one that came to something new. Which
 * dimensions are varied, and how much, is drawn for each (swarm testing: Groce and others, ISSTA
 * 2012).
 */
final class Variations {

  /** Of those that came to something new, so many are bred from: the last ones. */
  private static final int MOST_PARENTS = 200;

  private static final int SHARE_OF_PARENTS = 60;
  private static final int MOST_STEPS = 3;

  /** What is of no use to a variation, or is about the scenario as it stands. */
  private static final List<String> LEFT_OUT = List.of("expect", "compare", "run", "about");

  private final Draft base;
  private final long seed;
  private final Domain domain;
  private final List<Draft> parents = new ArrayList<>();

  Variations(Draft scenario, long seed, List<String> always, Domain domain) {
    this.domain = domain;
    this.seed = seed;
    this.base = scenario.copy();
    base.root().remove(LEFT_OUT);
    base.withoutShared();
    domain.settle(base);
    if (!always.isEmpty()) {
      ArrayNode expect = base.root().putArray("expect");
      always.forEach(expect::add);
    }
  }

  /** The scenario without what is about it as it stands. */
  Draft base() {
    return base;
  }

  /** The variation with this number, from 1, as far as is known now what leads to new things. */
  Draft variation(long number) {
    var dice = new Dice(seed, number);
    if (!parents.isEmpty() && dice.chance(SHARE_OF_PARENTS)) {
      Draft draft = dice.oneOf(parents).copy();
      for (long step = dice.between(1, MOST_STEPS); step > 0; step--) {
        dice.oneOf(List.of(Dimension.values())).vary(draft, dice, domain);
      }
      return draft;
    }
    Draft draft = base.copy();
    int share = dice.oneOf(List.of(15, 40, 80));
    for (Dimension dimension : Dimension.values()) {
      if (dimension == Dimension.FAULTS || dice.chance(share)) {
        dimension.vary(draft, dice, domain);
      }
    }
    return draft;
  }

  /** Others are made from {@code draft} from now on. */
  void learn(Draft draft) {
    if (parents.size() == MOST_PARENTS) {
      parents.remove(0);
    }
    parents.add(draft);
  }
}
