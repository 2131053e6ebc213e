package io.godwit.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AskPattern;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializers;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.godwit.model.event.Occurrence;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.persistence.codec.EventSamples;
import io.godwit.persistence.codec.EventSerializer;
import io.godwit.persistence.codec.EventType;
import io.godwit.persistence.run.EventLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An event-sourced actor as the runtime makes them, on real dispatchers. */
class PersistentActorTest {

  private static final EntityId ENTITY = EntityId.migration("web-1");
  private static final List<Occurrence> EVENTS =
      List.of(
          EventSamples.golden(EventType.MIGRATION_STARTED),
          EventSamples.golden(EventType.PHASE_ENTERED),
          EventSamples.golden(EventType.MIGRATION_COMPLETED));

  @TempDir Path folder;

  private sealed interface Command {
    record Write(List<Occurrence> events, ActorRef<Done> replyTo) implements Command {}

    record Tell(ActorRef<List<Occurrence>> replyTo) implements Command {}
  }

  private static final class Recorder
      extends EventSourcedBehavior<Command, Occurrence, List<Occurrence>> {

    private Recorder() {
      super(PersistenceId.ofUniqueId(ENTITY.persistenceId()));
    }

    @Override
    public List<Occurrence> emptyState() {
      return List.of();
    }

    @Override
    public CommandHandler<Command, Occurrence, List<Occurrence>> commandHandler() {
      return newCommandHandlerBuilder()
          .forAnyState()
          .onCommand(
              Command.Write.class,
              write ->
                  Effect().persist(write.events()).thenReply(write.replyTo(), s -> Done.done()))
          .onCommand(Command.Tell.class, (state, tell) -> Effect().reply(tell.replyTo(), state))
          .build();
    }

    @Override
    public EventHandler<List<Occurrence>, Occurrence> eventHandler() {
      return (state, event) -> Stream.concat(state.stream(), Stream.of(event)).toList();
    }
  }

  private static Behavior<Command> recorder() {
    return new Recorder();
  }

  private Config settings(Path file) {
    return ConfigFactory.parseMap(
            Map.of(
                "akka.persistence.journal.plugin",
                "godwit.journal.sqlite",
                "godwit.journal.sqlite.file",
                file.toString()))
        .withFallback(ConfigFactory.load());
  }

  private static void stop(ActorSystem<?> system) throws Exception {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static <T> T ask(
      ActorSystem<Command> system, akka.japi.function.Function<ActorRef<T>, Command> command)
      throws Exception {
    return AskPattern.ask(system, command, Duration.ofSeconds(10), system.scheduler())
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  @Test
  void should_recover_its_state_when_another_system_starts() throws Exception {
    Path file = folder.resolve("events.db");
    ActorSystem<Command> first = ActorSystem.create(recorder(), "first", settings(file));
    ask(first, (ActorRef<Done> replyTo) -> new Command.Write(EVENTS, replyTo));
    String digest = JournalExtension.get(first).session().digest();
    stop(first);
    ActorSystem<Command> second = ActorSystem.create(recorder(), "second", settings(file));
    List<Occurrence> state = ask(second, Command.Tell::new);
    stop(second);
    assertThat(state).isEqualTo(EVENTS);
    try (EventLog log = EventLog.open(file);
        Stream<RecordedEvent> events = log.events(ENTITY)) {
      assertThat(events.map(RecordedEvent::occurrence)).isEqualTo(EVENTS);
      assertThat(log.digest()).isEqualTo(digest);
    }
  }

  /** Nobody flushes, and no group is full: only the setting can have brought them to the file. */
  @ParameterizedTest
  @CsvSource({"group, 0", "commit, 3"})
  void should_have_in_the_file_what_it_acknowledged_when_it_is_durable(String durability, int there)
      throws Exception {
    Path file = folder.resolve("events.db");
    Config settings =
        ConfigFactory.parseMap(
                Map.of(
                    "godwit.journal.sqlite.durability",
                    durability,
                    "godwit.journal.sqlite.pause",
                    "1h"))
            .withFallback(settings(file));
    ActorSystem<Command> system = ActorSystem.create(recorder(), "durable", settings);
    ask(system, (ActorRef<Done> replyTo) -> new Command.Write(EVENTS, replyTo));
    try (EventLog log = EventLog.open(file)) {
      assertThat(log.count()).isEqualTo(there);
    } finally {
      stop(system);
    }
  }

  @Test
  void should_say_which_durability_there_is_when_the_setting_is_wrong() {
    Config settings =
        ConfigFactory.parseMap(Map.of("durability", "always", "file", "x.db"))
            .withFallback(ConfigFactory.load().getConfig("godwit.journal.sqlite"));
    assertThatThrownBy(() -> JournalKind.openSession(settings))
        .hasMessage("durability is 'always': it is one of group, commit");
  }

  @Test
  void should_end_promptly_when_the_journal_cannot_be_opened() throws Exception {
    Path file = Files.writeString(folder.resolve("thesis.txt"), "a text, and not a short one");
    ActorSystem<Command> system = ActorSystem.create(recorder(), "broken", settings(file));
    system.getWhenTerminated().toCompletableFuture().get(10, TimeUnit.SECONDS);
    assertThatThrownBy(() -> JournalExtension.get(system).session())
        .isInstanceOf(JournalFailedException.class)
        .hasMessageContaining("this is no SQLite file");
  }

  @Test
  void should_bind_occurrences_to_the_event_serializer() throws Exception {
    ActorSystem<Command> system =
        ActorSystem.create(recorder(), "serializing", settings(folder.resolve("events.db")));
    var serialization = SerializationExtension.get(system);
    Occurrence occurrence = EVENTS.get(0);
    var serializer = serialization.findSerializerFor(occurrence);
    assertThat(serializer).isInstanceOf(EventSerializer.class);
    assertThat(Serializers.manifestFor(serializer, occurrence)).isEqualTo("migration-started.v1");
    assertThat(
            serialization
                .deserialize(
                    serialization.serialize(occurrence).get(),
                    serializer.identifier(),
                    "migration-started.v1")
                .get())
        .isEqualTo(occurrence);
    stop(system);
  }
}
