package io.godwit.runtime.simulation;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import com.typesafe.config.Config;
import io.godwit.model.checkpoint.Checkpoint;
import io.godwit.model.entity.Entity;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.State;
import io.godwit.model.event.Occurrence;
import io.godwit.model.fleet.FleetMessage;
import io.godwit.model.fleet.Tally;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimTime;
import io.godwit.runtime.entity.EntityShell;
import io.godwit.runtime.entity.StateListener;
import io.godwit.runtime.kernel.Instruction;
import io.godwit.runtime.kernel.Kernel;
import io.godwit.runtime.kernel.StalledRunException;
import io.godwit.runtime.kernel.StopRules;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One run: makes the actors of a datacenter as messages reach them, and runs until all is done. */
public final class Simulation implements AutoCloseable {

  private final SimulationSettings settings;
  private final RunMonitor monitor = new RunMonitor();
  private final Rules rules;
  private final StateListener states;
  private final Kernel kernel;

  private boolean begun;

  /** A simulation whose actors live as long as it does. */
  public Simulation(SimulationSettings settings, Config journal) {
    this(settings, journal, StopRules.NONE);
  }

  /** A simulation that stops actors as {@code stops} says; nobody is shown what they hold. */
  public Simulation(SimulationSettings settings, Config journal, StopRules stops) {
    this(settings, journal, stops, StateListener.NONE);
  }

  /**
   * Starts the actor system; the first message is not delivered before {@link #run}.
   *
   * @param journal Akka configuration of the journal
   * @param stops when actors are stopped, to recover when they are next addressed
   * @param states is shown what each entity holds after each delivery
   */
  public Simulation(
      SimulationSettings settings, Config journal, StopRules stops, StateListener states) {
    this(settings, new Rules(settings), journal, stops, states);
  }

  /**
   * As above, for a run whose entities do not all have the rules that follow from {@code settings}.
   */
  public Simulation(
      SimulationSettings settings,
      Rules rules,
      Config journal,
      StopRules stops,
      StateListener states) {
    this.settings = settings;
    this.rules = rules;
    this.states = states;
    kernel = new Kernel(this::behavior, journal, stops);
  }

  public ActorSystem<Void> system() {
    return kernel.system();
  }

  /**
   * Goes on from {@code checkpoint} when it is run.
   *
   * @param fleet the fleet's events up to the checkpoint, in order
   */
  public void restore(Checkpoint checkpoint, Stream<Occurrence> fleet) {
    kernel.restore(checkpoint);
    monitor.restore(checkpoint.recorded(), fleet);
    begun = true;
  }

  /** Runs to the end; says whether it got there or the listener ended it. */
  public boolean run(ProgressListener listener) {
    return run(listener, Checkpoints.NONE);
  }

  /** As {@link #run(ProgressListener)}, with checkpoints on the way and when it is ended. */
  public boolean run(ProgressListener listener, Checkpoints checkpoints) {
    monitor.tell(listener);
    begin();
    boolean[] goOn = {true};
    kernel.run(
        () -> {
          goOn[0] = kernel.deliveries() % listener.every() != 0 || listener.onProgress(progress());
          if (!goOn[0] || checkpoints.areDue(kernel.now(), monitor.events())) {
            checkpoint(checkpoints);
          }
          return goOn[0];
        });
    if (goOn[0]) {
      requireAllSettled();
      tellFleet(new FleetMessage.FinishRun(kernel.deliveries()));
      kernel.run();
    }
    return goOn[0];
  }

  /**
   * Runs through all that happens up to and including {@code until}; gives where the run stands
   * then, or nothing when the listener ended it.
   *
   * @param next what the fleet hears first after that
   */
  public Optional<Checkpoint> runUntil(
      SimTime until, Optional<FleetMessage> next, ProgressListener listener) {
    monitor.tell(listener);
    begin();
    boolean[] goOn = {true};
    if (isAnythingDue(until)) {
      kernel.run(
          () -> {
            goOn[0] =
                kernel.deliveries() % listener.every() != 0 || listener.onProgress(progress());
            return goOn[0] && isAnythingDue(until);
          });
    }
    if (!goOn[0]) {
      return Optional.empty();
    }
    next.ifPresent(message -> tellFleet(message, until.plus(Outgoing.SHORTEST)));
    return Optional.of(kernel.checkpoint(monitor.events()));
  }

  private boolean isAnythingDue(SimTime until) {
    return kernel.next().filter(next -> !next.isAfter(until)).isPresent();
  }

  private void begin() {
    if (!begun) {
      begun = true;
      tellFleet(new FleetMessage.BeginRun());
    }
  }

  private void checkpoint(Checkpoints checkpoints) {
    if (kernel.isPlainData()) {
      checkpoints.take(kernel.checkpoint(monitor.events()));
    }
  }

  public Progress progress() {
    Tally tally = monitor.tally();
    return new Progress(
        kernel.now(), monitor.events(), tally.planned(), tally.running(), tally.settled());
  }

  private void tellFleet(FleetMessage message) {
    tellFleet(message, kernel.now().plus(Outgoing.SHORTEST));
  }

  private void tellFleet(FleetMessage message, SimTime at) {
    var outgoing = new Outgoing(EntityId.fleet(), at.since(kernel.now()), message);
    kernel.send(EntityId.fleet(), outgoing);
  }

  /** Only a struck device may leave a migration waiting for ever; then the invariants say so. */
  private void requireAllSettled() {
    Set<String> unsettled = monitor.tally().unsettled();
    boolean mustSettle = settings.migration().settings().faults().isEmpty();
    if (!unsettled.isEmpty() && mustSettle) {
      throw new StalledRunException(
          "nothing is scheduled after %s, yet %d migrations are not settled, the first: %s"
              .formatted(kernel.now(), unsettled.size(), unsettled.stream().limit(5).toList()));
    }
  }

  private Behavior<Instruction> behavior(EntityId id) {
    return eventSourced(id, rules.of(id));
  }

  private <S extends State> Behavior<Instruction> eventSourced(EntityId id, Entity<S> entity) {
    return EntityShell.create(id, entity, kernel, monitor, states);
  }

  @Override
  public void close() {
    kernel.close();
  }
}
