package io.godwit.scenarios.run;

import io.godwit.model.checkpoint.Checkpoint;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.persistence.journal.JournalSession;
import io.godwit.persistence.run.CheckpointFolder;
import io.godwit.runtime.simulation.Checkpoints;

/**
 * Keeps a run's checkpoints beside its journal. The run itself only gathers what one holds; the
 * journal's thread writes it, once the events before it are in the file.
 */
final class CheckpointKeeper implements Checkpoints {

  /**
   * Events for each entry of a checkpoint before the next one: an entry costs a run's thread a
   * fraction of a microsecond, an event several, so checkpoints take about a hundredth.
   */
  private static final long EVENTS_AN_ENTRY = 3;

  private final CheckpointEvery every;
  private final CheckpointFolder folder;
  private final JournalSession session;
  private final Runnable inFile;
  private long nextRecorded;
  private long nextNanos;

  /** With each checkpoint, {@code inFile} is told that all events before it are in the file. */
  CheckpointKeeper(
      CheckpointEvery every, CheckpointFolder folder, JournalSession session, Runnable inFile) {
    this.inFile = inFile;
    this.every = every;
    this.folder = folder;
    this.session = session;
    plan(session.count(), SimTime.ZERO, 0);
  }

  @Override
  public boolean areDue(SimTime now, long recorded) {
    return recorded >= nextRecorded || now.nanos() >= nextNanos;
  }

  @Override
  public void take(Checkpoint checkpoint) {
    session.afterwards(
        () -> {
          folder.keep(checkpoint);
          inFile.run();
        });
    long entries = (long) checkpoint.queue().size() + checkpoint.sent().size();
    plan(checkpoint.recorded(), checkpoint.now(), every.spared() ? entries : 0);
  }

  private void plan(long recorded, SimTime now, long entries) {
    nextRecorded =
        every
            .events()
            .map(events -> recorded + Math.max(events, entries * EVENTS_AN_ENTRY))
            .orElse(Long.MAX_VALUE);
    nextNanos = every.time().map(time -> later(now, time)).orElse(Long.MAX_VALUE);
  }

  private static long later(SimTime now, SimDuration time) {
    return now.nanos() + Math.min(time.nanos(), Long.MAX_VALUE - now.nanos());
  }
}
