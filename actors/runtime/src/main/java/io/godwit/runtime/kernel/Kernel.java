package io.godwit.runtime.kernel;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The owner of order. It takes the earliest entry of the event queue, tells it to its actor, lets
 * Akka run until nothing is left to run (journal round trips included), and goes on. The thread
 * that creates a kernel runs every actor of its system; close the kernel on the same thread.
 */
public final class Kernel implements AutoCloseable {

  /** Configuration key by which the classes that Akka instantiates find their kernel. */
  private static final String CONFIG_KEY = "godwit.kernel";

  private static final Map<String, Kernel> KERNELS = new ConcurrentSkipListMap<>();
  private static final AtomicLong COUNT = new AtomicLong();

  /** How long the kernel's thread sleeps at most while another thread starts the actor system. */
  private static final long START_UP_NAP_NANOS = 1_000_000;

  private final String key = "kernel-" + COUNT.incrementAndGet();
  private final EventQueue events = new EventQueue();
  private final RunQueue runQueue = new RunQueue();
  private final Map<EntityId, Target> targets = new LinkedHashMap<>();
  private final Function<EntityId, Behavior<Delivery>> behaviors;
  private final ActorSystem<Void> system;

  private long nowNanos;
  private long step;
  private long digest = 0xcbf29ce484222325L;
  private Target serving = new Target(EntityId.fleet());
  private Optional<Throwable> failure = Optional.empty();

  /** A destination: its actor starts with the first message to it. */
  private static final class Target {
    final Source source;
    Optional<ActorRef<Delivery>> actor = Optional.empty();

    /** Deliveries that the actor has been told and has not finished. */
    int unfinished;

    Target(EntityId id) {
      source = new Source(id);
    }
  }

  /**
   * Starts the actor system, on this thread.
   *
   * @param behaviors makes the actor of an entity when the first message for it arrives
   * @param journal Akka configuration of the journal; empty for systems that persist nothing
   */
  public Kernel(Function<EntityId, Behavior<Delivery>> behaviors, Config journal) {
    this.behaviors = behaviors;
    targets.put(serving.source.id, serving);
    KERNELS.put(key, this);
    Config config =
        journal
            .withFallback(ConfigFactory.parseString(CONFIG_KEY + " = \"" + key + "\""))
            .withFallback(ConfigFactory.parseResources("godwit-kernel.conf"))
            .withFallback(ConfigFactory.defaultReference())
            .resolve();
    system = start(config);
  }

  /**
   * Akka waits for its own actors while it starts, so another thread starts it and this one runs
   * them.
   */
  private ActorSystem<Void> start(Config config) {
    var starting = new CompletableFuture<ActorSystem<Void>>();
    var starter =
        new Thread(
            () -> {
              try {
                starting.complete(ActorSystem.create(Behaviors.empty(), "godwit", config));
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

  static Kernel ofConfig(Config config) {
    Kernel kernel = KERNELS.get(config.getString(CONFIG_KEY));
    if (kernel == null) {
      throw new IllegalStateException("no kernel runs under " + config.getString(CONFIG_KEY));
    }
    return kernel;
  }

  RunQueue runQueue() {
    return runQueue;
  }

  public ActorSystem<Void> system() {
    return system;
  }

  public SimTime now() {
    return new SimTime(nowNanos);
  }

  /** How many messages have been delivered. */
  public long deliveries() {
    return step;
  }

  /** Entries waiting in the event queue: messages under way and timers that are set. */
  public int scheduled() {
    return events.size();
  }

  /** How many entities live. */
  public int entities() {
    return targets.size();
  }

  /** A rolling hash over every delivery so far: time, source, source's sequence, destination. */
  public long digest() {
    return digest;
  }

  /** Puts a message on its way from {@code from}; it arrives after its delay. */
  public void send(EntityId from, Outgoing outgoing) {
    Source source = target(from).source;
    Target to = target(outgoing.to());
    long atNanos = Math.addExact(nowNanos, outgoing.delay().nanos());
    long sequence = source.nextSequence();
    events.add(
        new Scheduled(
            atNanos, source, sequence, () -> deliver(source, sequence, to, outgoing.message())));
  }

  /** Whoever is being served is asked for most often, and found without a look-up. */
  private Target target(EntityId id) {
    if (serving.source.id.equals(id)) {
      return serving;
    }
    Target known = targets.get(id);
    if (known == null) {
      known = new Target(id);
      targets.put(id, known);
    }
    return known;
  }

  private void deliver(Source source, long sequence, Target to, Message message) {
    step++;
    mix(nowNanos);
    mix(source.fingerprint);
    mix(sequence);
    mix(to.source.fingerprint);
    serving = to;
    to.unfinished++;
    ActorRef<Delivery> actor = to.actor.orElseGet(() -> startActor(to));
    actor.tell(new Delivery(new SimTime(nowNanos), step, source.id, message));
    runQueue.runDry();
    if (to.unfinished > 0) {
      failure.ifPresentOrElse(
          Kernel::rethrow,
          () -> {
            throw new StalledRunException(
                to.source.id
                    + " did not finish with "
                    + message
                    + " at "
                    + now()
                    + ", and nothing is left to run");
          });
    }
  }

  private ActorRef<Delivery> startActor(Target target) {
    ActorRef<Delivery> actor =
        system.systemActorOf(
            behaviors.apply(target.source.id),
            "entity-" + target.source.id.kind().prefix() + "-" + step,
            Props.empty());
    target.actor = Optional.of(actor);
    return actor;
  }

  /** An actor says that it has finished with a delivery, events persisted and messages sent. */
  public void finished(EntityId entity) {
    target(entity).unfinished--;
  }

  /** An actor hit a bug; the run ends with it. */
  public void fail(Throwable cause) {
    if (failure.isEmpty()) {
      failure = Optional.of(cause);
    }
  }

  /** Runs until nothing is scheduled any more. */
  public void run() {
    run(() -> true);
  }

  /**
   * Runs until nothing is scheduled any more or {@code goOn} says stop; it is asked after each
   * event.
   */
  public void run(BooleanSupplier goOn) {
    runQueue.adopt();
    runQueue.runDry();
    while (!events.isEmpty()) {
      Scheduled next = events.take();
      nowNanos = next.atNanos;
      next.action.run();
      failure.ifPresent(Kernel::rethrow);
      if (!goOn.getAsBoolean()) {
        return;
      }
    }
  }

  /** A timer of Akka's, caused by whoever is being served. */
  Scheduled scheduleTimer(long delayNanos, Runnable action) {
    Target cause = serving;
    Source source = cause.source;
    var entry =
        new Scheduled(
            Math.addExact(nowNanos, delayNanos),
            source,
            source.nextSequence(),
            () -> {
              serving = cause;
              action.run();
              runQueue.runDry();
            });
    events.add(entry);
    return entry;
  }

  boolean cancel(Scheduled entry) {
    return events.cancel(entry);
  }

  private void mix(long value) {
    digest = (digest ^ value) * 0x100000001b3L;
    digest ^= digest >>> 29;
  }

  private static void rethrow(Throwable cause) {
    if (cause instanceof RuntimeException bug) {
      throw bug;
    }
    throw new IllegalStateException(cause);
  }

  /** Stops the actor system, on the kernel's own thread as everything else. */
  @Override
  public void close() {
    system.terminate();
    runUntil(system.getWhenTerminated().toCompletableFuture());
    KERNELS.remove(key);
  }
}
