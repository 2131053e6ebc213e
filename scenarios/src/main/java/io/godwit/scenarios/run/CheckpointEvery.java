package io.godwit.scenarios.run;

import io.godwit.model.unit.SimDuration;
import io.godwit.scenarios.file.WrittenAmount;
import java.util.Optional;

/**
 * How often a run writes a checkpoint, whichever comes first; without either it writes none but the
 * one when it is interrupted.
 *
 * @param events recorded since the last one
 * @param time virtual time since the last one
 * @param spared whether a checkpoint may be put off until it is small beside the events since the
 *     last one
 */
public record CheckpointEvery(Optional<Long> events, Optional<SimDuration> time, boolean spared) {

  /**
   * Events between two checkpoints of a run that is told nothing else: so many take about half a
   * second, and writing a checkpoint of a few thousand messages under way a few milliseconds.
   */
  public static final long USUAL_EVENTS = 50_000;

  /** What a run does that is told nothing. */
  public static final CheckpointEvery USUAL =
      new CheckpointEvery(Optional.of(USUAL_EVENTS), Optional.empty(), true);

  private static final String NEVER = "never";

  /**
   * Reads {@code 20000} (events), {@code 30 s} (virtual time), both with a comma between them, or
   * {@code never}.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  public static CheckpointEvery parse(String text) {
    Optional<Long> events = Optional.empty();
    Optional<SimDuration> time = Optional.empty();
    if (text.strip().equals(NEVER)) {
      return new CheckpointEvery(events, time, false);
    }
    for (String part : text.split(",", -1)) {
      if (part.strip().matches("[0-9]{1,18}")) {
        events = Optional.of(positive(part, Long.parseLong(part.strip())));
      } else {
        SimDuration written = WrittenAmount.duration(part);
        positive(part, written.nanos());
        time = Optional.of(written);
      }
    }
    return new CheckpointEvery(events, time, false);
  }

  private static long positive(String text, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(
          "'%s': checkpoints need something between them; write a number of events, a duration, or '%s'"
              .formatted(text.strip(), NEVER));
    }
    return value;
  }
}
