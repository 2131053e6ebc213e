package io.godwit.runtime.kernel;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * What Akka wants run now: the executor behind every dispatcher. Only the kernel's thread takes
 * from it, so only that thread runs actors. Other threads may put something in (the one that
 * creates the actor system does), and wake the kernel's thread with it.
 */
final class RunQueue {

  private final ArrayDeque<Runnable> own = new ArrayDeque<>();
  private final Queue<Runnable> fromOthers = new ConcurrentLinkedQueue<>();
  private volatile Thread kernelThread = Thread.currentThread();

  /** From now on the calling thread is the one that runs actors. */
  void adopt() {
    kernelThread = Thread.currentThread();
  }

  void execute(Runnable work) {
    if (Thread.currentThread() == kernelThread) {
      own.add(work);
    } else {
      fromOthers.add(work);
      LockSupport.unpark(kernelThread);
    }
  }

  /** Runs until nothing is left, including what running brings about. */
  void runDry() {
    while (true) {
      Runnable work = own.poll();
      if (work == null) {
        work = fromOthers.poll();
      }
      if (work == null) {
        return;
      }
      work.run();
    }
  }
}
