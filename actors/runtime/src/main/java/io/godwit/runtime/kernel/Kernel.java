package io.godwit.runtime.kernel;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import com.typesafe.config.Config;
import io.godwit.model.checkpoint.Checkpoint;
import io.godwit.model.checkpoint.Checkpoint.QueuedMessage;
import io.godwit.model.checkpoint.Checkpoint.SentCount;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The owner of order. It takes the earliest entry of the event queue, tells it to its actor, lets
 * Akka run until nothing is left to run (journal round trips included), and goes on. The thread
 * that creates a kernel runs every actor of its system; close the kernel on the same thread.
 */
public final class Kernel implements AutoCloseable {

  private final EventQueue events = new EventQueue();
  private final RunQueue runQueue = new RunQueue();
  private final Map<EntityId, Party> parties = new LinkedHashMap<>();
  private final KernelSystem system;
  private final Actors actors;

  private long nowNanos;
  private long step;
  private long digest = 0xcbf29ce484222325L;

  /** Timers of Akka's own that are set. */
  private int timers;

  private Party serving = new Party(EntityId.fleet());

  /** What is being served; empty before the first delivery. */
  private Optional<UnderWay> served = Optional.empty();

  private Optional<Throwable> failure = Optional.empty();

  /** A kernel whose actors live as long as it does. */
  public Kernel(Function<EntityId, Behavior<Instruction>> behaviors, Config journal) {
    this(behaviors, journal, StopRules.NONE);
  }

  /**
   * Starts the actor system, on this thread.
   *
   * @param behaviors makes the actor of an entity when a message for it arrives and none lives
   * @param journal Akka configuration of the journal; empty for systems that persist nothing
   */
  public Kernel(
      Function<EntityId, Behavior<Instruction>> behaviors, Config journal, StopRules rules) {
    parties.put(serving.id, serving);
    system = new KernelSystem(this, runQueue, journal);
    actors = new Actors(behaviors, system.system(), runQueue, rules);
  }

  RunQueue runQueue() {
    return runQueue;
  }

  public ActorSystem<Void> system() {
    return system.system();
  }

  public SimTime now() {
    return new SimTime(nowNanos);
  }

  /** Virtual time of what happens next; empty when nothing is scheduled. */
  public Optional<SimTime> next() {
    return events.isEmpty() ? Optional.empty() : Optional.of(new SimTime(events.first().atNanos));
  }

  /** How many messages have been delivered. */
  public long deliveries() {
    return step;
  }

  /** Entries waiting in the event queue: messages under way and timers that are set. */
  public int scheduled() {
    return events.size();
  }

  /** How many actors of entities live. */
  public int actors() {
    return actors.count();
  }

  /** A rolling hash over every delivery so far: time, source, source's sequence, destination. */
  public long digest() {
    return digest;
  }

  /** Puts a message on its way from {@code from}; it arrives after its delay. */
  public void send(EntityId from, Outgoing outgoing) {
    long atNanos = Math.addExact(nowNanos, outgoing.delay().nanos());
    events.add(
        outgoing.putOff()
            ? served.orElseThrow().putOff(atNanos)
            : party(from).sends(outgoing.message(), party(outgoing.to()), atNanos));
  }

  /** Whoever is being served, and is answered, is asked for most often: found without a look-up. */
  private Party party(EntityId id) {
    if (serving.id.equals(id)) {
      return serving;
    }
    if (served.isPresent() && served.get().source.id.equals(id)) {
      return served.get().source;
    }
    Party known = parties.get(id);
    if (known == null) {
      known = new Party(id);
      parties.put(id, known);
    }
    return known;
  }

  /** Delivers a message whose time has come, and runs all that follows from it at once. */
  void deliver(UnderWay entry) {
    Party to = entry.to;
    step++;
    mix(nowNanos);
    mix(entry.source.fingerprint);
    mix(entry.sequence);
    mix(to.fingerprint);
    serving = to;
    served = Optional.of(entry);
    to.unfinished++;
    actors.of(to, step).tell(entry.delivery(step));
    runQueue.runDry();
    if (to.unfinished > 0) {
      throw failure.map(Kernel::asRuntime).orElseGet(() -> stalled(entry));
    }
    actors.served(to, nowNanos);
  }

  private StalledRunException stalled(UnderWay entry) {
    return new StalledRunException(
        "%s did not finish with %s at %s, and nothing is left to run"
            .formatted(entry.to.id, entry.message, now()));
  }

  /** An actor says that it has finished with a delivery, events persisted and messages sent. */
  public void finished(EntityId entity) {
    party(entity).unfinished--;
  }

  /** An actor says that it has ended; the entity's next message starts another. */
  public void ended(EntityId entity) {
    actors.ended(party(entity));
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
      next.happen(this);
      if (failure.isPresent()) {
        throw asRuntime(failure.get());
      }
      if (!goOn.getAsBoolean()) {
        return;
      }
    }
  }

  /** Sets a timer of Akka's, caused by whoever is being served. */
  Timer setTimer(long delayNanos, Runnable action) {
    var timer = new Timer(Math.addExact(nowNanos, delayNanos), serving, action);
    events.add(timer);
    timers++;
    return timer;
  }

  /** A timer's time has come. */
  void expire(Timer timer) {
    timers--;
    serving = timer.source;
    timer.act();
    runQueue.runDry();
  }

  boolean cancel(Timer timer) {
    boolean wasSet = events.cancel(timer);
    timers -= wasSet ? 1 : 0;
    return wasSet;
  }

  /** Whether {@link #checkpoint} can be taken now: no timer of Akka's is set. */
  public boolean isPlainData() {
    return timers == 0;
  }

  /**
   * Where the run stands, between two events.
   *
   * @param recorded how many events the journal holds
   * @throws IllegalStateException when a timer of Akka's is set, which nothing could bring back
   */
  public Checkpoint checkpoint(long recorded) {
    if (!isPlainData()) {
      throw new IllegalStateException(
          "%d timers of Akka's are set at %s: a checkpoint cannot hold them"
              .formatted(timers, now()));
    }
    List<SentCount> sent =
        parties.values().stream()
            .filter(party -> party.sent() > 0)
            .sorted()
            .map(party -> new SentCount(party.id, party.sent()))
            .toList();
    List<QueuedMessage> queue =
        events.inOrder().stream().map(UnderWay.class::cast).map(Kernel::plain).toList();
    return new Checkpoint(now(), step, digest, recorded, sent, queue);
  }

  private static QueuedMessage plain(UnderWay entry) {
    return new QueuedMessage(
        new SimTime(entry.atNanos),
        new SimTime(entry.firstNanos),
        entry.source.id,
        entry.sequence,
        entry.to.id,
        entry.message);
  }

  /** Goes on from {@code checkpoint}; only a kernel that has not run yet can. */
  public void restore(Checkpoint checkpoint) {
    if (step > 0 || !events.isEmpty()) {
      throw new IllegalStateException("a kernel that has run already cannot begin anew");
    }
    nowNanos = checkpoint.now().nanos();
    step = checkpoint.step();
    digest = checkpoint.digest();
    checkpoint.sent().forEach(each -> party(each.from()).restore(each.count()));
    for (QueuedMessage each : checkpoint.queue()) {
      Party source = party(each.from());
      Party to = party(each.to());
      events.add(
          new UnderWay(
              each.at().nanos(),
              each.first().nanos(),
              source,
              each.sequence(),
              to,
              each.message()));
    }
  }

  private void mix(long value) {
    digest = (digest ^ value) * 0x100000001b3L;
    digest ^= digest >>> 29;
  }

  private static RuntimeException asRuntime(Throwable cause) {
    return cause instanceof RuntimeException bug ? bug : new IllegalStateException(cause);
  }

  /** Stops the actor system, on the kernel's own thread as everything else. */
  @Override
  public void close() {
    system.terminate();
  }
}
