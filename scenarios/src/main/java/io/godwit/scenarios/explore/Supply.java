package io.godwit.scenarios.explore;

/** Where drafts come from, by number. */
interface Supply {

  /** How many there are, numbered from 1. */
  long size();

  Draft draft(long number);

  /** That one came to something new. */
  void learn(Draft draft);
}
