package io.godwit.persistence.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.typesafe.config.ConfigFactory;
import io.godwit.model.entity.State;
import io.godwit.model.entity.StateTree;
import io.godwit.model.event.Event;
import io.godwit.model.event.FleetEvent.PlanFinished;
import io.godwit.model.event.Occurrence;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimTime;
import io.godwit.persistence.journal.JournalKind;
import io.godwit.persistence.journal.JournalSession;
import io.godwit.persistence.run.EventLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplayTest {

  private static final EntityId ONE = EntityId.migration("one");
  private static final EntityId OTHER = EntityId.migration("other");

  /** The sum and the last of what was recorded; its tree reads the fields. */
  @SuppressWarnings("UnusedVariable")
  private static final class Sum implements State {
    private final String name;
    private long sum;
    private SimTime at = SimTime.ZERO;

    Sum(EntityId entity) {
      name = entity.name();
    }

    @Override
    public void evolve(SimTime time, Event event) {
      sum += ((PlanFinished) event).completed();
      at = time;
    }
  }

  private final JournalSession session =
      JournalKind.openSession(ConfigFactory.load().getConfig("godwit.journal.memory"));
  private final Replay replay = new Replay(EventLog.of(session), Sum::new);
  private long step;

  private void record(EntityId entity, long atNanos, long number) {
    session.append(
        entity,
        session.highestSequence(entity.persistenceId()) + 1,
        new Occurrence(new SimTime(atNanos), ++step, new PlanFinished(0, number, 0)));
  }

  @BeforeEach
  void write() {
    record(ONE, 10, 1);
    record(OTHER, 10, 100);
    record(ONE, 20, 2);
    record(ONE, 20, 4);
    record(OTHER, 30, 200);
  }

  private static StateTree sum(EntityId entity, long sum, long at) {
    var state = new Sum(entity);
    if (sum > 0) {
      state.evolve(new SimTime(at), new PlanFinished(0, sum, 0));
    }
    return StateTree.of(state);
  }

  private Held at(long nanos, EntityId entity) {
    return replay.at(new SimTime(nanos), Set.of(entity)).get(0);
  }

  @Test
  void should_fold_everything_up_to_and_including_a_time() {
    assertThat(at(9, ONE).state()).isEqualTo(sum(ONE, 0, 0));
    assertThat(at(10, ONE).state()).isEqualTo(sum(ONE, 1, 10));
    assertThat(at(19, ONE).state()).isEqualTo(sum(ONE, 1, 10));
    assertThat(at(20, ONE).state()).isEqualTo(sum(ONE, 7, 20));
    assertThat(at(Long.MAX_VALUE, OTHER).state()).isEqualTo(sum(OTHER, 300, 30));
    assertThat(at(20, ONE).events()).isEqualTo(3);
    assertThat(at(20, ONE).last().map(RecordedEvent::order)).contains(4L);
  }

  @Test
  void should_give_the_initial_state_of_who_has_not_started() {
    Held early = at(9, OTHER);
    assertThat(early.started()).isFalse();
    assertThat(early.last()).isEmpty();
    assertThat(at(100, EntityId.owner("never")).state())
        .isEqualTo(sum(EntityId.owner("never"), 0, 0));
  }

  @Test
  void should_answer_in_the_order_asked() {
    assertThat(replay.at(new SimTime(10), new TreeSet<>(Set.of(OTHER, ONE))))
        .extracting(Held::entity)
        .containsExactly(ONE, OTHER);
  }

  @Test
  void should_tell_what_each_event_changed() {
    List<Step> steps = new ArrayList<>();
    replay.follow(new SimTime(10), new SimTime(20), Set.of(ONE, OTHER), steps::add);
    assertThat(steps).extracting(step -> step.event().order()).containsExactly(3L, 4L);
    assertThat(steps.get(0).changes())
        .extracting(Change::path, change -> change.after().orElseThrow().toString())
        .containsExactly(tuple("sum", "3"), tuple("at", "20 ns"));
    assertThat(steps.get(1).changes()).extracting(Change::path).containsExactly("sum");
  }
}
