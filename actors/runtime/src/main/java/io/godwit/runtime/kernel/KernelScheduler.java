package io.godwit.runtime.kernel;

import akka.actor.AbstractScheduler;
import akka.actor.Cancellable;
import akka.event.LoggingAdapter;
import com.typesafe.config.Config;
import java.util.concurrent.ThreadFactory;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;

/**
 * Akka's scheduler on virtual time: every timer, receive time-out and {@code scheduleOnce} of an
 * actor becomes an entry of the kernel's event queue. Named in configuration.
 */
public final class KernelScheduler extends AbstractScheduler {

  private final Kernel kernel;

  /** Called by Akka, by reflection. */
  public KernelScheduler(Config config, LoggingAdapter log, ThreadFactory threadFactory) {
    kernel = KernelSystem.kernelOf(config);
  }

  @Override
  public Cancellable scheduleOnce(
      FiniteDuration delay, Runnable runnable, ExecutionContext executor) {
    var timer = new Armed();
    timer.arm(delay.toNanos(), () -> executor.execute(runnable));
    return timer;
  }

  /** Akka deprecates it in favour of wrappers, which all end here. */
  @Override
  @Deprecated
  public Cancellable schedule(
      FiniteDuration initialDelay,
      FiniteDuration interval,
      Runnable runnable,
      ExecutionContext executor) {
    var timer = new Armed();
    timer.arm(initialDelay.toNanos(), () -> repeat(timer, interval, runnable, executor));
    return timer;
  }

  private static void repeat(
      Armed timer, FiniteDuration interval, Runnable runnable, ExecutionContext executor) {
    executor.execute(runnable);
    timer.arm(interval.toNanos(), () -> repeat(timer, interval, runnable, executor));
  }

  /** Virtual time has no ticks: this is only what Akka uses to bound how often it may ask. */
  @Override
  public double maxFrequency() {
    return 1e9;
  }

  private final class Armed implements Cancellable {

    private Timer entry;
    private boolean cancelled;

    void arm(long delayNanos, Runnable action) {
      if (!cancelled) {
        entry = kernel.setTimer(delayNanos, action);
      }
    }

    @Override
    public boolean cancel() {
      boolean first = !cancelled;
      cancelled = true;
      return first && kernel.cancel(entry);
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }
  }
}
