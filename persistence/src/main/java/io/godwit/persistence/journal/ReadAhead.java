package io.godwit.persistence.journal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What an iterator gives, in its order, while another thread is ahead with reading it: reading a
 * record and making something of it take about as long as each other. The iterator is that thread's
 * alone until this is closed.
 */
public final class ReadAhead<T> implements Iterator<T>, AutoCloseable {

  /** Elements handed over at once: so many that handing them over is for nothing beside them. */
  private static final int BATCH = 1 << 10;

  /** Batches that the thread may be ahead. */
  private static final int AHEAD = 4;

  /** How often a waiting thread looks whether it is still wanted. */
  private static final long LOOK_MILLIS = 100;

  /** What was read; {@code failure} is why nothing follows, {@code last} that nothing does. */
  private record Batch<T>(List<T> elements, boolean last, Optional<Throwable> failure) {}

  private final BlockingQueue<Batch<T>> queue = new ArrayBlockingQueue<>(AHEAD);
  private final Thread thread;
  private Batch<T> batch = new Batch<>(List.of(), false, Optional.empty());
  private int given;
  private volatile boolean closed;

  public ReadAhead(Iterator<? extends T> source) {
    thread = new Thread(() -> read(source), "godwit-read-ahead");
    thread.setDaemon(true);
    thread.start();
  }

  private void read(Iterator<? extends T> source) {
    try {
      boolean more = true;
      while (more && !closed) {
        List<T> elements = new ArrayList<>(BATCH);
        Optional<Throwable> failure = fill(elements, source);
        more = failure.isEmpty() && elements.size() == BATCH;
        put(new Batch<>(elements, !more, failure));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Why it ended early, if it did: whoever takes the elements is to learn of it. */
  private static <T> Optional<Throwable> fill(List<T> elements, Iterator<? extends T> source) {
    try {
      while (elements.size() < BATCH && source.hasNext()) {
        elements.add(source.next());
      }
      return Optional.empty();
    } catch (RuntimeException | Error e) {
      return Optional.of(e);
    }
  }

  private void put(Batch<T> next) throws InterruptedException {
    while (!closed && !queue.offer(next, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      // its reader is busy
    }
  }

  @Override
  public boolean hasNext() {
    while (given == batch.elements().size() && !batch.last()) {
      batch = take();
      given = 0;
    }
    if (given < batch.elements().size()) {
      return true;
    }
    batch.failure().ifPresent(ReadAhead::rethrow);
    return false;
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all was read");
    }
    return batch.elements().get(given++);
  }

  private Batch<T> take() {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading", e);
    }
  }

  private static void rethrow(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  /** Returns when the thread has ended; what it read from is the caller's again. */
  @Override
  public void close() {
    closed = true;
    queue.clear();
    boolean wasInterrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        wasInterrupted = true;
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
