package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.DURATION;
import static io.godwit.scenarios.file.Amounts.PERCENT;
import static io.godwit.scenarios.file.Amounts.POSITIVE_DURATION;

import io.godwit.model.fleet.Balances;
import io.godwit.model.fleet.CancelOne;
import io.godwit.model.fleet.CancelPlan;
import io.godwit.model.fleet.Drain;
import io.godwit.model.fleet.Evacuate;
import io.godwit.model.fleet.MigrateOne;
import io.godwit.model.fleet.Orders;
import io.godwit.model.fleet.Placements;
import io.godwit.model.fleet.Plan;
import io.godwit.model.fleet.PlanAction;
import io.godwit.model.fleet.Rebalance;
import io.godwit.model.fleet.Upgrade;
import io.godwit.model.topology.HostRange;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.scenarios.file.ValueType.Drawn;
import io.godwit.scenarios.file.ValueType.Text;
import io.godwit.scenarios.file.ValueType.TextOrBlock;
import io.godwit.scenarios.file.ValueType.Whole;
import io.godwit.scenarios.file.ValueType.Word;
import io.godwit.scenarios.file.ValueType.YesOrNo;
import java.util.List;
import java.util.OptionalInt;

/** What moves, and when. */
final class PlanBlock {

  static final Section SECTION = new Section("plan");

  private static final String UNDO = "undo";

  static final Key<String> NAME =
      SECTION.optional(
          "name", new Text("evening"), "for reports and other plans; else plan-0 and so on");

  static final Key<String> AFTER =
      SECTION.optional(
          "after",
          new Text("plan-0"),
          "the plan that must have ended before, by name or number, however it ended");

  private static final Key<SimDuration> AT =
      SECTION.withDefault(
          "at",
          DURATION,
          "0 s",
          "virtual time of its beginning; with after, since that plan's end");

  static final Key<SimDuration> DEADLINE =
      SECTION.optional(
          "deadline",
          POSITIVE_DURATION,
          "since its beginning: what has not begun by then does not begin; the plan is missed");

  static final Key<String> DRAIN =
      SECTION.optional(
          "drain",
          new TextOrBlock("pod-0/rack-1", Places.WORDS, List.of("uncordon")),
          "empties a host, a rack or a pod; nobody may arrive from its beginning on");

  private static final Key<Boolean> UNCORDON =
      SECTION.withDefault(
          "uncordon",
          new YesOrNo(),
          "false",
          "drain: whether guests may arrive again when it ends");

  static final Key<String> MIGRATE =
      SECTION.optional(
          "migrate",
          new TextOrBlock("web-0", List.of("vm", "guest"), List.of("to")),
          "moves one guest, and with it those that it is together with");

  static final Key<String> EVACUATE =
      SECTION.optional(
          "evacuate",
          new TextOrBlock("pod-0/rack-1/host-2", Places.WORDS, List.of()),
          "starts the guests anew elsewhere that were lost with a host, a rack or a pod, once it"
              + " counts as failed; nobody is started on any of its hosts, also once they are back");

  static final Key<String> CANCEL =
      SECTION.optional(
          "cancel",
          new TextOrBlock("web-0", List.of("plan", "guest", "vm", "hosts"), List.of("under-way")),
          "ends the migration of one guest, which stays, and of those that it is together with; or a"
              + " plan, by its name or the hosts that"
              + " it drains: what has not begun does not begin, and guests may arrive again");

  static final Key<String> UNDER_WAY =
      SECTION.withDefault(
          "under-way",
          Word.of("finish", UNDO),
          "finish",
          "cancel of a plan: what its migrations under way do");

  static final Key<String> TO =
      SECTION.optional(
          "to", new Text("pod-0/rack-1/host-2"), "migrate: its destination, else as placed");

  static final Key<String> REBALANCE =
      SECTION.optional(
          "rebalance",
          new TextOrBlock("pod-0", Places.WORDS, List.of("by", "within")),
          "evens out a rack or a pod, or all: moves guests from the fullest host to the emptiest,"
              + " nobody twice, and those that are together all or none; where it cannot reach its"
              + " goal it says why");

  static final Key<Balances> BY =
      SECTION.withDefault(
          "by",
          Word.of(Balances.values(), Balances::word),
          "memory",
          "rebalance: what is evened out: memory or cpu (processors) in use, as a part of what a"
              + " host has, or the count of guests, as a part of the mean");

  private static final Key<Long> WITHIN =
      SECTION.withDefault(
          "within", PERCENT, "5%", "rebalance: the gap that may stay between any two hosts");

  static final Key<String> UPGRADE =
      SECTION.optional(
          "upgrade",
          new TextOrBlock(
              "pod-0/rack-1", Places.WORDS, List.of("batch", "down-for", "becomes", "refill")),
          "takes hosts down, batch by batch, once each batch is empty, and brings them back");

  private static final Key<Long> BATCH =
      SECTION.withDefault("batch", new Whole(1, 100_000), "1", "upgrade: how many hosts at once");

  private static final Key<SimDuration> DOWN_FOR =
      SECTION.withDefault(
          "down-for",
          new Drawn<>(POSITIVE_DURATION),
          "5 min",
          "upgrade: how long each batch is down; drawn for each batch");

  static final Key<String> BECOMES =
      SECTION.optional(
          "becomes", new Text("new"), "upgrade: the kind of hosts that they come back as");

  private static final Key<Boolean> REFILL =
      SECTION.withDefault(
          "refill",
          new YesOrNo(),
          "false",
          "upgrade: whether the guests go back to their hosts before the next batch");

  static final Key<Values> LIMITS =
      SECTION.block("limits", LimitsBlock.SECTION, "how many migrations run at once");

  static final Key<Placements> PLACE =
      SECTION.withDefault(
          "place",
          Word.of(Placements.values(), Placements::word),
          "least-loaded",
          "where guests go");

  static final Key<Orders> ORDER =
      SECTION.withDefault(
          "order", Word.of(Orders.values(), Orders::word), "fifo", "who goes first");

  private final PlanNames names;
  private final Topology topology;
  private final List<String> kinds;

  private PlanBlock(PlanNames names, Topology topology, List<String> kinds) {
    this.names = names;
    this.topology = topology;
    this.kinds = kinds;
  }

  static List<Plan> build(Values root, Topology topology) {
    Values orchestration = MigrationBlock.orchestration(root.get(ScenarioBlock.MIGRATION));
    var block =
        new PlanBlock(
            PlanNames.of(root),
            topology,
            DatacenterBlock.kindsOf(root).stream()
                .map(kind -> kind.get(HostKindBlock.NAME))
                .toList());
    return root.list(ScenarioBlock.PLAN).stream()
        .map(plan -> block.build(plan, orchestration))
        .toList();
  }

  private Plan build(Values plan, Values orchestration) {
    return new Plan(
        plan.maybe(NAME),
        plan.maybe(AFTER).map(names::number).orElse(OptionalInt.empty()),
        SimTime.ZERO.plus(plan.get(AT)),
        action(plan),
        LimitsBlock.build(plan.get(LIMITS), orchestration),
        plan.get(PLACE),
        plan.get(ORDER),
        plan.maybe(DEADLINE));
  }

  private PlanAction action(Values plan) {
    if (plan.has(DRAIN)) {
      HostRange hosts = hosts(plan.get(DRAIN));
      return new Drain(plan.get(DRAIN), hosts.first(), last(hosts), plan.get(UNCORDON));
    } else if (plan.has(UPGRADE)) {
      return upgrade(plan);
    } else if (plan.has(EVACUATE)) {
      return new Evacuate(plan.get(EVACUATE), hosts(plan.get(EVACUATE)));
    } else if (plan.has(MIGRATE)) {
      return new MigrateOne(
          plan.get(MIGRATE),
          plan.maybe(TO).map(to -> OptionalInt.of(hosts(to).first())).orElse(OptionalInt.empty()));
    } else if (plan.has(CANCEL)) {
      List<Integer> plans = names.ended(plan.get(CANCEL));
      return plans.isEmpty()
          ? new CancelOne(plan.get(CANCEL))
          : new CancelPlan(plan.get(CANCEL), plans, plan.get(UNDER_WAY).equals(UNDO));
    }
    String target = plan.get(REBALANCE);
    return new Rebalance(
        target,
        topology.named(target).orElse(new HostRange(0, topology.hosts())),
        plan.get(BY),
        plan.count(WITHIN));
  }

  private Upgrade upgrade(Values plan) {
    HostRange hosts = hosts(plan.get(UPGRADE));
    return new Upgrade(
        plan.get(UPGRADE),
        hosts.first(),
        last(hosts),
        plan.count(BATCH),
        plan.get(DOWN_FOR),
        plan.drawn(DOWN_FOR),
        plan.maybe(BECOMES)
            .map(kind -> OptionalInt.of(kinds.indexOf(kind)))
            .orElse(OptionalInt.empty()),
        plan.get(REFILL));
  }

  private HostRange hosts(String place) {
    return topology.named(place).orElseThrow();
  }

  private static int last(HostRange hosts) {
    return hosts.first() + hosts.count() - 1;
  }
}
