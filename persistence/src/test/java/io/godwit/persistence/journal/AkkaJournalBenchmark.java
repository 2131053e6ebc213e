package io.godwit.persistence.journal;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.godwit.model.event.MemberEvent.ModeChanged;
import io.godwit.model.event.Occurrence;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Events a second through Akka Persistence, on one thread as in a simulation's kernel: many
 * event-sourced actors that persist one event a command. Argument: events a round (default
 * 300,000).
 */
public final class AkkaJournalBenchmark {

  private static final int ACTORS = 1_000;

  private record Write(long number) {}

  private AkkaJournalBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300_000;
    for (int round = 1; round <= 3; round++) {
      for (String plugin :
          List.of(
              "akka.persistence.journal.inmem", "godwit.journal.memory", "godwit.journal.sqlite")) {
        Path file = Files.createTempDirectory("akka-journal-benchmark").resolve("events.db");
        run(plugin, file, events / ACTORS);
        Files.deleteIfExists(file);
        Files.delete(file.getParent());
      }
    }
  }

  private static void run(String plugin, Path file, int perActor) throws Exception {
    Config settings =
        ConfigFactory.parseMap(
                Map.of(
                    "akka.persistence.journal.plugin", plugin,
                    "godwit.journal.sqlite.file", file.toString(),
                    "akka.persistence.max-concurrent-recoveries", ACTORS))
            .withFallback(
                ConfigFactory.parseString(
                    """
                    akka.actor.default-dispatcher {
                      executor = thread-pool-executor
                      thread-pool-executor.fixed-pool-size = 1
                    }
                    godwit.journal.sqlite.plugin-dispatcher = akka.actor.default-dispatcher
                    godwit.journal.memory.plugin-dispatcher = akka.actor.default-dispatcher
                    """))
            .withFallback(ConfigFactory.load());
    var done = new CountDownLatch(ACTORS);
    Behavior<Void> root =
        Behaviors.setup(
            context -> {
              for (int i = 0; i < ACTORS; i++) {
                String name = "member-" + i;
                ActorRef<Write> actor =
                    context.spawn(
                        Behaviors.setup(self -> new Member(name, self.getSelf(), perActor, done)),
                        name);
                actor.tell(new Write(1));
              }
              return Behaviors.empty();
            });
    long begin = System.nanoTime();
    ActorSystem<Void> system = ActorSystem.create(root, "benchmark", settings);
    done.await();
    double seconds = (System.nanoTime() - begin) / 1e9;
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get();
    System.out.printf(
        Locale.ROOT, "%-32s %,9.0f events/s%n", plugin, (double) ACTORS * perActor / seconds);
  }

  private static final class Member extends EventSourcedBehavior<Write, Occurrence, Long> {
    private final ActorRef<Write> self;
    private final long last;
    private final CountDownLatch done;

    private Member(String name, ActorRef<Write> self, long last, CountDownLatch done) {
      super(PersistenceId.ofUniqueId(EntityId.member(name).persistenceId()));
      this.self = self;
      this.last = last;
      this.done = done;
    }

    @Override
    public Long emptyState() {
      return 0L;
    }

    @Override
    public CommandHandler<Write, Occurrence, Long> commandHandler() {
      return (state, write) ->
          Effect()
              .persist(
                  new Occurrence(
                      new SimTime(write.number()),
                      write.number(),
                      new ModeChanged("active", "stop", SimDuration.ofMicros(240))))
              .thenRun(() -> next(write.number()));
    }

    private void next(long number) {
      if (number < last) {
        self.tell(new Write(number + 1));
      } else {
        done.countDown();
      }
    }

    @Override
    public EventHandler<Long, Occurrence> eventHandler() {
      return (state, event) -> state + 1;
    }
  }
}
