package io.godwit.scenarios.oracle;

/**
 * One measured migration.
 *
 * @param inputs that a prediction may use
 * @param outcome that it is compared with, and for how long the migration was watched
 */
record Measurement(Inputs inputs, Result.Watched outcome) {

  Result result() {
    return outcome.result();
  }
}
