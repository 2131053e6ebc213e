package io.godwit.persistence.journal;

import akka.actor.ExtendedActorSystem;
import akka.dispatch.Futures;
import akka.persistence.AtomicWrite;
import akka.persistence.PersistentRepr;
import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The actor that Akka Persistence talks to, for every {@link JournalKind}. Each future is complete
 * when it is returned: nothing here waits for another thread's turn, which is what lets a
 * simulation run it on its one thread. When an event counts as written is a setting, see {@link
 * Durability}; a failure of the disk fails everything that comes later.
 */
public final class GodwitJournal extends PromptJournal {

  private static final Future<Iterable<Optional<Exception>>> ALL_ACCEPTED =
      Futures.successful(List.of());
  private static final Future<Void> DONE = Futures.successful(null);

  private final Callable<PayloadCodec> codec;
  private final boolean filtersReplays;

  /**
   * @param config what Akka hands to a plug-in; the session reads its own
   * @param path where the settings are, such as {@code godwit.journal.sqlite}
   */
  public GodwitJournal(Config config, String path) {
    codec = open(path);
    filtersReplays = !config.getString("replay-filter.mode").equals("off");
  }

  @Override
  boolean filtersReplays() {
    return filtersReplays;
  }

  /** A journal that cannot be opened answers every request with the reason, so that none hangs. */
  private Callable<PayloadCodec> open(String path) {
    try {
      JournalSession session = JournalExtension.get(context().system()).session(path);
      var opened = new PayloadCodec((ExtendedActorSystem) context().system(), session);
      return () -> opened;
    } catch (RuntimeException e) {
      return () -> {
        throw e;
      };
    }
  }

  @Override
  public Future<Iterable<Optional<Exception>>> doAsyncWriteMessages(
      Iterable<AtomicWrite> messages) {
    return now(
        () -> {
          List<Optional<Exception>> results = new ArrayList<>();
          boolean areAccepted = true;
          for (AtomicWrite write : messages) {
            Optional<Exception> rejection = write(write, codec.call());
            areAccepted &= rejection.isEmpty();
            results.add(rejection);
          }
          codec.call().session().endOfBatch();
          return areAccepted ? ALL_ACCEPTED : Futures.successful(results);
        });
  }

  /** Why this write was rejected, if it was: an event that no serializer can write. */
  private static Optional<Exception> write(AtomicWrite write, PayloadCodec codec) {
    List<EncodedEvent> events = new ArrayList<>(write.size());
    try {
      for (PersistentRepr event : CollectionConverters.asJava(write.payload())) {
        events.add(codec.encode(event));
      }
    } catch (Exception e) {
      return Optional.of(e);
    }
    codec.session().append(write.persistenceId(), write.lowestSequenceNr(), events);
    return Optional.empty();
  }

  @Override
  public Future<Void> doAsyncReplayMessages(
      String persistenceId, long from, long to, long most, Consumer<PersistentRepr> replay) {
    return now(
        () -> {
          PayloadCodec payloads = codec.call();
          try (StoredEvents stored = payloads.session().replay(persistenceId, from, to, most)) {
            while (stored.hasNext()) {
              replay.accept(payloads.decode(stored.next()));
            }
          }
          return DONE;
        });
  }

  @Override
  public Future<Long> doAsyncReadHighestSequenceNr(String persistenceId, long from) {
    return now(() -> Futures.successful(codec.call().session().highestSequence(persistenceId)));
  }

  @Override
  public Future<Void> doAsyncDeleteMessagesTo(String persistenceId, long to) {
    return now(
        () -> {
          codec.call().session().delete(persistenceId, to);
          return DONE;
        });
  }

  private static <T> Future<T> now(Callable<Future<T>> work) {
    try {
      return work.call();
    } catch (Exception e) {
      return Futures.failed(e);
    }
  }
}
