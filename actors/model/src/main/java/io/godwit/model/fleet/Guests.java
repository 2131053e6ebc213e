package io.godwit.model.fleet;

import io.godwit.model.entity.StatePart;
import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which guest is where, as the fleet believes. */
public final class Guests implements StatePart {

  /** A guest, its host, and whether a migration of it is planned and not settled. */
  public record Whereabouts(VmSpec vm, int host, boolean moving) {}

  private final Map<String, Whereabouts> byName = new LinkedHashMap<>();
  private final List<Set<String>> byHost = new ArrayList<>();

  /** With which host a guest was lost, and when. */
  record Loss(int host, SimTime at) {}

  private final Map<String, Loss> lost = new LinkedHashMap<>();

  /** Those that leave once their migration has ended, or would if they were not lost. */
  private final Set<String> leaving = new LinkedHashSet<>();

  private final transient long hostMemoryBytes;
  private final transient Map<String, GuestTraits> traits;

  /** By their word: guests that are to be on one host, whether they are here or not. */
  private final transient Map<String, List<String>> together = new LinkedHashMap<>();

  Guests(List<PlacedVm> vms, Map<String, GuestTraits> traits, int hosts, long hostMemoryBytes) {
    this.traits = traits;
    this.hostMemoryBytes = hostMemoryBytes;
    traits.forEach((vm, asked) -> asked.together().ifPresent(word -> with(word).add(vm)));
    for (int i = 0; i < hosts; i++) {
      byHost.add(new LinkedHashSet<>());
    }
    for (PlacedVm placed : vms) {
      byName.put(placed.vm().name(), new Whereabouts(placed.vm(), placed.host(), false));
      byHost.get(placed.host()).add(placed.vm().name());
    }
  }

  /** Where they are when the run begins. */
  public static Guests atFirst(Datacenter datacenter) {
    long memory =
        datacenter.kinds().all().stream().mapToLong(kind -> kind.memory().bytes()).min().orElse(0);
    return new Guests(datacenter.vms(), datacenter.traits(), datacenter.topology().hosts(), memory);
  }

  public int hosts() {
    return byHost.size();
  }

  public long hostMemoryBytes() {
    return hostMemoryBytes;
  }

  /** Where {@code vm} is; throws for a name that no guest has. */
  public Whereabouts of(String vm) {
    Whereabouts whereabouts = byName.get(vm);
    if (whereabouts == null) {
      throw new IllegalArgumentException("there is no virtual machine '" + vm + "'");
    }
    return whereabouts;
  }

  /** Whether {@code vm} has come and not left; lost ones are here still. */
  public boolean isHere(String vm) {
    return byName.containsKey(vm);
  }

  void arrive(VmSpec vm, int host) {
    byName.put(vm.name(), new Whereabouts(vm, host, false));
    byHost.get(host).add(vm.name());
  }

  void leave(String vm) {
    byHost.get(of(vm).host()).remove(vm);
    byName.remove(vm);
    leaving.remove(vm);
  }

  void isToLeave(String vm) {
    leaving.add(vm);
  }

  boolean isLeaving(String vm) {
    return leaving.contains(vm);
  }

  /** The guests of a host that no migration has been planned for. */
  public List<VmSpec> settledOn(int host) {
    return byHost.get(host).stream()
        .map(byName::get)
        .filter(guest -> !guest.moving() && !lost.containsKey(guest.vm().name()))
        .map(Whereabouts::vm)
        .toList();
  }

  /** How many there are on a host, moving or not. */
  int on(int host) {
    return byHost.get(host).size();
  }

  private List<String> with(String word) {
    return together.computeIfAbsent(word, any -> new ArrayList<>());
  }

  private GuestTraits traitsOf(String vm) {
    return traits.getOrDefault(vm, GuestTraits.PLAIN);
  }

  /** The others that are to be where {@code vm} is, and run. */
  List<String> companions(String vm) {
    return traitsOf(vm).together().map(together::get).orElse(List.of()).stream()
        .filter(other -> !other.equals(vm) && isHere(other) && !isLost(other))
        .toList();
  }

  /** Those of them that are on its host, and that no migration has been planned for. */
  List<String> companionsBeside(String vm) {
    return companions(vm).stream()
        .filter(other -> of(other).host() == of(vm).host() && !of(other).moving())
        .toList();
  }

  /** Whether {@code vm} can be moved at all. */
  public boolean mayMove(String vm) {
    return heldBy(vm).isEmpty();
  }

  /** The guest for which {@code vm} stays where it is: itself or a companion; empty for none. */
  Optional<String> heldBy(String vm) {
    return Stream.concat(Stream.of(vm), companionsBeside(vm).stream())
        .filter(each -> !traitsOf(each).migratable())
        .findFirst();
  }

  /** Why {@code vm} cannot be moved, where it cannot. */
  String whyItStays(String vm) {
    return heldBy(vm)
        .filter(other -> !other.equals(vm))
        .map("its companion %s is not migratable"::formatted)
        .orElse("not migratable");
  }

  /** Those of a host, or lost with it, for whom a migration is planned and not settled. */
  Stream<String> movingFrom(int host) {
    return byHost.get(host).stream().filter(vm -> of(vm).moving());
  }

  void plan(String vm) {
    Whereabouts was = of(vm);
    byName.put(vm, new Whereabouts(was.vm(), was.host(), true));
  }

  void settle(String vm, int host) {
    Whereabouts was = of(vm);
    byHost.get(was.host()).remove(vm);
    byHost.get(host).add(vm);
    byName.put(vm, new Whereabouts(was.vm(), host, false));
  }

  void lose(String vm, int host, SimTime at) {
    lost.put(vm, new Loss(host, at));
  }

  void find(String vm) {
    lost.remove(vm);
  }

  /** Whether {@code vm} runs nowhere, and was not started anew. */
  public boolean isLost(String vm) {
    return lost.containsKey(vm);
  }

  /** How many run nowhere, and were not started anew. */
  int countLost() {
    return lost.size();
  }

  /** When it was lost; empty when it is not. */
  Optional<SimTime> lostAt(String vm) {
    return Optional.ofNullable(lost.get(vm)).map(Loss::at);
  }

  /** Those that were lost with {@code host} and are not being started anew. */
  public List<String> lostWith(int host) {
    return lost.entrySet().stream()
        .filter(each -> each.getValue().host() == host && !of(each.getKey()).moving())
        .map(Map.Entry::getKey)
        .filter(vm -> !leaving.contains(vm))
        .toList();
  }
}
