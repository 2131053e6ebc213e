package io.godwit.scenarios.serve;

/**
 * How a run stands: what the page shows, and what {@code /api/live} answers.
 *
 * @param state none, running, paused, finished, interrupted or failed
 * @param run the name of its folder; empty for none
 * @param speed virtual over real time; 0 for as fast as it goes
 * @param message why it failed; else empty
 */
public record Snapshot(
    String state,
    String run,
    double virtualSeconds,
    long events,
    long planned,
    long done,
    long running,
    long waiting,
    double speed,
    String message) {

  static final Snapshot NONE = new Snapshot("none", "", 0, 0, 0, 0, 0, 0, 0, "");
}
