package io.godwit.scenarios.explore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes up variations: of the scenario itself, or of one that came to something new. Which
 * dimensions are varied, and how much, is drawn for each (swarm testing: Groce and others, ISSTA
 * 2012).
 */
final class Variations implements Supply {

  /** Of those that came to something new, so many are bred from: the last ones. */
  private static final int MOST_PARENTS = 200;

  private static final int SHARE_OF_PARENTS = 60;

  /** Of those that are bred, so many percent get a fault that has not struck yet. */
  private static final int SHARE_OF_AIMS = 40;

  private static final int MOST_STEPS = 3;

  /** What is of no use to a variation, or is about the scenario as it stands. */
  private static final List<String> LEFT_OUT = List.of("expect", "compare", "run", "about");

  private final Draft base;
  private final long seed;
  private final long size;
  private final Domain domain;
  private final Aims aims;
  private final List<Draft> parents = new ArrayList<>();

  /** So many variations of {@code base}; {@code coverage} is what they have reached so far. */
  Variations(Draft base, long seed, long size, Domain domain, Coverage coverage) {
    this.base = base;
    this.seed = seed;
    this.size = size;
    this.domain = domain;
    this.aims = new Aims(domain, seed, coverage);
  }

  /** What variations of a scenario have in common: it, without what is about it as it stands. */
  static Draft base(Draft scenario, List<String> always, Domain domain) {
    Draft base = scenario.copy();
    base.root().remove(LEFT_OUT);
    base.withoutShared();
    domain.settle(base);
    if (!always.isEmpty()) {
      ArrayNode expect = base.root().putArray("expect");
      always.forEach(expect::add);
    }
    return base;
  }

  @Override
  public long size() {
    return size;
  }

  /** As far as is known now what leads to new things. */
  @Override
  public Draft draft(long number) {
    var dice = new Dice(seed, number);
    if (!parents.isEmpty() && dice.chance(SHARE_OF_PARENTS)) {
      Draft draft = dice.oneOf(parents).copy();
      for (long step = dice.between(1, MOST_STEPS); step > 0; step--) {
        dice.oneOf(List.of(Dimension.values())).vary(draft, dice, domain);
      }
      if (dice.chance(SHARE_OF_AIMS)) {
        aim(draft, dice);
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
    aim(draft, dice);
    return draft;
  }

  private void aim(Draft draft, Dice dice) {
    if (!aims.isEmpty()) {
      Faults.aim(draft, aims.next(), dice, domain);
      References.prune(draft);
    }
  }

  @Override
  public Optional<StrikeTable.Cell> cell(long number) {
    return Optional.empty();
  }

  /** Others are made from {@code draft} from now on. */
  @Override
  public void learn(Draft draft) {
    if (parents.size() == MOST_PARENTS) {
      parents.remove(0);
    }
    parents.add(draft);
  }
}
