package io.godwit.scenarios.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C while something runs: it is asked to end, and the process waits until what it has written
 * is safe, which is when this is closed.
 */
final class Interruption implements AutoCloseable {

  /** How long Ctrl-C waits at most. */
  private static final long WAIT_MILLIS = 10_000;

  private final AtomicBoolean asked = new AtomicBoolean();
  private final CountDownLatch safe = new CountDownLatch(1);
  private final Thread hook = new Thread(this::ask, "interrupt");

  Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void ask() {
    asked.set(true);
    try {
      safe.await(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException again) {
      Thread.currentThread().interrupt();
    }
  }

  /** Is true from the moment of Ctrl-C. */
  AtomicBoolean asked() {
    return asked;
  }

  @Override
  public void close() {
    safe.countDown();
    if (!asked.get()) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
