package io.godwit.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ActorRef;
import akka.actor.ActorSystem;
import akka.persistence.AtomicWrite;
import akka.persistence.JournalProtocol;
import akka.persistence.Persistence;
import akka.persistence.PersistentRepr;
import akka.testkit.javadsl.TestKit;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.NotSerializableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What Akka asks of every journal: the scenarios of {@code akka.persistence.journal.JournalSpec} in
 * akka-persistence-tck 2.6.21 with all its optional ones, written anew from their behaviour because
 * the original needs ScalaTest. Names and order are the original's.
 */
abstract class JournalContract {

  private static final int INSTANCE = 1;
  private static final String WRITER = UUID.nameUUIDFromBytes(new byte[] {1}).toString();
  private static final String ID = "p-1";

  private ActorSystem system;
  private TestKit receiver;

  /** The settings of the plug-in under test. */
  abstract Config plugin();

  @BeforeEach
  void writeFiveEvents() {
    system = start();
    receiver = new TestKit(system);
    List<AtomicWrite> writes = new ArrayList<>();
    for (int sequence = 1; sequence <= 3; sequence++) {
      writes.add(AtomicWrite.apply(event("a-" + sequence, sequence)));
    }
    writes.add(
        AtomicWrite.apply(
            CollectionConverters.asScala(List.of(event("a-4", 4), event("a-5", 5))).toSeq()));
    TestKit writer = write(writes);
    for (int sequence = 1; sequence <= 5; sequence++) {
      var success = writer.expectMsgClass(JournalProtocol.WriteMessageSuccess.class);
      assertThat(success.persistent()).isEqualTo(event("a-" + sequence, sequence));
    }
  }

  @AfterEach
  void stop() {
    TestKit.shutdownActorSystem(system);
  }

  ActorSystem start() {
    return ActorSystem.create(
        "JournalContract",
        plugin()
            .withFallback(
                ConfigFactory.parseString(
                    """
                    akka.persistence.publish-plugin-commands = on
                    akka.actor.serializers.test = "%s"
                    akka.actor.serialization-bindings."%s" = test
                    """
                        .formatted(
                            TestPayload.Serializer.class.getName(), TestPayload.class.getName())))
            .withFallback(ConfigFactory.load()));
  }

  /** Ends the actor system and starts another on the same settings. */
  final void restart() {
    TestKit.shutdownActorSystem(system);
    system = start();
    receiver = new TestKit(system);
  }

  private ActorRef journal() {
    return Persistence.get(system).journalFor("", ConfigFactory.empty());
  }

  private static PersistentRepr event(Object payload, long sequence) {
    return PersistentRepr.apply(payload, sequence, ID, "", false, ActorRef.noSender(), WRITER);
  }

  private TestKit write(List<AtomicWrite> writes) {
    var probe = new TestKit(system);
    journal()
        .tell(
            new JournalProtocol.WriteMessages(
                CollectionConverters.<akka.persistence.PersistentEnvelope>asScala(
                        new ArrayList<>(writes))
                    .toSeq(),
                probe.getRef(),
                INSTANCE),
            probe.getRef());
    probe.expectMsg(JournalProtocol.WriteMessagesSuccessful$.MODULE$);
    return probe;
  }

  private void replay(long from, long to, long most, String id) {
    journal()
        .tell(
            new JournalProtocol.ReplayMessages(from, to, most, id, receiver.getRef()),
            receiver.getRef());
  }

  private void expectReplayed(int from, int to) {
    for (int sequence = from; sequence <= to; sequence++) {
      var replayed = receiver.expectMsgClass(JournalProtocol.ReplayedMessage.class);
      assertThat(replayed.persistent()).isEqualTo(event("a-" + sequence, sequence));
    }
    receiver.expectMsg(new JournalProtocol.RecoverySuccess(5));
  }

  final void expectAllReplayed() {
    replay(1, Long.MAX_VALUE, Long.MAX_VALUE, ID);
    expectReplayed(1, 5);
  }

  private void delete(long to) {
    journal()
        .tell(new JournalProtocol.DeleteMessagesTo(ID, to, receiver.getRef()), receiver.getRef());
    receiver.expectMsg(new akka.persistence.DeleteMessagesSuccess(to));
  }

  @Test
  void should_replay_all_messages() {
    expectAllReplayed();
  }

  @Test
  void should_replay_messages_using_a_lower_sequence_number_bound() {
    replay(3, Long.MAX_VALUE, Long.MAX_VALUE, ID);
    expectReplayed(3, 5);
  }

  @Test
  void should_replay_messages_using_an_upper_sequence_number_bound() {
    replay(1, 3, Long.MAX_VALUE, ID);
    expectReplayed(1, 3);
  }

  @Test
  void should_replay_messages_using_a_count_limit() {
    replay(1, Long.MAX_VALUE, 3, ID);
    expectReplayed(1, 3);
  }

  @Test
  void should_replay_messages_using_a_lower_and_upper_bound() {
    replay(2, 3, Long.MAX_VALUE, ID);
    expectReplayed(2, 3);
  }

  @Test
  void should_replay_messages_using_a_lower_and_upper_bound_and_a_count_limit() {
    replay(2, 5, 2, ID);
    expectReplayed(2, 3);
  }

  @Test
  void should_replay_a_single_message_if_lower_bound_equals_upper_bound() {
    replay(2, 2, Long.MAX_VALUE, ID);
    expectReplayed(2, 2);
  }

  @Test
  void should_replay_a_single_message_if_count_limit_equals_1() {
    replay(2, 4, 1, ID);
    expectReplayed(2, 2);
  }

  @Test
  void should_not_replay_messages_if_count_limit_equals_0() {
    replay(2, 4, 0, ID);
    receiver.expectMsg(new JournalProtocol.RecoverySuccess(5));
  }

  @Test
  void should_not_replay_messages_if_lower_bound_is_greater_than_upper_bound() {
    replay(3, 2, Long.MAX_VALUE, ID);
    receiver.expectMsg(new JournalProtocol.RecoverySuccess(5));
  }

  @Test
  void should_not_replay_messages_if_the_actor_has_not_yet_written_messages() {
    replay(0, Long.MAX_VALUE, Long.MAX_VALUE, "non-existing-pid");
    receiver.expectMsg(new JournalProtocol.RecoverySuccess(0));
  }

  @Test
  void should_not_replay_permanently_deleted_messages_of_a_range() {
    var published = new TestKit(system);
    system.eventStream().subscribe(published.getRef(), JournalProtocol.DeleteMessagesTo.class);
    delete(3);
    published.expectMsg(new JournalProtocol.DeleteMessagesTo(ID, 3, receiver.getRef()));
    replay(1, Long.MAX_VALUE, Long.MAX_VALUE, ID);
    expectReplayed(4, 5);
    receiver.expectNoMessage(Duration.ofMillis(200));
  }

  @Test
  void should_not_reset_the_highest_sequence_number_after_message_deletion() {
    replay(0, Long.MAX_VALUE, Long.MAX_VALUE, ID);
    expectReplayed(1, 5);
    delete(3);
    replay(0, Long.MAX_VALUE, Long.MAX_VALUE, ID);
    expectReplayed(4, 5);
  }

  @Test
  void should_not_reset_the_highest_sequence_number_after_journal_cleanup() {
    replay(0, Long.MAX_VALUE, Long.MAX_VALUE, ID);
    expectReplayed(1, 5);
    delete(Long.MAX_VALUE);
    replay(0, Long.MAX_VALUE, Long.MAX_VALUE, ID);
    receiver.expectMsg(new JournalProtocol.RecoverySuccess(5));
  }

  @Test
  void should_reject_non_serializable_events_and_keep_their_neighbours() {
    Object impossible =
        new Object() {
          @Override
          public String toString() {
            return "not serializable";
          }
        };
    TestKit writer =
        write(
            List.of(
                AtomicWrite.apply(event("b-6", 6)),
                AtomicWrite.apply(event(impossible, 7)),
                AtomicWrite.apply(event("b-8", 8))));
    assertThat(writer.expectMsgClass(JournalProtocol.WriteMessageSuccess.class).persistent())
        .isEqualTo(event("b-6", 6));
    var rejected = writer.expectMsgClass(JournalProtocol.WriteMessageRejected.class);
    assertThat(rejected.message()).isEqualTo(event(impossible, 7));
    assertThat(rejected.cause()).isInstanceOf(NotSerializableException.class);
    assertThat(writer.expectMsgClass(JournalProtocol.WriteMessageSuccess.class).persistent())
        .isEqualTo(event("b-8", 8));
    replay(6, Long.MAX_VALUE, Long.MAX_VALUE, ID);
    for (int kept : new int[] {6, 8}) {
      var replayed = receiver.expectMsgClass(JournalProtocol.ReplayedMessage.class);
      assertThat(replayed.persistent()).isEqualTo(event("b-" + kept, kept));
    }
    receiver.expectMsg(new JournalProtocol.RecoverySuccess(8));
  }

  @Test
  void should_serialize_events() {
    Object payload = new TestPayload(receiver.getRef());
    TestKit writer = write(List.of(AtomicWrite.apply(event(payload, 6))));
    assertThat(
            writer.expectMsgClass(JournalProtocol.WriteMessageSuccess.class).persistent().payload())
        .isEqualTo(payload);
    replay(6, Long.MAX_VALUE, Long.MAX_VALUE, ID);
    assertThat(receiver.expectMsgClass(JournalProtocol.ReplayedMessage.class).persistent())
        .isEqualTo(event(payload, 6));
    receiver.expectMsg(new JournalProtocol.RecoverySuccess(6));
  }

  @Test
  void should_return_metadata() {
    Object payload = new TestPayload(receiver.getRef());
    write(List.of(AtomicWrite.apply(event(payload, 6).withMetadata("meta-data"))));
    replay(6, 6, 1, ID);
    var replayed = receiver.expectMsgClass(JournalProtocol.ReplayedMessage.class);
    assertThat(replayed.persistent().payload()).isEqualTo(payload);
    assertThat(replayed.persistent().metadata().get()).isEqualTo("meta-data");
    receiver.expectMsg(new JournalProtocol.RecoverySuccess(6));
  }

  @Test
  void should_replay_from_the_first_event_that_was_not_deleted() {
    delete(2);
    write(List.of(AtomicWrite.apply(event("a-6", 6))));
    replay(1, 3, Long.MAX_VALUE, ID);
    assertThat(
            receiver
                .expectMsgClass(JournalProtocol.ReplayedMessage.class)
                .persistent()
                .sequenceNr())
        .isEqualTo(3);
    receiver.expectMsg(new JournalProtocol.RecoverySuccess(6));
  }
}
