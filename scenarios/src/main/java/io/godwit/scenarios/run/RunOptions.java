package io.godwit.scenarios.run;

/**
 * How a run is carried out. Nothing here changes what comes of it.
 *
 * @param recoverPerMillion the chance, in a million, that an entity is stopped after a delivery and
 *     recovered from its record when it is next addressed
 * @param checkpoints how often one is written
 * @param steps whether the report begins with every event
 * @param pages whether there is a page of it
 */
public record RunOptions(
    int recoverPerMillion, CheckpointEvery checkpoints, boolean steps, Pages pages) {

  /** What a run does that is told nothing. */
  public static final RunOptions USUAL = new RunOptions(0, CheckpointEvery.USUAL, false, Pages.OWN);

  /** The same with other pages. */
  public RunOptions with(Pages other) {
    return new RunOptions(recoverPerMillion, checkpoints, steps, other);
  }
}
