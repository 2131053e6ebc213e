package io.godwit.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class KernelTest {

  private static final EntityId FIRST = EntityId.hypervisor("first");
  private static final EntityId SECOND = EntityId.hypervisor("second");

  private record Note(String text) implements Message {}

  private final List<String> seen = new ArrayList<>();
  private Kernel kernel;

  @Test
  void should_order_by_time_then_source_then_that_sources_sequence() {
    try (var running = listening()) {
      note(running, SECOND, 5, "second a");
      note(running, FIRST, 5, "first a");
      note(running, SECOND, 3, "second early");
      note(running, FIRST, 5, "first b");

      running.run();

      assertThat(seen)
          .containsExactly("3 ns second early", "5 ns first a", "5 ns first b", "5 ns second a");
      assertThat(running.deliveries()).isEqualTo(4);
    }
  }

  @Test
  void should_keep_the_order_of_what_is_put_off_however_often() {
    try (var running = serving(this::putOffUntilTwenty)) {
      note(running, SECOND, 1, "a");
      note(running, FIRST, 2, "b");
      note(running, FIRST, 6, "c");
      note(running, SECOND, 20, "e");
      note(running, FIRST, 5, "d, which came before c");

      running.run();

      assertThat(seen)
          .containsExactly(
              "second a", "first b", "first d, which came before c", "first c", "second e");
    }
  }

  private List<Outgoing> putOffUntilTwenty(Delivery delivery) {
    long nanos = delivery.at().nanos();
    if (nanos < 20) {
      var wait = SimDuration.ofNanos((nanos < 4 ? 10 : 20) - nanos);
      return List.of(new Outgoing(SECOND, wait, delivery.message(), true));
    }
    seen.add(delivery.from().name() + " " + ((Note) delivery.message()).text());
    return List.of();
  }

  @Test
  void should_give_the_same_digest_whatever_the_order_of_insertion() {
    assertThat(digestOf(List.of(FIRST, SECOND))).isEqualTo(digestOf(List.of(SECOND, FIRST)));
    assertThat(digestOf(List.of(FIRST, SECOND))).isNotEqualTo(digestOf(List.of(FIRST, FIRST)));
  }

  private long digestOf(List<EntityId> senders) {
    try (var running = listening()) {
      senders.forEach(sender -> note(running, sender, 7, "x"));
      running.run();
      return running.digest();
    }
  }

  @Test
  void should_run_akkas_own_timers_on_virtual_time() {
    Function<EntityId, Behavior<Instruction>> ticking =
        id ->
            Behaviors.withTimers(
                timers ->
                    Behaviors.receive(
                        (context, instruction) -> {
                          var delivery = (Delivery) instruction;
                          if (delivery.message() instanceof Note note
                              && note.text().equals("start")) {
                            var tick =
                                new Delivery(delivery.at(), delivery.step(), id, new Note("tick"));
                            timers.startTimerWithFixedDelay(tick, Duration.ofDays(1));
                            timers.startSingleTimer(
                                new Delivery(delivery.at(), delivery.step(), id, new Note("stop")),
                                Duration.ofHours(60));
                            kernel.finished(id);
                          } else if (((Note) delivery.message()).text().equals("stop")) {
                            timers.cancelAll();
                          }
                          seen.add(
                              kernel.now().nanos() / 3_600_000_000_000L
                                  + " h "
                                  + ((Note) delivery.message()).text());
                          return Behaviors.same();
                        }));
    kernel = new Kernel(ticking, ConfigFactory.empty());
    try (var running = kernel) {
      note(running, FIRST, 1, "start");
      running.run();
      assertThat(seen).containsExactly("0 h start", "24 h tick", "48 h tick", "60 h stop");
      assertThat(running.scheduled()).isZero();
    }
  }

  @Test
  void should_diagnose_an_actor_that_never_finishes() {
    try (var running = new Kernel(id -> Behaviors.ignore(), ConfigFactory.empty())) {
      note(running, FIRST, 9, "lost");
      assertThatThrownBy(running::run)
          .isInstanceOf(StalledRunException.class)
          .hasMessageContaining("hypervisor|second did not finish with Note[text=lost] at 9 ns");
    }
  }

  @Test
  void should_end_the_run_with_an_actors_bug() {
    Function<EntityId, Behavior<Instruction>> broken =
        id ->
            PlainActor.create(
                id,
                delivery -> {
                  throw new IllegalStateException("a rule is wrong");
                },
                kernel);
    kernel = new Kernel(id -> broken.apply(id), ConfigFactory.empty());
    try (var running = kernel) {
      note(running, FIRST, 1, "go");
      assertThatThrownBy(running::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("hypervisor|second at 1 ns on Note[text=go]")
          .hasRootCauseMessage("a rule is wrong");
    }
  }

  private Kernel listening() {
    return serving(
        delivery -> {
          seen.add(delivery.at() + " " + ((Note) delivery.message()).text());
          return List.of();
        });
  }

  private Kernel serving(Function<Delivery, List<Outgoing>> rules) {
    kernel = new Kernel(id -> PlainActor.create(id, rules, kernel), ConfigFactory.empty());
    return kernel;
  }

  private static void note(Kernel to, EntityId from, long delayNanos, String text) {
    to.send(from, new Outgoing(SECOND, SimDuration.ofNanos(delayNanos), new Note(text)));
  }
}
