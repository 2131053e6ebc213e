package io.godwit.scenarios.file;

import io.godwit.model.fleet.Balances;
import io.godwit.model.fleet.CancelOne;
import io.godwit.model.fleet.CancelPlan;
import io.godwit.model.fleet.Drain;
import io.godwit.model.fleet.Evacuate;
import io.godwit.model.fleet.Limits;
import io.godwit.model.fleet.MigrateOne;
import io.godwit.model.fleet.Orders;
import io.godwit.model.fleet.Placements;
import io.godwit.model.fleet.Plan;
import io.godwit.model.fleet.PlanAction;
import io.godwit.model.fleet.Rebalance;
import io.godwit.model.fleet.Upgrade;
import io.godwit.model.topology.HostRange;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Builds plans and limits from checked values. */
final class PlanBuilder {

  private final PlanNames names;
  private final Topology topology;
  private final Values orchestration;
  private final List<String> kinds;

  private PlanBuilder(
      PlanNames names, Topology topology, Values orchestration, List<String> kinds) {
    this.kinds = kinds;
    this.names = names;
    this.topology = topology;
    this.orchestration = orchestration;
  }

  static List<Plan> plans(Values root, Topology topology) {
    Values orchestration = MigrationBuilder.orchestration(root.block("migration"));
    List<String> kinds =
        ScenarioBuilder.blocks(root.block("datacenter"), "hosts").stream()
            .map(kind -> kind.text("name"))
            .toList();
    var builder = new PlanBuilder(PlanNames.of(root), topology, orchestration, kinds);
    return ScenarioBuilder.blocks(root, "plan").stream().map(builder::plan).toList();
  }

  /** A limit that is not there limits nothing. */
  static Limits limits(Values limits) {
    return new Limits(
        count(limits, "per-source"),
        count(limits, "per-destination"),
        count(limits, "total"),
        count(limits, "per-uplink"),
        limits.has("min-rate") ? ScenarioBuilder.rate(limits, "min-rate") : ByteRate.ZERO);
  }

  private static int count(Values limits, String key) {
    return limits.has(key) ? limits.count(key) : Limits.NONE;
  }

  private Limits ofPlan(Values own) {
    Limits limits = limits(own);
    return new Limits(
        ofOrchestrator(own, "per-source", "parallel-per-source", limits.perSource()),
        ofOrchestrator(own, "per-destination", "parallel-per-destination", limits.perDestination()),
        ofOrchestrator(own, "total", "parallel", limits.total()),
        limits.perUplink(),
        limits.minRate());
  }

  /** The plan's own, else the orchestrator's if it has one. */
  private int ofOrchestrator(Values own, String key, String parameter, int otherwise) {
    boolean given = own.find(key).filter(Values.Found::given).isPresent();
    return given || !orchestration.has(parameter) ? otherwise : orchestration.count(parameter);
  }

  private Plan plan(Values values) {
    return new Plan(
        values.has("name") ? Optional.of(values.text("name")) : Optional.empty(),
        values.has("after") ? names.number(values.text("after")) : OptionalInt.empty(),
        SimTime.ZERO.plus(ScenarioBuilder.duration(values, "at")),
        action(values),
        ofPlan(values.block("limits")),
        ScenarioBuilder.constant(Placements.values(), Placements::word, values.text("place")),
        ScenarioBuilder.constant(Orders.values(), Orders::word, values.text("order")),
        values.has("deadline")
            ? Optional.of(ScenarioBuilder.duration(values, "deadline"))
            : Optional.empty());
  }

  private Upgrade upgrade(Values values) {
    HostRange hosts = topology.named(values.text("upgrade")).orElseThrow();
    OptionalInt becomes =
        values.has("becomes")
            ? OptionalInt.of(kinds.indexOf(values.text("becomes")))
            : OptionalInt.empty();
    return new Upgrade(
        values.text("upgrade"),
        hosts.first(),
        hosts.first() + hosts.count() - 1,
        values.count("batch"),
        ScenarioBuilder.duration(values, "down-for"),
        DeviceBuilder.drawn(values, "down-for"),
        becomes,
        values.yes("refill"));
  }

  private PlanAction action(Values values) {
    if (values.has("drain")) {
      HostRange hosts = topology.named(values.text("drain")).orElseThrow();
      return new Drain(
          values.text("drain"),
          hosts.first(),
          hosts.first() + hosts.count() - 1,
          values.yes("uncordon"));
    } else if (values.has("upgrade")) {
      return upgrade(values);
    } else if (values.has("evacuate")) {
      return new Evacuate(
          values.text("evacuate"), topology.named(values.text("evacuate")).orElseThrow());
    } else if (values.has("migrate")) {
      OptionalInt destination =
          values.has("to")
              ? OptionalInt.of(topology.named(values.text("to")).orElseThrow().first())
              : OptionalInt.empty();
      return new MigrateOne(values.text("migrate"), destination);
    } else if (values.has("cancel")) {
      List<Integer> plans = names.ended(values.text("cancel"));
      return plans.isEmpty()
          ? new CancelOne(values.text("cancel"))
          : new CancelPlan(values.text("cancel"), plans, values.text("under-way").equals("undo"));
    }
    String target = values.text("rebalance");
    HostRange hosts = topology.named(target).orElse(new HostRange(0, topology.hosts()));
    return new Rebalance(
        target,
        hosts,
        ScenarioBuilder.constant(Balances.values(), Balances::word, values.text("by")),
        values.count("within"));
  }
}
