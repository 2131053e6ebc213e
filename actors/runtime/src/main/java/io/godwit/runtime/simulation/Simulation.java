package io.godwit.runtime.simulation;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import com.typesafe.config.Config;
import io.godwit.model.device.MemberDevice;
import io.godwit.model.device.MemberName;
import io.godwit.model.device.OwnerDevice;
import io.godwit.model.entity.Entity;
import io.godwit.model.entity.LegacyEntity;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.State;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One run: makes the actors of a datacenter as messages reach them, and runs until all is done. */
public final class Simulation implements AutoCloseable {

  /** Deliveries between two looks at the progress listener. */
  private static final long LISTEN_EVERY = 4096;

  private final SimulationSettings settings;
  private final RunMonitor monitor = new RunMonitor();
  private final List<Map<VmSpec, List<String>>> residents;
  private final Set<String> assignedMembers = new LinkedHashSet<>();
  private final Kernel kernel;

  /**
   * Starts the actor system; the first message is not delivered before {@link #run}.
   *
   * @param journal Akka configuration of the journal
   */
  public Simulation(SimulationSettings settings, Config journal) {
    this.settings = settings;
    Datacenter datacenter = settings.fleet().datacenter();
    residents = datacenter.residents();
    for (PlacedVm vm : datacenter.vms()) {
      assignedMembers.addAll(vm.members());
    }
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
