package io.godwit.scenarios.oracle;

/**
 * One measured migration.
 *
 * @param inputs that a prediction may use
 * @param workloadKnown whether the record says how the guest writes
 * @param outcome that it is compared with, and for how long the migration was watched
 * @param zeroPages sent, as the reply counts them
 */
record Measurement(Inputs inputs, boolean workloadKnown, Result.Watched outcome, long zeroPages) {

  Result result() {
    return outcome.result();
  }

  Measurement with(Inputs others) {
    return new Measurement(others, workloadKnown, outcome, zeroPages);
  }
}
