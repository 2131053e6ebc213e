package io.godwit.runtime.kernel;

import akka.actor.BootstrapSetup;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Akka's actor system on a kernel's own thread and clock: how it starts, and how it ends. */
final class KernelSystem {

  /** Configuration key by which the classes that Akka instantiates find their kernel. */
  private static final String CONFIG_KEY = "godwit.kernel";

  /** The settings of every kernel: one file of one jar, and what Akka's own say. */
  private static final Config COMMON =
      ConfigFactory.parseURL(Kernel.class.getResource("/godwit-kernel.conf"))
          .withFallback(ConfigFactory.defaultReference(AkkaClasses.LOADER))
          .resolve();

  private static final Map<String, Kernel> KERNELS = new ConcurrentSkipListMap<>();
  private static final AtomicLong COUNT = new AtomicLong();

  /** How long the kernel's thread sleeps at most while another thread starts the actor system. */
  private static final long START_UP_NAP_NANOS = 1_000_000;

  private final String key = "kernel-" + COUNT.incrementAndGet();
  private final RunQueue runQueue;
  private final ActorSystem<Void> system;

  /** Starts the actor system; it asks {@code kernel} for its clock and its {@code runQueue}. */
  KernelSystem(Kernel kernel, RunQueue runQueue, Config journal) {
    this.runQueue = runQueue;
    KERNELS.put(key, kernel);
    Config config =
        journal
            .withFallback(ConfigFactory.parseString(CONFIG_KEY + " = \"" + key + "\""))
            .withFallback(COMMON)
            .resolve();
    system = start(PluginSettings.merged(config));
  }

  static Kernel kernelOf(Config config) {
    Kernel kernel = KERNELS.get(config.getString(CONFIG_KEY));
    if (kernel == null) {
      throw new IllegalStateException("no kernel runs under " + config.getString(CONFIG_KEY));
    }
    return kernel;
  }

  /**
   * Akka waits for its own actors while it starts, so another thread starts it and this one runs
   * them.
   */
  private ActorSystem<Void> start(Config config) {
    var setup =
        BootstrapSetup.create(
            Optional.of(AkkaClasses.LOADER), Optional.of(config), Optional.empty());
    var starting = new CompletableFuture<ActorSystem<Void>>();
    var starter =
        new Thread(
            () -> {
              try {
                starting.complete(ActorSystem.create(Behaviors.empty(), "godwit", setup));
              } catch (RuntimeException | Error failed) {
                starting.completeExceptionally(failed);
              }
            },
            "godwit-start");
    starter.setDaemon(true);
    starter.start();
    runUntil(starting);
    return starting.join();
  }

  private void runUntil(CompletableFuture<?> done) {
    while (!done.isDone()) {
      runQueue.runDry();
      LockSupport.parkNanos(START_UP_NAP_NANOS);
    }
    runQueue.runDry();
  }

  ActorSystem<Void> system() {
    return system;
  }

  /** Stops the actor system, on the kernel's own thread as everything else. */
  void terminate() {
    system.terminate();
    runUntil(system.getWhenTerminated().toCompletableFuture());
    KERNELS.remove(key);
  }
}
