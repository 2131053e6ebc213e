package io.godwit.scenarios.file;

import io.godwit.model.context.MemberSettings;
import io.godwit.model.fleet.HostKinds;
import io.godwit.model.topology.Topology;
import io.godwit.scenarios.file.ValueType.Block;
import io.godwit.scenarios.file.ValueType.ListOf;
import io.godwit.scenarios.file.ValueType.OneOrMore;
import io.godwit.scenarios.file.ValueType.Text;
import io.godwit.scenarios.file.ValueType.Whole;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A whole scenario file: its blocks, and whether they fit together. */
final class ScenarioBlock {

  static final Section SECTION = new Section("scenario");

  static final Key<List<String>> INCLUDE =
      SECTION.optional(
          Includes.KEY,
          new OneOrMore(new Text("racks.yaml")),
          "other files, relative to this one, whose keys hold where this one has none: blocks key"
              + " by key, lists whole, of two files the later one");

  private static final Key<String> NAME =
      SECTION.required(
          "name", new Text("rack-drain"), "name of the scenario; runs are called after it");

  static final Key<String> ABOUT =
      SECTION.withDefault(
          "about", new Text("What does it cost?"), "no description", "one line on what it asks");

  static final Key<Long> SEED =
      SECTION.withDefault(
          "seed",
          new Whole(0, Long.MAX_VALUE / 16),
          "1",
          "all randomness follows from it; the same seed gives the same run");

  static final Key<Values> DATACENTER =
      SECTION.required(
          "datacenter", new Block(DatacenterBlock.SECTION), "the fabric and its hosts");

  static final Key<List<Values>> VMS =
      SECTION.required(
          "vms", ListOf.of(GuestBlock.SECTION, 1), "groups of virtual machines, all alike");

  static final Key<List<Values>> ARRIVALS =
      SECTION.optional(
          "arrivals",
          ListOf.of(ArrivalsBlock.SECTION, 1),
          "groups of virtual machines that come while the run goes on");

  static final Key<Values> MIGRATION =
      SECTION.block("migration", MigrationBlock.SECTION, "how migrations are done");

  static final Key<List<Values>> POLICIES =
      SECTION.optional(
          "policies",
          ListOf.of(PolicyBlock.SECTION, 1),
          "how guests with a label are migrated; a later one goes before an earlier one, and a"
              + " group's own migration before all");

  static final Key<Values> PROTOCOL =
      SECTION.block(
          "protocol",
          ProtocolBlock.SECTION,
          "how devices behave where the thread left it open; each option has a default by profile");

  static final Key<List<Values>> FAULTS =
      SECTION.optional("faults", ListOf.of(FaultBlock.SECTION, 0), "what fails, and when");

  static final Key<Values> FLEET =
      SECTION.block("fleet", FleetBlock.SECTION, "what holds for all plans together");

  static final Key<List<Values>> PLAN =
      SECTION.required("plan", ListOf.of(PlanBlock.SECTION, 1), "what moves, and when");

  private static final Key<List<String>> EXPECT =
      SECTION.optional(
          "expect",
          new ListOf<>(new Text("downtime.p99 <= 500 ms"), 0),
          "what the run must show; a run that does not is INVALID");

  static final Key<Values> COMPARE =
      SECTION.optional(
          "compare",
          new Block(CompareBlock.SECTION),
          "runs the scenario several times with changes");

  private static final Key<Values> RUN =
      SECTION.block("run", RunBlock.SECTION, "how a run is carried out; it changes no event of it");

  private ScenarioBlock() {}

  /** Of checked values: every key has one, or was meant to be absent. */
  static Scenario build(Values root) {
    Values datacenter = root.get(DATACENTER);
    Values fleet = root.get(FLEET);
    Values host = datacenter.get(DatacenterBlock.HOST);
    List<Values> owners = DatacenterBlock.namedOwners(datacenter);
    Topology fabric = DatacenterBlock.topology(datacenter);
    var faults = new FaultBuilder(root, fabric);
    HostKinds kinds = HostKindBlock.kinds(root, fabric);
    List<MemberSettings> members =
        owners.stream().map(owner -> OwnerBlock.member(root, owner)).toList();
    return new Scenario(
        root.get(NAME),
        root.get(ABOUT),
        root.get(SEED),
        fabric,
        HostBlock.build(root, host, owners),
        kinds,
        members,
        host.maybe(HostBlock.LIMITS).map(HostLimitsBlock::build),
        root.list(VMS).stream()
            .flatMap(vms -> GuestBlock.build(root, vms, vms.count(GuestBlock.COUNT), fabric))
            .toList(),
        root.list(ARRIVALS).stream()
            .map(group -> ArrivalsBlock.build(root, group, fabric))
            .toList(),
        MigrationBlock.build(
            root.get(MIGRATION),
            ProtocolBlock.ofAll(root, owners),
            faults.strikes(),
            Stream.concat(members.stream(), HostKindBlock.members(kinds))
                .anyMatch(MemberSettings::leavesInFlight)),
        Stream.concat(PlanBlock.build(root, fabric).stream(), faults.storms().stream()).toList(),
        LimitsBlock.build(fleet.get(FleetBlock.LIMITS)),
        datacenter.get(DatacenterBlock.FABRIC).list(FabricBlock.BACKGROUND).stream()
            .map(background -> BackgroundBlock.build(background, fabric))
            .toList(),
        faults.links(),
        faults.mishaps(),
        fleet.get(FleetBlock.DETECTION),
        faults.planned(),
        Expected.expectations(root.list(EXPECT)),
        Expected.claims(root.list(EXPECT)),
        root.maybe(COMPARE).map(CompareBlock::build),
        root.get(RUN).maybe(RunBlock.KEEP_IDLE));
  }

  /** The checks between keys, as far as the keys they need are there and right. */
  static void check(Binder binder, Values scenario) {
    scenario.find(NAME).ifPresent(name -> Names.check(binder, name));
    Optional<Values> datacenter = scenario.maybe(DATACENTER);
    Optional<Topology> topology =
        datacenter.flatMap(values -> DatacenterBlock.check(binder, values));
    new DmaChecks(binder, scenario).check();
    datacenter.ifPresent(values -> new OwnerChecks(binder, values).check(scenario));
    datacenter.ifPresent(values -> new KindChecks(binder).check(scenario));
    GuestBlock.check(binder, scenario);
    scenario.list(ARRIVALS).forEach(group -> ArrivalsBlock.check(binder, group));
    datacenter.ifPresent(values -> new RoomChecks(binder).check(scenario, values, topology));
    var plans = new PlanChecks(binder, scenario);
    plans.check(topology);
    topology.ifPresent(
        fabric -> {
          GuestBlock.groups(scenario)
              .forEach(group -> Places.place(binder, group.find(GuestBlock.ON), fabric));
          new FaultChecks(binder, plans, scenario, fabric).check();
          datacenter
              .orElseThrow()
              .get(DatacenterBlock.FABRIC)
              .list(FabricBlock.BACKGROUND)
              .forEach(each -> BackgroundBlock.check(binder, each, fabric));
        });
    MigrationBlock.check(binder, scenario);
    PolicyBlock.check(binder, scenario);
    var expected = new Expected(binder, plans);
    expected.check(scenario.items(EXPECT), true);
    scenario.maybe(COMPARE).ifPresent(compare -> CompareBlock.check(binder, expected, compare));
  }
}
