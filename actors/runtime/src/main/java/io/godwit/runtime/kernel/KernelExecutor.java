package io.godwit.runtime.kernel;

import akka.dispatch.DispatcherPrerequisites;
import akka.dispatch.ExecutorServiceConfigurator;
import akka.dispatch.ExecutorServiceFactory;
import com.typesafe.config.Config;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Gives Akka's dispatchers the kernel's run queue as their executor; named in configuration. */
public final class KernelExecutor extends ExecutorServiceConfigurator {

  private final Kernel kernel;

  /** Called by Akka, by reflection. */
  public KernelExecutor(Config config, DispatcherPrerequisites prerequisites) {
    super(config, prerequisites);
    kernel = KernelSystem.kernelOf(prerequisites.settings().config());
  }

  @Override
  public ExecutorServiceFactory createExecutorServiceFactory(
      String id, ThreadFactory threadFactory) {
    return () -> new OnKernelThread(kernel);
  }

  private static final class OnKernelThread extends AbstractExecutorService
      implements ExecutorService {

    private final Kernel kernel;
    private volatile boolean shutDown;

    OnKernelThread(Kernel kernel) {
      this.kernel = kernel;
    }

    @Override
    public void execute(Runnable work) {
      kernel.runQueue().execute(work);
    }

    @Override
    public void shutdown() {
      shutDown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
      shutDown = true;
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return shutDown;
    }

    @Override
    public boolean isTerminated() {
      return shutDown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }
}
