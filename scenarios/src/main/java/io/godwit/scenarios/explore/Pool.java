package io.godwit.scenarios.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Judges many drafts at once, and gives the verdicts in the order of the drafts. */
final class Pool implements AutoCloseable {

  private final Judge judge;
  private final AtomicBoolean interrupted;
  private final ExecutorService threads;

  Pool(Judge judge, int atOnce, AtomicBoolean interrupted) {
    this.judge = judge;
    this.interrupted = interrupted;
    this.threads = Executors.newFixedThreadPool(atOnce);
  }

  boolean interrupted() {
    return interrupted.get();
  }

  /** Fewer than the drafts when it was interrupted: the first ones. */
  List<Verdict> judge(List<Draft> drafts) {
    List<Future<Verdict>> pending = new ArrayList<>();
    for (Draft draft : drafts) {
      Callable<Verdict> verdict = () -> judge.judge(draft);
      pending.add(threads.submit(verdict));
    }
    var verdicts = new ArrayList<Verdict>();
    for (Future<Verdict> each : pending) {
      if (interrupted()) {
        pending.forEach(left -> left.cancel(false));
        break;
      }
      verdicts.add(awaited(each));
    }
    return verdicts;
  }

  List<String> timeline(Draft draft) {
    return judge.timeline(draft);
  }

  private static Verdict awaited(Future<Verdict> pending) {
    try {
      return pending.get();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("nobody interrupts this thread", stop);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException ours) {
        throw ours;
      } else if (failed.getCause() instanceof Error ours) {
        throw ours;
      }
      throw new IllegalStateException(failed.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
