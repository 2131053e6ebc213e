package io.godwit.model.migration;

/** How an attempt at a migration can end. */
public enum Outcome {
  /** The guest runs at the destination. */
  COMPLETED("completed"),
  /** It never stopped: it runs at the source as if nothing had been. */
  FAILED("failed"),
  /** It runs nowhere, and cannot any more. */
  LOST("lost"),
  /** It was stopped, and runs at the source again. */
  ROLLED_BACK("rolled-back"),
  /** An operator ended it: it runs at the source. Only the fleet knows this of an attempt. */
  CANCELLED("cancelled");

  private final String word;

  Outcome(String word) {
    this.word = word;
  }

  /** The stable word that events and reports use. */
  public String word() {
    return word;
  }
}
