package io.godwit.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.godwit.model.entity.Entity;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.State;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.Event;
import io.godwit.model.event.FleetEvent.RunFinished;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.runtime.entity.EntityShell;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Actors that are stopped between deliveries go on as if they had not been. */
class StopRulesTest {

  private static final Config IN_MEMORY =
      ConfigFactory.parseString("akka.persistence.journal.plugin = akka.persistence.journal.inmem");
  private static final int PLAYERS = 5;
  private static final long THROWS = 200;

  private Kernel kernel;
  private int started;

  private record Ball(long left) implements Message {}

  /** How many balls a player has had, from its record alone. */
  private static final class Had implements State {
    private long balls;

    @Override
    public void evolve(SimTime at, Event event) {
      balls++;
    }
  }

  /** Where a ball goes and how long it takes depends on how many the player has had. */
  private static final class Player implements Entity<Had> {
    @Override
    public Had initial() {
      return new Had();
    }

    @Override
    public void decide(UnitOfWork<Had> unit, Message message) {
      unit.record(new RunFinished(unit.state().balls));
      long had = unit.state().balls;
      if (((Ball) message).left() > 0) {
        unit.send(
            player(had * 3 % PLAYERS),
            SimDuration.ofNanos(1 + had * 7 % 11),
            new Ball(((Ball) message).left() - 1));
      }
    }
  }

  private static EntityId player(long number) {
    return EntityId.hypervisor("player-" + number);
  }

  private long play(StopRules rules) {
    started = 0;
    kernel =
        new Kernel(
            id -> {
              started++;
              return EntityShell.create(id, new Player(), kernel, (entity, occurrence) -> {});
            },
            IN_MEMORY,
            rules);
    try (Kernel running = kernel) {
      for (long number = 0; number < PLAYERS; number++) {
        running.send(
            player(number), new Outgoing(player(number), Outgoing.SHORTEST, new Ball(THROWS)));
      }
      running.run();
      assertThat(running.deliveries()).isEqualTo(PLAYERS * (THROWS + 1));
      return running.digest();
    }
  }

  @Test
  void should_change_nothing_when_actors_are_stopped() {
    long undisturbed = play(StopRules.NONE);
    assertThat(started).isEqualTo(PLAYERS);

    assertThat(play(StopRules.always(1))).isEqualTo(undisturbed);
    assertThat(started).isEqualTo((int) (PLAYERS * (THROWS + 1)));

    assertThat(play(new StopRules(1, Optional.empty(), 100_000))).isEqualTo(undisturbed);
    assertThat(started).isBetween(PLAYERS + 50, PLAYERS + 150);

    assertThat(play(new StopRules(1, Optional.of(SimDuration.ofNanos(8)), 0)))
        .isEqualTo(undisturbed);
    assertThat(started).isGreaterThan(PLAYERS);
  }

  @Test
  void should_stop_who_is_idle_and_nobody_else() {
    kernel =
        new Kernel(
            id -> EntityShell.create(id, new Player(), kernel, (entity, occurrence) -> {}),
            IN_MEMORY,
            new StopRules(1, Optional.of(SimDuration.ofNanos(100)), 0));
    try (Kernel running = kernel) {
      for (long at : new long[] {1, 60, 99, 130, 190, 300}) {
        running.send(
            player(at % 2), new Outgoing(player(at % 2), SimDuration.ofNanos(at), new Ball(0)));
      }
      runTo(running, 99);
      assertThat(running.actors()).isEqualTo(2);
      runTo(running, 190);
      assertThat(running.actors()).as("served at 99 and at 190").isEqualTo(2);
      runTo(running, 300);
      assertThat(running.actors()).isEqualTo(1);
    }
  }

  private static void runTo(Kernel kernel, long nanos) {
    kernel.run(() -> kernel.now().nanos() < nanos);
  }

  @Test
  void should_keep_an_actor_without_a_record() {
    kernel =
        new Kernel(
            id -> {
              started++;
              return PlainActor.create(id, delivery -> List.of(), kernel);
            },
            ConfigFactory.empty(),
            StopRules.always(1));
    try (Kernel running = kernel) {
      for (long at = 1; at <= 3; at++) {
        running.send(player(0), new Outgoing(player(0), SimDuration.ofNanos(at), new Ball(0)));
      }
      running.run();
      assertThat(running.actors()).isEqualTo(1);
      assertThat(started).isEqualTo(1);
    }
  }

  @Test
  void should_refuse_a_chance_or_a_time_that_makes_no_sense() {
    assertThatThrownBy(() -> new StopRules(1, Optional.empty(), 1_000_001))
        .hasMessageContaining("1000001");
    assertThatThrownBy(() -> new StopRules(1, Optional.of(SimDuration.ZERO), 0))
        .hasMessageContaining("more than nothing");
  }
}
