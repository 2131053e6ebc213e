package io.godwit.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import io.godwit.model.checkpoint.Checkpoint;
import io.godwit.model.checkpoint.Checkpoint.QueuedMessage;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimDuration;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From a checkpoint a run goes on as if it had not ended. */
class KernelCheckpointTest {

  private Kernel kernel;

  /** Carries all that its receiver needs, so that no entity has a state. */
  private record Ball(long left) implements Message {}

  private static EntityId player(long number) {
    return EntityId.hypervisor("player-" + number % 5);
  }

  private Kernel players() {
    kernel =
        new Kernel(
            id -> PlainActor.create(id, delivery -> thrown(((Ball) delivery.message())), kernel),
            ConfigFactory.empty());
    return kernel;
  }

  private static List<Outgoing> thrown(Ball ball) {
    return ball.left() == 0
        ? List.of()
        : List.of(
            new Outgoing(
                player(ball.left() * 7 / 3),
                SimDuration.ofNanos(1 + ball.left() * 5 % 9),
                new Ball(ball.left() - 1)));
  }

  private static void begin(Kernel kernel) {
    for (long i = 0; i < 8; i++) {
      kernel.send(player(i), new Outgoing(player(i), SimDuration.ofNanos(1 + i), new Ball(20)));
    }
  }

  private static void runTo(Kernel kernel, long deliveries) {
    kernel.run(() -> kernel.deliveries() < deliveries);
  }

  @Test
  void should_go_on_from_any_delivery_as_if_nothing_had_been() {
    long whole;
    try (Kernel running = players()) {
      begin(running);
      running.run();
      assertThat(running.deliveries()).isEqualTo(8 * 21);
      whole = running.digest();
    }
    for (long at = 1; at <= 8 * 21; at += 13) {
      Checkpoint checkpoint;
      try (Kernel running = players()) {
        begin(running);
        runTo(running, at);
        checkpoint = running.checkpoint(77);
      }
      assertThat(checkpoint.step()).isEqualTo(at);
      assertThat(checkpoint.recorded()).isEqualTo(77);
      assertThat(checkpoint.queue()).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
      try (Kernel resumed = players()) {
        resumed.restore(checkpoint);
        assertThat(resumed.checkpoint(77)).isEqualTo(checkpoint);
        resumed.run();
        assertThat(resumed.deliveries()).isEqualTo(8 * 21);
        assertThat(resumed.digest()).as("from delivery %d", at).isEqualTo(whole);
      }
    }
  }

  @Test
  void should_hold_what_is_under_way_and_nothing_else() {
    try (Kernel running = players()) {
      running.send(player(1), new Outgoing(player(2), SimDuration.ofNanos(9), new Ball(0)));
      running.send(player(1), new Outgoing(player(3), SimDuration.ofNanos(4), new Ball(0)));
      runTo(running, 1);
      Checkpoint checkpoint = running.checkpoint(0);
      assertThat(checkpoint.queue())
          .containsExactly(
              new QueuedMessage(
                  checkpoint.now().plus(SimDuration.ofNanos(5)),
                  checkpoint.now().plus(SimDuration.ofNanos(5)),
                  player(1),
                  1,
                  player(2),
                  new Ball(0)));
      assertThat(checkpoint.sent()).containsExactly(new Checkpoint.SentCount(player(1), 2));
    }
  }

  @Test
  void should_refuse_while_a_timer_of_akkas_is_set_and_once_it_has_run() {
    kernel =
        new Kernel(
            id ->
                Behaviors.withTimers(
                    timers ->
                        Behaviors.receiveMessage(
                            instruction -> {
                              if (((Ball) ((Delivery) instruction).message()).left() > 0) {
                                timers.startSingleTimer(instruction, Duration.ofSeconds(1));
                              } else {
                                timers.cancelAll();
                              }
                              kernel.finished(id);
                              return Behaviors.same();
                            })),
            ConfigFactory.empty());
    try (Kernel running = kernel) {
      running.send(player(1), new Outgoing(player(1), SimDuration.ofNanos(1), new Ball(1)));
      running.send(player(1), new Outgoing(player(1), SimDuration.ofNanos(2), new Ball(0)));
      runTo(running, 1);
      assertThat(running.isPlainData()).isFalse();
      assertThatThrownBy(() -> running.checkpoint(0)).hasMessageContaining("1 timers of Akka's");
      runTo(running, 2);
      Checkpoint checkpoint = running.checkpoint(0);
      assertThatThrownBy(() -> running.restore(checkpoint)).hasMessageContaining("has run already");
    }
  }
}
