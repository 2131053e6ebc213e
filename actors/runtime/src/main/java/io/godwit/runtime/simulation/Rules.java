package io.godwit.runtime.simulation;

import io.godwit.model.context.MemberSettings;
import io.godwit.model.device.MemberName;
import io.godwit.model.entity.Entity;
import io.godwit.model.fleet.Datacenter;
import io.godwit.model.fleet.Fleet;
import io.godwit.model.fleet.PlacedVm;
import io.godwit.model.hypervisor.HostSettings.OwnerSlot;
import io.godwit.model.hypervisor.Hypervisor;
import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.id.EntityId;
import io.godwit.model.id.EntityKind;
import io.godwit.model.member.MemberDevice;
import io.godwit.model.migration.Migration;
import io.godwit.model.network.Fabric;
import io.godwit.model.owner.OwnerDevice;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The rules of every event-sourced entity of a datacenter: what runs it, and what folds its events
 * once more when a run is looked back at.
 */
public final class Rules {

  private final SimulationSettings settings;
  private final List<Map<VmSpec, List<String>>> residents;
  private final Set<String> assignedMembers = new LinkedHashSet<>();

  /** Whose past was folded by other rules, which they keep. */
  private final Set<EntityId> begun;

  private final Function<EntityId, Entity<?>> before;

  /** What stands between an entity's own rules and whoever goes by them; nothing in a run. */
  private final BiFunction<EntityId, Entity<?>, Entity<?>> lens;

  /**
   * These rules with each entity's seen through {@code other}, which may have it do something else;
   * for tests that look for what a bug would come to.
   */
  public Rules through(BiFunction<EntityId, Entity<?>, Entity<?>> other) {
    return new Rules(settings, begun, before, other);
  }

  public Rules(SimulationSettings settings) {
    this(
        settings,
        new LinkedHashSet<>(),
        id -> {
          throw new IllegalStateException(id + " has no earlier rules");
        },
        (id, own) -> own);
  }

  private Rules(
      SimulationSettings settings,
      Set<EntityId> begun,
      Function<EntityId, Entity<?>> before,
      BiFunction<EntityId, Entity<?>, Entity<?>> lens) {
    this.settings = settings;
    this.lens = lens;
    this.begun = begun;
    this.before = before;
    Datacenter datacenter = settings.fleet().datacenter();
    residents = datacenter.residents();
    for (PlacedVm vm : datacenter.vms()) {
      assignedMembers.addAll(vm.members());
    }
  }

  /**
   * These rules for whatever begins from now on, and {@code earlier} ones for the entities that
   * have {@code begun}: what they hold was folded by those. The fleet alone takes the new ones at
   * once, for what it decides is read from settings anew and what it holds is not.
   */
  public Rules after(Rules earlier, Set<EntityId> begun) {
    return new Rules(settings, new LinkedHashSet<>(begun), earlier::of, lens);
  }

  /** The rules of {@code id}; throws for what {@link #has} denies. */
  public Entity<?> of(EntityId id) {
    return begun.contains(id) && id.kind() != EntityKind.FLEET
        ? before.apply(id)
        : lens.apply(id, ownOf(id));
  }

  private Entity<?> ownOf(EntityId id) {
    return switch (id.kind()) {
      case FLEET -> new Fleet(settings.fleet());
      case FABRIC -> new Fabric(settings.fleet().datacenter().topology());
      case HYPERVISOR -> hypervisor(id.name());
      case OWNER -> owner(id.name());
      case MEMBER -> member(id.name());
      case MIGRATION -> new Migration(id.name(), settings.migration());
    };
  }

  /**
   * Whether the datacenter has a place for {@code id}: its hosts and their devices, spoken to or
   * not. Which migrations there are is not settled here: any name may be one's.
   */
  public boolean has(EntityId id) {
    return switch (id.kind()) {
      case FLEET -> id.equals(EntityId.fleet());
      case FABRIC -> id.equals(EntityId.fabric());
      case HYPERVISOR -> hasHost(id.name());
      case OWNER -> hasOwner(id.name());
      case MEMBER -> hasMember(id.name());
      case MIGRATION -> true;
    };
  }

  private boolean hasHost(String name) {
    return settings
        .fleet()
        .datacenter()
        .topology()
        .named(name)
        .filter(one -> one.count() == 1)
        .isPresent();
  }

  private boolean hasOwner(String name) {
    return membersOf(name) > 0;
  }

  private boolean hasMember(String name) {
    int slash = name.lastIndexOf('/');
    return slash > 0
        && name.substring(slash + 1).matches("[1-9][0-9]{0,8}")
        && MemberName.number(name) <= membersOf(MemberName.owner(name));
  }

  /** How many members the owner of this name has; none when there is no such owner. */
  private int membersOf(String owner) {
    int slash = owner.lastIndexOf('/');
    if (slash < 0 || !hasHost(owner.substring(0, slash))) {
      return 0;
    }
    Datacenter datacenter = settings.fleet().datacenter();
    return datacenter.host(datacenter.hostNamed(owner.substring(0, slash))).owners().stream()
        .filter(slot -> slot.name().equals(MemberName.slotOfOwner(owner)))
        .map(OwnerSlot::settings)
        .mapToInt(each -> each.members())
        .sum();
  }

  private Hypervisor hypervisor(String host) {
    Datacenter datacenter = settings.fleet().datacenter();
    int index = datacenter.hostNamed(host);
    return new Hypervisor(
        host, datacenter.host(index), residents.get(index), settings.fleet().seed());
  }

  private OwnerDevice owner(String name) {
    Datacenter datacenter = settings.fleet().datacenter();
    int host = datacenter.hostNamed(name.substring(0, name.lastIndexOf('/')));
    return new OwnerDevice(
        name, datacenter.host(host).owner(MemberName.slotOfOwner(name)), settings.fleet().seed());
  }

  private MemberDevice member(String name) {
    Datacenter datacenter = settings.fleet().datacenter();
    String slot = MemberName.slot(name);
    MemberSettings its =
        datacenter
            .member(datacenter.hostNamed(MemberName.host(name)), slot)
            .orElseGet(() -> settings.members().get(datacenter.host().indexOf(slot)));
    return new MemberDevice(
        name, its.of(settings.fleet().seed(), name), assignedMembers.contains(name));
  }
}
