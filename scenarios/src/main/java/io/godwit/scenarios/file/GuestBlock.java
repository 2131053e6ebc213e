package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.PERCENT;
import static io.godwit.scenarios.file.Amounts.POSITIVE_DURATION;
import static io.godwit.scenarios.file.Amounts.SIZE;

import io.godwit.model.fleet.GuestTraits;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.random.Distribution;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import io.godwit.scenarios.file.Scenario.VmGroup;
import io.godwit.scenarios.file.ValueType.Block;
import io.godwit.scenarios.file.ValueType.Drawn;
import io.godwit.scenarios.file.ValueType.ListOf;
import io.godwit.scenarios.file.ValueType.Text;
import io.godwit.scenarios.file.ValueType.Whole;
import io.godwit.scenarios.file.ValueType.Word;
import io.godwit.scenarios.file.ValueType.YesOrNo;
import io.godwit.scenarios.file.Values.Found;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A group of virtual machines: those that are there when the run begins, and what all have. */
final class GuestBlock {

  /** Of those that are there when the run begins. */
  static final Section SECTION = new Section("vms");

  /** What those that come while it goes on have too. */
  static final Section COMMON = Section.part();

  private static final Word<Long> PAGES = Amounts.pages("4 KiB", "2 MiB", "1 GiB");

  static final Key<String> NAME =
      SECTION.required(
          "name", new Text("web"), "of the group; its members are name-0, name-1, ...");

  static final Key<Long> COUNT =
      SECTION.withDefault("count", new Whole(1, 10_000_000), "1", "how many");

  static final Key<String> ON =
      SECTION.optional("on", new Text("pod-0/rack-1"), "where they run at first; else anywhere");

  private static final Key<SimDuration> LIFETIME =
      COMMON.optional(
          "lifetime",
          new Drawn<>(POSITIVE_DURATION),
          "how long each stays, then it leaves; a migration of it that is open is cancelled;"
              + " without it they stay");

  static final Key<ByteCount> MEMORY =
      COMMON.required(
          "memory", new Drawn<>(SIZE), "of each guest; drawn for each: " + DrawnText.forms());

  private static final Key<Boolean> MIGRATABLE =
      COMMON.withDefault(
          "migratable",
          new YesOrNo(),
          "true",
          "whether they can be moved at all; a drain leaves and names those that cannot");

  static final Key<Long> PROCESSORS =
      COMMON.withDefault(
          "processors", new Whole(0, 4_096), "0", "that it has to itself; 0: nobody counts them");

  static final Key<List<String>> NEEDS =
      COMMON.optional(
          "needs", new ListOf<>(new Text("gpu"), 0), "labels that its host must have, all of them");

  private static final Key<List<String>> TOLERATES =
      COMMON.optional(
          "tolerates", new ListOf<>(new Text("spare"), 0), "taints of hosts that keep it not away");

  private static final Key<String> APART =
      COMMON.optional(
          "apart",
          new Text("quorum"),
          "guests with the same word here, of whichever group, are each on a host of their own");

  private static final Key<String> TOGETHER =
      COMMON.optional(
          "together",
          new Text("app-1"),
          "guests with the same word here, of whichever group, are on one host, which has room for all,"
              + " and move to one host: whatever moves one moves all, and where one cannot move all"
              + " stay; a migration that fails parts them until the next, which brings them together");

  static final Key<String> CPU =
      COMMON.optional(
          "cpu",
          new Text("icelake"),
          "model of its processors, which its host must be able to give (cpus of its kind)");

  static final Key<String> MACHINE =
      COMMON.optional(
          "machine",
          new Text("q35-8.2"),
          "type that it was started as, which its host must know (machines of its kind)");

  static final Key<List<String>> LABELS =
      COMMON.optional(
          "labels", new ListOf<>(new Text("production"), 0), "of these guests, for policies");

  static final Key<Long> ZERO =
      COMMON.withDefault("zero", PERCENT, "0%", "share of the memory that was never written");

  private static final Key<Long> PAGE_SIZE =
      COMMON.withDefault(
          "page-size",
          PAGES,
          "4 KiB",
          "of the host's memory behind it; post-copy brings whole pages");

  private static final Key<Long> TRACKED_IN =
      COMMON.withDefault(
          "tracked-in",
          PAGES,
          "4 KiB",
          "units in which its writes are tracked, at most page-size (KVM splits larger pages)");

  static final Key<Values> DIRTYING =
      COMMON.block("dirtying", DirtyingBlock.SECTION, "how the guest writes its memory");

  static final Key<List<String>> DEVICES =
      COMMON.optional(
          "devices",
          new ListOf<>(new Text("net0"), 0),
          "one owner's name for each device of the guest");

  static final Key<Values> MIGRATION =
      COMMON.optional(
          "migration",
          new Block(MigrationBlock.OF_GUESTS),
          "how these guests are migrated, where not as all others");

  static {
    SECTION.addAll(COMMON);
  }

  private GuestBlock() {}

  /**
   * By name of a group that is there at first: what says where, or the group where nothing does.
   */
  static Map<String, Spot> spots(Binder binder, Values scenario) {
    var spots = new LinkedHashMap<String, Spot>();
    for (Values vms : scenario.list(ScenarioBlock.VMS)) {
      spots.put(
          vms.get(NAME),
          vms.find(ON)
              .or(() -> vms.find(TOGETHER))
              .map(said -> binder.spot(said.place(), said.path()))
              .orElseGet(() -> binder.spot(vms.place(), vms.path())));
    }
    return spots;
  }

  /** Those that are there at first, then those that come. */
  static List<Values> groups(Values scenario) {
    return Stream.of(ScenarioBlock.VMS, ScenarioBlock.ARRIVALS)
        .flatMap(key -> scenario.list(key).stream())
        .toList();
  }

  /** One, or one for each guest where these are drawn. */
  static Stream<VmGroup> build(Values root, Values vms, int count, Topology topology) {
    Values migration = PolicyBlock.migration(root, vms);
    if (!vms.hasDraws()) {
      return Stream.of(group(vms, 0, count, topology, migration));
    }
    return IntStream.range(0, count)
        .mapToObj(
            number -> {
              String name = vms.get(NAME) + '-' + number;
              Values drawn = fitted(vms.drawn(root.get(ScenarioBlock.SEED), name, ""));
              return group(drawn, number, 1, topology, migration);
            });
  }

  /** Memory in whole pages, and no more than that written. */
  private static Values fitted(Values vms) {
    long page = vms.get(PAGE_SIZE) * GuestMemory.PAGE_BYTES;
    long memory = Math.max(1, vms.number(MEMORY) / page) * page;
    return vms.with(MEMORY, memory).with(DIRTYING, DirtyingBlock.fitted(vms.get(DIRTYING), memory));
  }

  private static VmGroup group(
      Values values, int first, int count, Topology topology, Values migration) {
    ByteCount memory = values.get(MEMORY);
    long pages = GuestMemory.pagesOf(memory);
    long zeroPages = pages * values.get(ZERO) / 100;
    Values dirtying = values.get(DIRTYING);
    return new VmGroup(
        values.get(NAME),
        first,
        count,
        values.maybe(ON).flatMap(topology::named),
        GuestMemory.of(memory, zeroPages).backedBy(values.get(PAGE_SIZE)),
        values.get(TRACKED_IN),
        dirtying.get(DirtyingBlock.MODEL),
        DirtyingBlock.build(dirtying, pages - zeroPages),
        DirtyingBlock.isPacedByTimer(dirtying),
        values.list(DEVICES),
        traits(values),
        values.maybe(LIFETIME),
        MigrationBlock.ofGuests(migration, !values.list(DEVICES).isEmpty()));
  }

  private static GuestTraits traits(Values vms) {
    return new GuestTraits(
        vms.get(MIGRATABLE),
        vms.count(PROCESSORS),
        vms.list(NEEDS),
        vms.list(TOLERATES),
        vms.maybe(APART),
        vms.maybe(TOGETHER),
        vms.or(CPU, ""),
        vms.or(MACHINE, ""));
  }

  /** Whether groups have names of their own, and guests write no more memory than they have. */
  static void check(Binder binder, Values scenario) {
    Set<String> names = new LinkedHashSet<>();
    for (Values vm : groups(scenario)) {
      vm.find(NAME).ifPresent(name -> Names.check(binder, name, names, "group"));
      pages(binder, vm);
      vm.maybe(DIRTYING)
          .filter(any -> vm.has(MEMORY, ZERO))
          .ifPresent(
              dirtying ->
                  DirtyingBlock.check(
                      binder,
                      dirtying,
                      vm.number(MEMORY),
                      filled(vm),
                      vm.drawn(MEMORY).isPresent()
                          ? "the guests' mean memory"
                          : "the guest's memory"));
    }
  }

  /** No guest of the group has less memory, in bytes. */
  static long smallest(Values vm) {
    return vm.drawn(MEMORY).map(Distribution::smallest).orElseGet(() -> vm.number(MEMORY));
  }

  /** What was ever written of its memory, in bytes. */
  static long filled(Values vm) {
    return vm.number(MEMORY) / 100 * (100 - vm.get(ZERO));
  }

  /** Memory is whole pages of the host, and tracked in no larger units. */
  private static void pages(Binder binder, Values vm) {
    if (!vm.has(MEMORY, PAGE_SIZE, TRACKED_IN)) {
      return;
    }
    long page = vm.get(PAGE_SIZE);
    Found written = vm.find(PAGE_SIZE).orElseThrow();
    boolean isDrawn = vm.drawn(MEMORY).isPresent(); // then it is cut to whole pages
    if (page > 1 && !isDrawn && vm.number(MEMORY) % (page * GuestMemory.PAGE_BYTES) != 0) {
      binder.problem(
          written,
          "a guest of %s is not whole pages of %s; choose another size of either"
              .formatted(vm.get(MEMORY), written.value()));
    }
    if (vm.get(TRACKED_IN) > page) {
      binder.problem(
          vm.find(TRACKED_IN).orElseThrow(),
          "writes are tracked in pages of %s at most, as page-size says; make that larger"
              .formatted(written.value()));
    }
  }
}
