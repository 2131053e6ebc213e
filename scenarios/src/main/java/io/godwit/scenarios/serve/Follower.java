package io.godwit.scenarios.serve;

import io.godwit.dashboards.page.PageModel;
import io.godwit.dashboards.page.RunModel;
import io.godwit.persistence.run.GrowingLog;
import io.godwit.persistence.run.RunFolder;
import io.godwit.scenarios.file.Scenario;
import io.godwit.scenarios.run.RunSoFar;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Reads the record of a run while it is written, beside it and as long as somebody watches, and
 * makes its page of that. The run itself does nothing for it.
 */
final class Follower {

  /** Between two editions of the page. */
  private static final long PAUSE_MILLIS = 1_000;

  /**
   * And as many times as long as it took to read on and to make one, so that watching takes a
   * twentieth of one core at most: a large page is made less often.
   */
  private static final long REST = 20;

  /** But whoever came late, when there was much to read, sees the next one soon nevertheless. */
  private static final long LONGEST_PAUSE_MILLIS = 10_000;

  /** The file is not held on to for longer than that takes. */
  private static final int MOST_AT_ONCE = 20_000;

  private final LivePage page;
  private final RunSoFar run;
  private final GrowingLog log;
  private final Thread thread = new Thread(this::follow, "live-page");
  private final CountDownLatch over = new CountDownLatch(1);

  Follower(LivePage page, Scenario scenario, RunFolder folder) {
    this.page = page;
    this.run = new RunSoFar(scenario, folder.path());
    this.log = new GrowingLog(folder.events());
    thread.setDaemon(true);
  }

  /** The record has begun. */
  void start() {
    page.turnOver();
    thread.start();
  }

  private void follow() {
    try {
      while (!isOver()) {
        if (page.awaitReader(PAUSE_MILLIS)) {
          long began = System.nanoTime();
          if (catchUp()) {
            show(run.model());
          }
          long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
          over.await(pause(took), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static long pause(long tookMillis) {
    return Math.max(PAUSE_MILLIS, Math.min(LONGEST_PAUSE_MILLIS, REST * tookMillis));
  }

  private boolean catchUp() {
    boolean isNews = false;
    while (readSome()) {
      isNews = true;
    }
    return isNews;
  }

  private synchronized boolean readSome() {
    return !isOver() && log.readOn(MOST_AT_ONCE, run::take) > 0;
  }

  private void show(RunModel model) {
    page.put(PageModel.of(model));
  }

  private boolean isOver() {
    return over.getCount() == 0;
  }

  /** Reads no more: when this returns, nobody but the run itself has its record open. */
  synchronized void end() {
    over.countDown();
  }

  /** After {@link #end}, and when the run has let go of its record: shows where that ends. */
  void showEnd() throws InterruptedException {
    if (thread.getState() == Thread.State.NEW) {
      return; // there is no record
    }
    thread.join();
    while (log.readOn(MOST_AT_ONCE, run::take) > 0) {
      // some is left
    }
    show(run.model());
  }

  /** After {@link #end}: shows what the run's report shows. */
  void showEnd(RunModel model) throws InterruptedException {
    thread.join();
    show(model);
  }
}
