package io.godwit.model.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.Scene;
import io.godwit.model.event.Event;
import io.godwit.model.event.FleetEvent.MigrationAdmitted;
import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.FleetEvent.PlanFinished;
import io.godwit.model.event.FleetEvent.RetryScheduled;
import io.godwit.model.fleet.FleetMessage.BeginRun;
import io.godwit.model.id.EntityId;
import io.godwit.model.id.EntityKind;
import io.godwit.model.migration.MigrationAnswer.AttemptEnded;
import io.godwit.model.migration.MigrationMessage.CancelAttempt;
import io.godwit.model.migration.MigrationMessage.StartAttempt;
import io.godwit.model.migration.Outcome;
import io.godwit.model.network.FabricMessage.ReportUsage;
import io.godwit.model.topology.HostRange;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Two fleets live through the same, and one of them is stopped after every message: nobody can tell
 * which. Whatever the plans and however attempts end, limits are kept, every migration gets its
 * last word, and the links are asked for once.
 */
class FleetRecoveryTest {

  private record Due(SimTime at, long order, EntityId from, Message message)
      implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  /** One run: the migrations are drawn, the fleet is real. */
  private static final class World {
    private final Gen gen;
    private final List<Plan> plans;
    private final Fleet fleet;
    private final Scene<FleetState> steady;
    private final Scene<FleetState> shaken;
    private final PriorityQueue<Due> underWay = new PriorityQueue<>();
    private final Map<EntityId, Due> endings = new LinkedHashMap<>();
    private final Map<String, Integer> planOf = new LinkedHashMap<>();
    private final Set<String> running = new HashSet<>();
    private final Set<String> settled = new HashSet<>();
    private boolean isCompared = true;
    private boolean alwaysCompletes;
    private int plansFinished;
    private int reports;
    private long order;

    World(Gen gen, FleetSettings settings) {
      this.gen = gen;
      plans = settings.plans();
      fleet = new Fleet(settings);
      steady = Scene.of(fleet);
      shaken = Scene.of(new Fleet(settings));
    }

    void run() {
      put(SimDuration.ofNanos(1), EntityId.fleet(), new BeginRun());
      while (!underWay.isEmpty()) {
        Due next = underWay.poll();
        endings.remove(next.from(), next);
        SimDuration passed = next.at().since(steady.now());
        steady.after(passed).when(next.from(), next.message());
        if (isCompared) {
          compare(passed, next);
        }
        steady.events().forEach(this::happened);
        steady.outgoing().forEach(this::sent);
      }
    }

    private void compare(SimDuration passed, Due next) {
      shaken.after(passed).when(next.from(), next.message());
      assertThat(shaken.events()).isEqualTo(steady.events());
      assertThat(shaken.outgoing()).isEqualTo(steady.outgoing());
      shaken.recovered();
    }

    private Due put(SimDuration after, EntityId from, Message message) {
      var due = new Due(steady.now().plus(after), order++, from, message);
      underWay.add(due);
      return due;
    }

    private void sent(Outgoing out) {
      if (out.to().kind() == EntityKind.FLEET) {
        put(out.delay(), EntityId.fleet(), out.message());
      } else if (out.message() instanceof ReportUsage) {
        reports++;
      } else if (out.message() instanceof StartAttempt) {
        ending(out.to(), SimDuration.ofMillis(gen.between(1, 5_000)), drawn());
      } else if (out.message() instanceof CancelAttempt && endings.containsKey(out.to())) {
        underWay.remove(endings.get(out.to()));
        ending(out.to(), SimDuration.ofMillis(2), gen.oneOf(List.of(Outcome.values())));
      }
    }

    private Outcome drawn() {
      return alwaysCompletes || gen.chance(60)
          ? Outcome.COMPLETED
          : gen.oneOf(List.of(Outcome.values()));
    }

    private void ending(EntityId migration, SimDuration after, Outcome outcome) {
      endings.put(migration, put(after, migration, new AttemptEnded(outcome, "drawn")));
    }

    private void happened(Event event) {
      if (event instanceof MigrationPlanned planned) {
        planOf.put(planned.migration(), planned.plan());
      } else if (event instanceof MigrationAdmitted admitted) {
        running.add(admitted.migration());
        int plan = planOf.get(admitted.migration());
        long together = running.stream().filter(each -> planOf.get(each) == plan).count();
        assertThat(together).isLessThanOrEqualTo(plans.get(plan).limits().total());
        assertThat(steady.state().plan(plan).tally().running()).isEqualTo((int) together);
      } else if (event instanceof RetryScheduled retry) {
        running.remove(retry.migration());
      } else if (event instanceof MigrationSettled end) {
        running.remove(end.migration());
        assertThat(settled.add(end.migration())).as("%s settled twice", end).isTrue();
      } else if (event instanceof PlanFinished) {
        plansFinished++;
      }
    }
  }

  @Property(tries = 60)
  void should_not_be_told_from_one_that_was_never_stopped(Gen gen) {
    var world = new World(gen, ground(gen).settings());
    world.run();
    assertThat(world.settled).isEqualTo(world.planOf.keySet());
    assertThat(world.plansFinished).isEqualTo(world.plans.size());
    assertThat(world.reports).isEqualTo(1);
  }

  /** One that is stopped looks at all that wait again; one that is not knows what they wait for. */
  @Property(tries = 40)
  void should_let_many_begin_one_by_one_in_the_same_order_whether_it_was_stopped(Gen gen) {
    var world = new World(gen, crowd(gen).settings());
    world.run();
    assertThat(world.settled).isEqualTo(world.planOf.keySet());
    assertThat(world.plansFinished).isEqualTo(world.plans.size());
  }

  @Test
  void should_search_no_more_for_each_when_more_are_asked_for_one_by_one() {
    for (boolean haveGoals : new boolean[] {false, true}) {
      long few = searches(60, haveGoals);
      assertThat(searches(120, haveGoals)).isLessThan(23 * few / 10);
      assertThat(few).isLessThan(40 * 60);
    }
  }

  /** How many it takes to move so many guests, ten from each host, all asked for at once. */
  private static long searches(int guests, boolean haveGoals) {
    int hosts = guests / 10;
    Ground ground = Ground.of(hosts).attempts(1).inAnyOrder();
    for (int guest = 0; guest < guests; guest++) {
      ground.guest("vm-" + guest, guest % hosts, 1);
      int goal = (guest * 7 + 3) % hosts;
      OptionalInt to =
          haveGoals && goal != guest % hosts ? OptionalInt.of(goal) : OptionalInt.empty();
      ground.plan(
          new Plan(
              SimTime.ZERO,
              new MigrateOne("vm-" + guest, to),
              new Limits(2, 2, 1_000),
              Placements.LEAST_LOADED,
              Orders.FIFO));
    }
    var world = new World(new Gen(1), ground.settings());
    world.isCompared = false;
    world.run();
    return world.fleet.searches();
  }

  @Test
  void should_not_look_at_all_hosts_for_each_where_many_fit_in_none() {
    long few = looks(20);
    assertThat(looks(40)).isLessThan(23 * few / 10);
    assertThat(few).isLessThan(4 * 100);
  }

  /** How many it takes to empty so many hosts of small guests, while large ones fit in no other. */
  private static long looks(int hosts) {
    Ground ground = Ground.ofRacks(2, hosts).attempts(1).inAnyOrder();
    for (int host = 0; host < hosts; host++) {
      ground.guest("large-" + host, host, 20).guest("there-" + host, hosts + host, 50);
      for (int small = 0; small < 4; small++) {
        ground.guest("small-%d-%d".formatted(host, small), host, 1);
      }
    }
    ground.plan(
        new Drain("pod-0/rack-0", 0, hosts - 1, false),
        new Limits(1, 2, 1_000),
        Placements.LEAST_LOADED,
        Orders.LARGEST_FIRST);
    var world = new World(new Gen(1), ground.settings());
    world.isCompared = false;
    world.alwaysCompletes = true;
    world.run();
    assertThat(world.settled).hasSize(5 * hosts);
    return world.fleet.looks();
  }

  /** Guests that are asked for by name, in whatever order, most of them alike. */
  private static Ground crowd(Gen gen) {
    int hosts = gen.between(2, 6);
    int guests = gen.between(5, 25);
    Ground ground = Ground.of(hosts).attempts(gen.between(1, 2)).inAnyOrder();
    for (int guest = 0; guest < guests; guest++) {
      ground.guest("vm-" + guest, guest % hosts, gen.chance(80) ? 2 : gen.between(1, 3));
      if (gen.chance(10)) {
        ground.traits("vm-" + guest, together("q" + guest % hosts));
      }
    }
    Limits limits = new Limits(gen.between(1, 2), gen.between(1, 3), gen.between(1, 2));
    for (int guest = 0; guest < guests; guest++) {
      OptionalInt to =
          gen.chance(20) ? OptionalInt.of(gen.between(0, hosts - 1)) : OptionalInt.empty();
      PlanAction action = new MigrateOne("vm-" + guest, to);
      if (gen.chance(5)) {
        action = new Drain(Ground.host(0), 0, 0, gen.chance(50));
      }
      Plan drawn = plan(gen, ground.plans(), action);
      ground.plan(
          new Plan(
              drawn.name(),
              OptionalInt.empty(),
              gen.chance(80) ? SimTime.ZERO : drawn.at(),
              action,
              gen.chance(90) ? limits : drawn.limits(),
              drawn.place(),
              drawn.order(),
              Optional.empty()));
    }
    return gen.chance(20) ? ground.limits(new Limits(2, 2, gen.between(2, 4))) : ground;
  }

  /** Those of one host have a word in common. */
  private static GuestTraits together(String word) {
    return new GuestTraits(
        true, 0, List.of(), List.of(), Optional.empty(), Optional.of(word), "", "");
  }

  private static Ground ground(Gen gen) {
    int hosts = gen.between(2, 4);
    int guests = gen.between(1, 5);
    Ground ground = Ground.of(hosts).attempts(gen.between(1, 3));
    for (int guest = 0; guest < guests; guest++) {
      ground.guest("vm-" + guest, guest % 2, gen.between(1, 20));
      if (gen.chance(20)) {
        ground.traits("vm-" + guest, together("q" + guest % 2));
      }
    }
    for (int plan = gen.between(1, 4); plan > 0; plan--) {
      ground.plan(
          plan(gen, ground.plans(), action(gen, hosts, "vm-" + gen.between(0, guests - 1))));
    }
    if (gen.chance(50)) {
      ground.pinned("vm-0");
    }
    return gen.chance(50)
        ? ground.limits(new Limits(2, 2, 2, 1, ByteRate.of(gen.between(0, 600))))
        : ground;
  }

  private static Plan plan(Gen gen, int before, PlanAction action) {
    return new Plan(
        gen.chance(30) ? Optional.of("named-" + before) : Optional.empty(),
        before > 0 && gen.chance(30)
            ? OptionalInt.of(gen.between(0, before - 1))
            : OptionalInt.empty(),
        SimTime.ZERO.plus(SimDuration.ofMillis(gen.between(0, 8_000))),
        action,
        new Limits(gen.between(1, 2), gen.between(1, 2), gen.between(1, 3)),
        gen.oneOf(List.of(Placements.values())),
        gen.oneOf(List.of(Orders.values())),
        gen.chance(30)
            ? Optional.of(SimDuration.ofMillis(gen.between(1, 6_000)))
            : Optional.empty());
  }

  private static PlanAction action(Gen gen, int hosts, String guest) {
    return switch (gen.between(0, 4)) {
      case 0 -> new Drain(Ground.host(0), 0, gen.between(0, 1), gen.chance(50));
      case 1 -> new CancelOne(guest);
      case 3 -> new CancelPlan("plan-0", List.of(0), gen.chance(50));
      case 2 -> new Rebalance("all", new HostRange(0, hosts), Balances.MEMORY, 5);
      default -> new MigrateOne(guest, OptionalInt.empty());
    };
  }
}
