package io.godwit.dashboards.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.dashboards.projection.MigrationRow;
import io.godwit.dashboards.projection.RunProjection;
import io.godwit.dashboards.report.Summary.Moved;
import io.godwit.dashboards.report.Summary.RunFacts;
import io.godwit.dashboards.report.Summary.Took;
import io.godwit.model.event.Event;
import io.godwit.model.event.FabricEvent.FlowEnded;
import io.godwit.model.event.FabricEvent.FlowStarted;
import io.godwit.model.event.FleetEvent.LinkUsed;
import io.godwit.model.event.FleetEvent.MigrationAdmitted;
import io.godwit.model.event.FleetEvent.MigrationCancelled;
import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.FleetEvent.RetryScheduled;
import io.godwit.model.event.FleetEvent.RunFinished;
import io.godwit.model.event.FleetEvent.RunStarted;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.MigrationEvent.RoundFinished;
import io.godwit.model.event.Occurrence;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a summary makes of a history, event by event. */
class SummaryTest {

  private static final ByteCount MIB = ByteCount.ofMib(1);

  private final List<RecordedEvent> history = new ArrayList<>();
  private SimTime now = SimTime.ZERO;

  private SummaryTest at(int seconds) {
    now = SimTime.ZERO.plus(SimDuration.ofSeconds(seconds));
    return this;
  }

  private SummaryTest say(EntityId who, Event event) {
    long order = history.size() + 1L;
    history.add(new RecordedEvent(order, who, order, new Occurrence(now, order, event)));
    return this;
  }

  private SummaryTest fleet(Event event) {
    return say(EntityId.fleet(), event);
  }

  private SummaryTest begun() {
    return fleet(new RunStarted("test", 1, "test", 2, 9));
  }

  private SummaryTest planned(String name) {
    return fleet(new MigrationPlanned(0, name, "vm-" + name, "a", ByteCount.ofGib(1), 0));
  }

  private SummaryTest admitted(String name, int attempt) {
    return fleet(new MigrationAdmitted(name, "b", attempt));
  }

  private SummaryTest settled(String name, String outcome) {
    return fleet(new MigrationSettled(name, outcome, 1));
  }

  private SummaryTest started(String name, int attempt) {
    return say(
        EntityId.migration(name),
        new MigrationStarted(
            "vm-" + name, "a", "b", attempt, ByteCount.ofGib(1), "qemu-10", "pre-copy", List.of()));
  }

  /** A flow that carried so much of ten, of which the last two are device context. */
  private SummaryTest flow(long number, String migration, int sentMib) {
    say(
        EntityId.fabric(),
        new FlowStarted(
            number,
            EntityId.migration(migration).persistenceId(),
            number,
            "a",
            "b",
            MIB.times(10),
            MIB.times(2),
            ByteRate.of(1),
            SimDuration.ofSeconds(1),
            SimDuration.ofSeconds(1),
            List.of("a/tx", "b/rx")));
    return say(EntityId.fabric(), new FlowEnded(number, MIB.times(sentMib), SimDuration.ZERO));
  }

  private RunProjection projection() {
    return RunProjection.of(history.stream());
  }

  private Summary summary() {
    return Summary.of(
        projection(), new RunFacts("digest", true, 0, List.of()), unjudged -> List.of());
  }

  @Test
  void should_count_who_runs_by_name_when_one_that_waits_is_cancelled() {
    begun().planned("one").planned("two").planned("three").planned("four").planned("five");
    fleet(new MigrationCancelled("five")).settled("five", "failed");
    admitted("one", 1).admitted("two", 1);
    fleet(new MigrationCancelled("three")).settled("three", "failed");
    settled("one", "completed").admitted("four", 1);
    assertThat(summary().peakConcurrent()).isEqualTo(2);
    assertThat(TextReport.of(summary())).contains("at most 2 migrations at once");
  }

  @Test
  void should_say_what_the_work_took_and_not_how_long_timers_outlasted_it() {
    begun().at(1).planned("one").admitted("one", 1).at(5).settled("one", "completed");
    at(5).fleet(new LinkUsed("a/tx", rate(), bytes(), SimDuration.ZERO, rate()));
    at(21).fleet(new RunFinished(7));
    assertThat(summary().took()).contains(new Took(1, 5, 4));
    assertThat(summary().virtualSeconds()).isEqualTo(21);
    assertThat(summary().links().get(0).usedPercent()).isEqualTo(50);
    assertThat(TextReport.of(summary())).contains("took         4.000 s, from 1.000 s to 5.000 s");
  }

  private static ByteRate rate() {
    return ByteRate.of(1_000);
  }

  private static ByteCount bytes() {
    return ByteCount.of(2_000);
  }

  @Test
  void should_take_as_long_as_the_record_while_something_is_open() {
    begun().at(1).planned("one").planned("two").at(2).settled("one", "failed");
    at(9).fleet(new RunFinished(7));
    assertThat(summary().took()).contains(new Took(1, 9, 8));
    assertThat(new SummaryTest().begun().summary().took()).isEmpty();
  }

  @Test
  void should_count_the_bytes_of_every_attempt_the_aborted_ones_too() {
    begun().planned("one").admitted("one", 1).started("one", 1).flow(1, "one", 7);
    fleet(new RetryScheduled("one", 2, SimDuration.ofSeconds(1)));
    admitted("one", 2).started("one", 2).flow(2, "one", 10).flow(3, "one", 9);
    assertThat(summary().bytes()).isEqualTo(new Moved(mib(7 + 8 + 8), mib(2 + 1)));
    MigrationRow row = projection().migrations().iterator().next();
    assertThat(row.memorySentBytes()).isEqualTo(mib(16));
    assertThat(row.contextSentBytes()).isEqualTo(mib(3));
  }

  private static long mib(long count) {
    return MIB.times(count).bytes();
  }

  /** In runs of the first format, what migrations say is all there is. */
  @Test
  void should_believe_migrations_where_no_flow_is_on_record() {
    begun().planned("one").admitted("one", 1).started("one", 1);
    say(EntityId.migration("one"), new RoundFinished(1, MIB, MIB, SimDuration.ZERO));
    assertThat(summary().bytes()).isEqualTo(new Moved(mib(1), 0));
  }
}
