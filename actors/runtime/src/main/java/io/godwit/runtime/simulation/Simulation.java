package io.godwit.runtime.simulation;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import com.typesafe.config.Config;
import io.godwit.model.checkpoint.Checkpoint;
import io.godwit.model.device.MemberDevice;
import io.godwit.model.device.MemberName;
import io.godwit.model.device.OwnerDevice;
import io.godwit.model.entity.Entity;
import io.godwit.model.entity.LegacyEntity;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.State;
import io.godwit.model.event.Event;
import io.godwit.model.fleet.Datacenter;
import io.godwit.model.fleet.Fleet;
import io.godwit.model.fleet.FleetMessage;
import io.godwit.model.fleet.PlacedVm;
import io.godwit.model.hypervisor.Hypervisor;
import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.Migration;
import io.godwit.model.network.Fabric;
import io.godwit.runtime.entity.EntityShell;
import io.godwit.runtime.entity.PlainShell;
import io.godwit.runtime.kernel.Instruction;
import io.godwit.runtime.kernel.Kernel;
import io.godwit.runtime.kernel.StalledRunException;
import io.godwit.runtime.kernel.StopRules;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** One run: makes the actors of a datacenter as messages reach them, and runs until all is done. */
public final class Simulation implements AutoCloseable {

  /** Deliveries between two looks at the progress listener. */
  private static final long LISTEN_EVERY = 4096;

  private final SimulationSettings settings;
  private final RunMonitor monitor = new RunMonitor();
  private final List<Map<VmSpec, List<String>>> residents;
  private final Set<String> assignedMembers = new LinkedHashSet<>();
  private final Kernel kernel;

  private boolean begun;

  /** A simulation whose actors live as long as it does. */
  public Simulation(SimulationSettings settings, Config journal) {
    this(settings, journal, StopRules.NONE);
  }

  /**
   * Starts the actor system; the first message is not delivered before {@link #run}.
   *
   * @param journal Akka configuration of the journal
   * @param rules when actors are stopped, to recover when they are next addressed
   */
  public Simulation(SimulationSettings settings, Config journal, StopRules rules) {
    this.settings = settings;
    Datacenter datacenter = settings.fleet().datacenter();
    residents = datacenter.residents();
    for (PlacedVm vm : datacenter.vms()) {
      assignedMembers.addAll(vm.members());
    }
    kernel = new Kernel(this::behavior, journal, rules);
  }

  public ActorSystem<Void> system() {
    return kernel.system();
  }

  /**
   * Goes on from {@code checkpoint} when it is run.
   *
   * @param fleet the fleet's events up to the checkpoint, in order
   */
  public void restore(Checkpoint checkpoint, Stream<Event> fleet) {
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
    if (!begun) {
      begun = true;
      tellFleet(new FleetMessage.BeginRun());
    }
    boolean[] goOn = {true};
    kernel.run(
        () -> {
          goOn[0] = kernel.deliveries() % LISTEN_EVERY != 0 || listener.onProgress(progress());
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

  private void checkpoint(Checkpoints checkpoints) {
    if (kernel.isPlainData()) {
      checkpoints.take(kernel.checkpoint(monitor.events()));
    }
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

  private Behavior<Instruction> behavior(EntityId id) {
    return switch (id.kind()) {
      case FLEET -> eventSourced(id, new Fleet(settings.fleet()));
      case FABRIC -> {
        var fabric = new Fabric(settings.fleet().datacenter().topology());
        yield PlainShell.create(
            id,
            delivery -> fabric.serve(delivery.at(), delivery.from(), delivery.message()),
            kernel);
      }
      case HYPERVISOR -> eventSourced(id, hypervisor(id.name()));
      case OWNER -> eventSourced(id, owner(id.name()));
      case MEMBER -> eventSourced(id, member(id.name()));
      case MIGRATION -> eventSourced(id, new Migration(id.name(), settings.migration()));
    };
  }

  private <S> Behavior<Instruction> eventSourced(EntityId id, LegacyEntity<S> rules) {
    return eventSourced(id, rules.adapted());
  }

  private <S extends State> Behavior<Instruction> eventSourced(EntityId id, Entity<S> rules) {
    return EntityShell.create(id, rules, kernel, monitor);
  }

  private Hypervisor hypervisor(String host) {
    Datacenter datacenter = settings.fleet().datacenter();
    return new Hypervisor(
        host,
        datacenter.host(),
        residents.get(datacenter.hostNamed(host)),
        settings.fleet().seed());
  }

  private OwnerDevice owner(String name) {
    return new OwnerDevice(
        name, settings.fleet().datacenter().host().owner(MemberName.slotOfOwner(name)));
  }

  private MemberDevice member(String name) {
    return new MemberDevice(
        name, settings.members().get(slot(MemberName.slot(name))), assignedMembers.contains(name));
  }

  private int slot(String name) {
    return settings.fleet().datacenter().host().indexOf(name);
  }

  @Override
  public void close() {
    kernel.close();
  }
}
