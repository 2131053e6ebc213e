package io.godwit.persistence.journal;

import akka.actor.ActorRef;
import akka.persistence.AtomicWrite;
import akka.persistence.JournalProtocol.LoopMessageSuccess;
import akka.persistence.JournalProtocol.RecoverySuccess;
import akka.persistence.JournalProtocol.ReplayMessages;
import akka.persistence.JournalProtocol.ReplayMessagesFailure;
import akka.persistence.JournalProtocol.ReplayedMessage;
import akka.persistence.JournalProtocol.WriteMessageFailure;
import akka.persistence.JournalProtocol.WriteMessageRejected;
import akka.persistence.JournalProtocol.WriteMessageSuccess;
import akka.persistence.JournalProtocol.WriteMessages;
import akka.persistence.JournalProtocol.WriteMessagesFailed;
import akka.persistence.JournalProtocol.WriteMessagesSuccessful$;
import akka.persistence.NonPersistentRepr;
import akka.persistence.PersistentEnvelope;
import akka.persistence.PersistentRepr;
import akka.persistence.journal.japi.AsyncWriteJournal;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;
import scala.PartialFunction;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import scala.util.Failure;
import scala.util.Try;

/**
 * A journal whose futures are complete when they are returned. Akka's base leads every answer
 * through those futures, a circuit breaker and a second actor that puts answers in order: several
 * more turns on the run queue for each write. Here the answers to writes and replays follow at
 * once, in the order of the requests; they are the base's, and so is the rest.
 */
abstract class PromptJournal extends AsyncWriteJournal {

  @Override
  public void aroundReceive(PartialFunction<Object, BoxedUnit> receive, Object message) {
    if (message instanceof WriteMessages request) {
      write(request);
    } else if (message instanceof ReplayMessages request && !filtersReplays()) {
      replay(request);
    } else {
      super.aroundReceive(receive, message);
    }
  }

  /** Whether replays go through Akka's filter for events of old writers. */
  abstract boolean filtersReplays();

  private void write(WriteMessages request) {
    try {
      Iterator<Optional<Exception>> rejections = rejections(request).iterator();
      tell(request, WriteMessagesSuccessful$.MODULE$);
      for (PersistentEnvelope message : CollectionConverters.asJava(request.messages())) {
        if (message instanceof AtomicWrite write) {
          Optional<Exception> rejection =
              rejections.hasNext() ? rejections.next() : Optional.empty();
          tellOfEach(request, write, event -> written(request, event, rejection));
        } else {
          tellOfOther(request, (NonPersistentRepr) message);
        }
      }
    } catch (Exception failure) {
      fail(request, failure);
    }
  }

  /** One for each write if any was rejected, else none at all. */
  private Iterable<Optional<Exception>> rejections(WriteMessages request) throws Exception {
    return result(
        doAsyncWriteMessages(
            CollectionConverters.asJava(preparePersistentBatch(request.messages()))));
  }

  /** What a future holds that is complete; throws its failure. */
  private static <T> T result(Future<T> future) throws Exception {
    Try<T> outcome = future.value().get();
    if (outcome instanceof Failure<T> failed) {
      Throwable failure = failed.exception();
      throw failure instanceof Exception known ? known : new IllegalStateException(failure);
    }
    return outcome.get();
  }

  private static Object written(
      WriteMessages request, PersistentRepr event, Optional<Exception> rejection) {
    return rejection.isPresent()
        ? new WriteMessageRejected(event, rejection.get(), request.actorInstanceId())
        : new WriteMessageSuccess(event, request.actorInstanceId());
  }

  private void fail(WriteMessages request, Exception failure) {
    Iterable<PersistentEnvelope> messages = CollectionConverters.asJava(request.messages());
    int writes = 0;
    for (PersistentEnvelope message : messages) {
      writes += message instanceof AtomicWrite ? 1 : 0;
    }
    tell(request, new WriteMessagesFailed(failure, writes));
    for (PersistentEnvelope message : messages) {
      if (message instanceof AtomicWrite write) {
        tellOfEach(
            request,
            write,
            event -> new WriteMessageFailure(event, failure, request.actorInstanceId()));
      } else {
        tellOfOther(request, (NonPersistentRepr) message);
      }
    }
  }

  private void tell(WriteMessages request, Object answer) {
    request.persistentActor().tell(answer, self());
  }

  private static void tellOfEach(
      WriteMessages request, AtomicWrite write, Function<PersistentRepr, Object> answer) {
    for (PersistentRepr event : CollectionConverters.asJava(write.payload())) {
      request.persistentActor().tell(answer.apply(event), event.sender());
    }
  }

  /** What is not to be kept only waits its turn among what is. */
  private static void tellOfOther(WriteMessages request, NonPersistentRepr message) {
    request
        .persistentActor()
        .tell(
            new LoopMessageSuccess(message.payload(), request.actorInstanceId()), message.sender());
  }

  private void replay(ReplayMessages request) {
    ActorRef asker = request.persistentActor();
    try {
      long first = request.fromSequenceNr();
      long highest =
          result(doAsyncReadHighestSequenceNr(request.persistenceId(), Math.max(0, first - 1)));
      long last = Math.min(request.toSequenceNr(), highest);
      if (last > 0 && first <= last) {
        result(
            doAsyncReplayMessages(
                request.persistenceId(),
                first,
                last,
                request.max(),
                event -> replayed(asker, event)));
      }
      asker.tell(new RecoverySuccess(highest), self());
    } catch (Exception failure) {
      asker.tell(new ReplayMessagesFailure(failure), self());
    }
  }

  private void replayed(ActorRef asker, PersistentRepr stored) {
    if (!stored.deleted()) {
      for (PersistentRepr event : CollectionConverters.asJava(adaptFromJournal(stored))) {
        asker.tell(new ReplayedMessage(event), ActorRef.noSender());
      }
    }
  }
}
