package io.godwit.runtime.simulation;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import com.typesafe.config.Config;
import io.godwit.model.entity.Entity;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.State;
import io.godwit.model.fleet.FleetMessage;
import io.godwit.model.id.EntityId;
import io.godwit.model.id.EntityKind;
import io.godwit.model.network.Fabric;
import io.godwit.runtime.entity.EntityShell;
import io.godwit.runtime.entity.PlainShell;
import io.godwit.runtime.entity.StateListener;
import io.godwit.runtime.kernel.Delivery;
import io.godwit.runtime.kernel.Kernel;
import io.godwit.runtime.kernel.StalledRunException;
import java.util.Set;

/** One run: makes the actors of a datacenter as messages reach them, and runs until all is done. */
public final class Simulation implements AutoCloseable {

  /** Deliveries between two looks at the progress listener. */
  private static final long LISTEN_EVERY = 4096;

  private final SimulationSettings settings;
  private final RunMonitor monitor = new RunMonitor();
  private final Rules rules;
  private final StateListener listener;
  private final Kernel kernel;

  /**
   * Starts the actor system; the first message is not delivered before {@link #run}.
   *
   * @param journal Akka configuration of the journal
   */
  public Simulation(SimulationSettings settings, Config journal) {
    this(settings, journal, StateListener.NONE);
  }

  /** As above; {@code listener} is shown what each entity holds after each delivery. */
  public Simulation(SimulationSettings settings, Config journal, StateListener listener) {
    this.settings = settings;
    this.rules = new Rules(settings);
    this.listener = listener;
    kernel = new Kernel(this::behavior, journal);
  }

  public ActorSystem<Void> system() {
    return kernel.system();
  }

  /** Runs to the end; says whether it got there or the listener ended it. */
  public boolean run(ProgressListener listener) {
    tellFleet(new FleetMessage.BeginRun());
    boolean[] goOn = {true};
    kernel.run(
        () -> {
          if (kernel.deliveries() % LISTEN_EVERY == 0) {
            goOn[0] = listener.onProgress(progress());
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

  public Progress progress() {
    return new Progress(
        kernel.now(), monitor.events(), monitor.planned(), monitor.running(), monitor.done());
  }

  private void tellFleet(FleetMessage message) {
    kernel.send(EntityId.fleet(), new Outgoing(EntityId.fleet(), Outgoing.SHORTEST, message));
  }

  /** Only a struck device may leave a migration waiting for ever; then the invariants say so. */
  private void requireAllSettled() {
    Set<String> unsettled = monitor.unsettled();
    boolean mustSettle = settings.migration().settings().strikes().isEmpty();
    if (!unsettled.isEmpty() && mustSettle) {
      throw new StalledRunException(
          "nothing is scheduled after %s, yet %d migrations are not settled, the first: %s"
              .formatted(kernel.now(), unsettled.size(), unsettled.stream().limit(5).toList()));
    }
  }

  private Behavior<Delivery> behavior(EntityId id) {
    return id.kind() == EntityKind.FABRIC ? fabric(id) : eventSourced(id, rules.of(id));
  }

  private Behavior<Delivery> fabric(EntityId id) {
    var fabric = new Fabric(settings.fleet().datacenter().topology());
    return PlainShell.create(
        id, delivery -> fabric.serve(delivery.at(), delivery.from(), delivery.message()), kernel);
  }

  private <S extends State> Behavior<Delivery> eventSourced(EntityId id, Entity<S> entity) {
    return EntityShell.create(id, entity, kernel, monitor, listener);
  }

  @Override
  public void close() {
    kernel.close();
  }
}
