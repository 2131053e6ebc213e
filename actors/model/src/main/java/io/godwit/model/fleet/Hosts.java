package io.godwit.model.fleet;

import io.godwit.model.entity.StatePart;
import io.godwit.model.fleet.Companions.Companion;
import io.godwit.model.hypervisor.HostSettings;
import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.topology.HostRange;
import io.godwit.model.unit.ByteCount;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the fleet believes of every host: room, and migrations that leave or arrive. Reservations
 * count from admission, so a burst of admissions does not all go to one host.
 */
final class Hosts implements StatePart {

  /** A host with how full it is; the order in which placements look. */
  record Load(long usedBytes, int host) implements Comparable<Load> {
    @Override
    public int compareTo(Load other) {
      int byUse = Long.compare(usedBytes, other.usedBytes);
      return byUse != 0 ? byUse : Integer.compare(host, other.host);
    }
  }

  /** Guests with the same needs look in vain at the same hosts. */
  private record Needs(ByteCount memory, List<String> devices, GuestTraits traits) {}

  private final transient HostSettings settings;
  private final transient HostKinds kinds;
  private final transient Map<String, GuestTraits> traits;
  private final transient Map<Needs, Integer> needs = new LinkedHashMap<>();
  private final long[] usedBytes;
  private final int[] usedProcessors;
  private final Map<String, Map<Integer, Integer>> apart = new TreeMap<>();
  private final Companions companions = new Companions();

  /** By host: the number of the kind that it has become. */
  private final Map<Integer, Integer> became = new TreeMap<>();

  private final int[][] usedMembers;
  private final int[] leaving;
  private final int[] arriving;
  private final int[] cordons;
  private final int[] drainsToCome;
  private final transient TreeSet<Load> byLoad = new TreeSet<>();

  /** Those at which guests may arrive, by how many do. */
  private final transient TreeMap<Integer, TreeSet<Integer>> byArriving = new TreeMap<>();

  /** How many plans are to come that empty hosts, counted once for each host. */
  private transient int drains;

  /** How often a host at which guests may arrive has become one that more of them fit in. */
  private transient long roomier;

  Hosts(HostSettings settings, HostKinds kinds, Map<String, GuestTraits> traits, int count) {
    this.settings = settings;
    this.kinds = kinds;
    this.traits = traits;
    usedBytes = new long[count];
    usedProcessors = new int[count];
    usedMembers = new int[count][settings.owners().size()];
    leaving = new int[count];
    arriving = new int[count];
    cordons = new int[count];
    drainsToCome = new int[count];
    for (int host = 0; host < count; host++) {
      list(host);
    }
  }

  int count() {
    return usedBytes.length;
  }

  long usedBytes(int host) {
    return usedBytes[host];
  }

  int usedProcessors(int host) {
    return usedProcessors[host];
  }

  int leaving(int host) {
    return leaving[host];
  }

  int arriving(int host) {
    return arriving[host];
  }

  /** Whether a drain holds it, so that nobody may arrive. */
  boolean isCordoned(int host) {
    return cordons[host] > 0;
  }

  /** Whether a plan that has not begun will empty it. */
  boolean isDrainedLater(int host) {
    return drainsToCome[host] > 0;
  }

  /** Those at which guests may arrive, the emptiest first. */
  NavigableSet<Load> byLoad() {
    return Collections.unmodifiableNavigableSet(byLoad);
  }

  /** What a host is of now. */
  HostKind kind(int host) {
    return kinds.all().get(kindNumber(host));
  }

  /** Where that stands among all kinds. */
  int kindNumber(int host) {
    return became.getOrDefault(host, kinds.number(host));
  }

  /** Whether it matters to a migration which kinds it goes between. */
  boolean kindsDiffer() {
    return kinds.differ();
  }

  void become(int host, int kind) {
    became.put(host, kind);
    roomier++;
  }

  /**
   * As long as this is the same, whoever fits in no host, and cares for no other guest, fits in
   * none.
   */
  long roomier() {
    return roomier;
  }

  /** Whether it could take {@code vm} from {@code source} now. */
  boolean hasRoom(int host, VmSpec vm, int source) {
    return !isCordoned(host) && fits(host, vm, source);
  }

  boolean fits(int host, VmSpec vm, int source) {
    return objection(host, vm, source).isEmpty();
  }

  /** Whether {@code vm} is known not to find there what it has at {@code source}. */
  boolean isUnfit(int host, VmSpec vm, int source) {
    return source != Tracked.NOWHERE
        && kinds.isUnfit(kindNumber(source), kindNumber(host), vm, traitsOf(vm));
  }

  /**
   * Why a host cannot take {@code vm} from {@code source} now; empty when it can. A guest that is
   * new comes from {@link Tracked#NOWHERE}.
   */
  Optional<Objection> objection(int host, VmSpec vm, int source) {
    GuestTraits guest = traitsOf(vm);
    HostKind kind = kind(host);
    if (!kind.accepts(guest)) {
      return Optional.of(Objection.KIND);
    } else if (source == Tracked.NOWHERE && !kind.runs(guest)) {
      return Optional.of(Objection.MODEL);
    } else if (source != Tracked.NOWHERE && !kinds.mayFollow(kind(source), kind)) {
      return Optional.of(Objection.OLDER);
    } else if (guest.together().filter(word -> !mayFollow(word, host, vm, source)).isPresent()) {
      return Optional.of(Objection.TOGETHER);
    } else if (usedBytes[host] + vm.memory().bytes() > kind.memory().bytes()) {
      return Optional.of(Objection.ROOM);
    } else if (kind.processors() - usedProcessors[host] < guest.processors()) {
      return Optional.of(Objection.PROCESSORS);
    } else if (guest.apart().filter(word -> guestsApart(word).containsKey(host)).isPresent()) {
      return Optional.of(Objection.APART);
    } else if (!hasMembers(host, vm)) {
      return Optional.of(Objection.DEVICES);
    }
    return companions.isAnyAwaited() && !hasRoomForAll(List.of(vm), host)
        ? Optional.of(Objection.AWAITED)
        : Optional.empty();
  }

  /**
   * How many of these hosts, if they are not cordoned, object to {@code vm}, by their objection.
   */
  Map<Objection, Long> objections(Stream<Integer> among, VmSpec vm, int source) {
    var objections = new EnumMap<Objection, Long>(Objection.class);
    among
        .filter(host -> !isCordoned(host))
        .flatMap(host -> objection(host, vm, source).stream())
        .forEach(objection -> objections.merge(objection, 1L, Long::sum));
    return objections;
  }

  /** Whether it could take {@code vm} beside others that are to come as well. */
  boolean hasRoomBeside(List<VmSpec> coming, int host, VmSpec vm, int source) {
    return hasRoom(host, vm, source)
        && hasRoomForAll(Stream.concat(Stream.of(vm), coming.stream()).toList(), host);
  }

  /** Beside those that are to follow companions there. The first says whose that are its own. */
  private boolean hasRoomForAll(List<VmSpec> some, int host) {
    List<VmSpec> awaited = companions.awaited(host, traitsOf(some.get(0)).together());
    if (awaited.isEmpty() && some.size() == 1) {
      return true; // it was looked at alone
    }
    List<VmSpec> all = Stream.concat(some.stream(), awaited.stream()).toList();
    long bytes = all.stream().mapToLong(each -> each.memory().bytes()).sum();
    int busy = all.stream().mapToInt(each -> traitsOf(each).processors()).sum();
    List<String> words = all.stream().flatMap(each -> traitsOf(each).apart().stream()).toList();
    return usedBytes[host] + bytes <= kind(host).memory().bytes()
        && kind(host).processors() - usedProcessors[host] >= busy
        && words.stream().distinct().count() == words.size()
        && words.stream().noneMatch(word -> guestsApart(word).containsKey(host))
        && hasMembersForAll(all, host);
  }

  private boolean hasMembersForAll(List<VmSpec> all, int host) {
    for (int owner = 0; owner < usedMembers[host].length; owner++) {
      var slot = settings.owners().get(owner);
      int wanted = all.stream().mapToInt(each -> each.devicesOf(slot.name())).sum();
      if (wanted > 0 && usedMembers[host][owner] + wanted > kind(host).members(slot)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The first of some companions takes a host that can have all that are still to come; the others
   * follow to where one of them is, or is on its way to. Whoever is new comes to none that leave.
   */
  private boolean mayFollow(String word, int host, VmSpec vm, int source) {
    List<Companion> others = companions.others(word, vm);
    List<Integer> ahead =
        others.stream()
            .flatMap(each -> each.heading().stream())
            .filter(at -> at != source && !isCordoned(at))
            .toList();
    if (!ahead.isEmpty()) {
      return ahead.contains(host);
    } else if (source == Tracked.NOWHERE && others.stream().anyMatch(each -> each.leaves(host))) {
      return false;
    }
    List<VmSpec> all = Stream.concat(Stream.of(vm), others.stream().map(Companion::vm)).toList();
    return others.stream().allMatch(each -> suits(host, each)) && hasRoomForAll(all, host);
  }

  private boolean suits(int host, Companion guest) {
    GuestTraits asked = traitsOf(guest.vm());
    return kind(host).accepts(asked)
        && (guest.source() == Tracked.NOWHERE
            ? kind(host).runs(asked)
            : kinds.mayFollow(kind(guest.source()), kind(host)));
  }

  private boolean hasMembers(int host, VmSpec vm) {
    for (int owner = 0; owner < usedMembers[host].length; owner++) {
      if (!hasMembers(host, owner, vm)) {
        return false;
      }
    }
    return true;
  }

  private boolean hasMembers(int host, int owner, VmSpec vm) {
    var slot = settings.owners().get(owner);
    int wanted = vm.devicesOf(slot.name());
    return wanted == 0 || usedMembers[host][owner] + wanted <= kind(host).members(slot);
  }

  /** The owners of which none of these hosts has enough free members for {@code vm}. */
  List<String> lacking(List<Integer> among, VmSpec vm) {
    return IntStream.range(0, settings.owners().size())
        .filter(owner -> among.stream().noneMatch(host -> hasMembers(host, owner, vm)))
        .mapToObj(owner -> settings.owners().get(owner).name())
        .toList();
  }

  void occupy(int host, VmSpec vm) {
    change(host, vm, 1);
    traitsOf(vm).together().ifPresent(word -> companions.occupy(word, host, vm));
  }

  /** A migration of {@code vm} is planned. */
  void isToMove(VmSpec vm) {
    traitsOf(vm).together().ifPresent(word -> companions.isToMove(word, vm));
  }

  /** None of it is any more, and room is kept for it nowhere. */
  void settle(VmSpec vm) {
    if (traitsOf(vm).together().isPresent()) {
      companions.settle(traitsOf(vm).together().get(), vm);
      roomier++;
    }
  }

  void vacate(int host, VmSpec vm) {
    change(host, vm, -1);
    traitsOf(vm).together().ifPresent(word -> companions.vacate(word, host, vm));
    if (!isCordoned(host)) {
      roomier++;
    }
  }

  private void change(int host, VmSpec vm, int sign) {
    unlist(host);
    usedBytes[host] += sign * vm.memory().bytes();
    list(host);
    usedProcessors[host] += sign * traitsOf(vm).processors();
    traitsOf(vm).apart().ifPresent(word -> setApart(word, host, sign));
    for (String device : vm.devices()) {
      usedMembers[host][settings.indexOf(device)] += sign;
    }
  }

  private void setApart(String word, int host, int by) {
    Map<Integer, Integer> there = apart.computeIfAbsent(word, any -> new TreeMap<>());
    there.merge(host, by, Integer::sum);
    there.remove(host, 0);
  }

  private Map<Integer, Integer> guestsApart(String word) {
    return apart.getOrDefault(word, new TreeMap<>());
  }

  GuestTraits traitsOf(VmSpec vm) {
    return traits.getOrDefault(vm.name(), GuestTraits.PLAIN);
  }

  /** The number of what {@code vm} needs of a host: the same for guests that need the same. */
  int needs(VmSpec vm) {
    var all = new Needs(vm.memory(), vm.devices(), traitsOf(vm));
    return needs.computeIfAbsent(all, fresh -> needs.size());
  }

  private Load load(int host) {
    return new Load(usedBytes[host], host);
  }

  private void list(int host) {
    if (!isCordoned(host)) {
      byLoad.add(load(host));
      byArriving.computeIfAbsent(arriving[host], any -> new TreeSet<>()).add(host);
    }
  }

  private void unlist(int host) {
    byLoad.remove(load(host));
    TreeSet<Integer> alike = byArriving.getOrDefault(arriving[host], new TreeSet<>());
    if (alike.remove(host) && alike.isEmpty()) {
      byArriving.remove(arriving[host]);
    }
  }

  void foresee(HostRange drained) {
    changeDrainsToCome(drained, 1);
  }

  /** A plan has ended that was to empty them, and did not begin to. */
  void forget(HostRange spared) {
    changeDrainsToCome(spared, -1);
  }

  private void changeDrainsToCome(HostRange drained, int by) {
    change(drainsToCome, drained, by);
    drains += by * drained.count();
  }

  /** Whether a plan that has not begun will empty any host. */
  boolean isAnyDrainedLater() {
    return drains > 0;
  }

  /** Whether fewer than so many guests arrive at any host that is not cordoned. */
  boolean isAnyOpen(int perDestination) {
    return !byArriving.isEmpty() && byArriving.firstKey() < perDestination;
  }

  /** The hosts of which that is so. */
  IntStream open(int perDestination) {
    return byArriving.headMap(perDestination).values().stream()
        .flatMap(TreeSet::stream)
        .mapToInt(Integer::intValue);
  }

  void cordon(HostRange drained) {
    changeDrainsToCome(drained, -1);
    change(cordons, drained, 1);
    drained.hosts().forEach(this::unlist);
  }

  /** Nobody arrives at a host that has failed. */
  void fail(int host) {
    cordons[host]++;
    unlist(host);
  }

  void comeBack(int host) {
    cordons[host]--;
    list(host);
    roomier++;
  }

  void uncordon(HostRange drained) {
    change(cordons, drained, -1);
    drained.hosts().forEach(this::list);
    roomier++;
  }

  private static void change(int[] counts, HostRange hosts, int by) {
    hosts.hosts().forEach(host -> counts[host] += by);
  }

  /** So many more, or fewer, leave it now. */
  void changeLeaving(int host, int by) {
    leaving[host] += by;
  }

  /** So many more, or fewer, arrive there now. */
  void changeArriving(int host, int by) {
    unlist(host);
    arriving[host] += by;
    list(host);
  }
}
