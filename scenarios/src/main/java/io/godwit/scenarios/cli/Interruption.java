package io.godwit.scenarios.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Ctrl-C while something runs: it is asked to end, and the process waits until what it has written
 * is safe, which is when this is closed. It does not wait long: a record is safe at any moment, and
 * then merely goes back to an earlier checkpoint.
 */
final class Interruption implements AutoCloseable {

  /** How long Ctrl-C waits at most. */
  private static final long WAIT_MILLIS = 200;

  /** The same where what was found is in memory alone, and would be lost. */
  private static final long WAIT_FOR_FINDINGS_MILLIS = 5_000;

  private final AtomicBoolean asked = new AtomicBoolean();
  private final CountDownLatch safe = new CountDownLatch(1);
  private final Thread hook = new Thread(this::ask, "interrupt");

  private volatile long waitMillis = WAIT_MILLIS;
  private volatile Supplier<String> kept = () -> "nothing is kept";

  Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void ask() {
    asked.set(true);
    try {
      safe.await(waitMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException again) {
      Thread.currentThread().interrupt();
    }
    System.err.println(ProgressLine.cleared() + "godwit: interrupted; " + kept.get());
  }

  /** From now on Ctrl-C says so: what is kept, and how to go on. */
  void keeps(Supplier<String> summary) {
    kept = summary;
  }

  /** Nothing is on disk: what was found is shown before the process ends. */
  void showsFindings() {
    waitMillis = WAIT_FOR_FINDINGS_MILLIS;
    kept = () -> "what was found until then is shown";
  }

  /** Is true from the moment of Ctrl-C. */
  AtomicBoolean asked() {
    return asked;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException endingAlready) {
      safe.countDown();
    }
  }
}
