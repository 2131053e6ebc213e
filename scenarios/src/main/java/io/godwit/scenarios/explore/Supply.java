package io.godwit.scenarios.explore;

import java.util.Optional;

/** Where drafts come from, by number. */
interface Supply {

  /** How many there are, numbered from 1. */
  long size();

  Draft draft(long number);

  /** Where one stands in the table of strikes; empty when it is in none. */
  Optional<StrikeTable.Cell> cell(long number);

  /** That one came to something new. */
  void learn(Draft draft);
}
