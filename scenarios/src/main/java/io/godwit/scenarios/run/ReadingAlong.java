package io.godwit.scenarios.run;

import io.godwit.model.event.RecordedEvent;
import io.godwit.persistence.run.EventLog;
import io.godwit.persistence.run.GrowingLog;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Reads a run's record while the run goes on, so that little of it is left to be read for the
 * reports when it ends. It reads what is in the file and never asks the run, which does nothing for
 * it.
 */
final class ReadingAlong implements AutoCloseable {

  /** Between two looks for more: each costs a few milliseconds beside reading what there is. */
  private static final long PAUSE_MILLIS = 200;

  private final Path events;
  private final ReportFolds folds;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(ReadingAlong::thread);
  private Optional<Future<?>> looks = Optional.empty();

  /** Of the reading thread alone, as the next; a short run never needs one. */
  private Optional<GrowingLog> log = Optional.empty();

  /** Why nothing more is taken; of the reading thread alone. */
  private Optional<Throwable> failure = Optional.empty();

  /** When the log beside the record was written to as it was last read; of that thread, too. */
  private long written;

  private volatile boolean closed;

  /** Takes nothing of {@code events} into {@code folds} yet; the file is made later, or never. */
  ReadingAlong(Path events, ReportFolds folds) {
    this.events = events;
    this.folds = folds;
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "godwit-reading-along");
    thread.setDaemon(true);
    return thread;
  }

  /** Begins to read: there is enough in the file to be worth it. */
  synchronized void begin() {
    if (looks.isEmpty() && !closed) {
      looks =
          Optional.of(
              thread.scheduleWithFixedDelay(this::look, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS));
    }
  }

  private synchronized Optional<Future<?>> looks() {
    return looks;
  }

  /** A run that is paused writes nothing, however often one looks. */
  private void look() {
    long now = events.resolveSibling(events.getFileName() + "-wal").toFile().lastModified();
    if (now != written) {
      written = now;
      readOn();
    }
  }

  private void readOn() {
    failure.ifPresent(ReadingAlong::rethrow);
    try {
      if (log.isEmpty()) {
        log = Optional.of(new GrowingLog(events));
      }
      log.get().readOn(Long.MAX_VALUE, this::take);
    } catch (RuntimeException | Error e) {
      failure = Optional.of(e);
      throw e;
    }
  }

  private static void rethrow(Throwable failure) {
    throw failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
  }

  private void take(RecordedEvent event) {
    if (closed) {
      throw new CancellationException("nobody wants it any more");
    }
    folds.accept(event);
  }

  /** The folds over all of {@code log}, which is in the file unless nothing was read along. */
  ReportFolds over(EventLog log) {
    if (looks().isPresent()) {
      readRest(looks().get());
    } else {
      Reports.project(log, folds::accept);
    }
    if (folds.taken() != log.count()) {
      throw new IllegalStateException(
          "the record holds %d events, and %d were read".formatted(log.count(), folds.taken()));
    }
    return folds;
  }

  private void readRest(Future<?> more) {
    more.cancel(false);
    try {
      thread.submit(this::readOn).get();
    } catch (ExecutionException e) {
      rethrow(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while its record was read", e);
    }
  }

  private synchronized void end() {
    closed = true;
    thread.shutdown();
  }

  /** When this returns, nothing is read any more and the file is let go of. */
  @Override
  public void close() {
    end();
    try {
      while (!thread.awaitTermination(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        // it is about to end with the next event
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
