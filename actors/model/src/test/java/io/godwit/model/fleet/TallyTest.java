package io.godwit.model.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.FleetEvent;
import io.godwit.model.event.FleetEvent.MigrationAdmitted;
import io.godwit.model.event.FleetEvent.MigrationCancelled;
import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.FleetEvent.MigrationUnplaced;
import io.godwit.model.event.FleetEvent.RetryScheduled;
import io.godwit.model.event.FleetEvent.RunFinished;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import org.junit.jupiter.api.Test;

class TallyTest {

  private final Tally tally = new Tally();
  private long second;

  private void then(FleetEvent event) {
    second++;
    tally.take(new SimTime(second * 1_000_000_000L), event);
  }

  private void planned(String migration) {
    then(new MigrationPlanned(0, migration, migration, "a", ByteCount.ofGib(1), 0));
  }

  private void admitted(String migration) {
    then(new MigrationAdmitted(migration, "b", 1));
  }

  private void settled(String migration) {
    then(new MigrationSettled(migration, "failed", 1));
  }

  @Test
  void should_take_one_that_waited_from_those_that_wait() {
    planned("one");
    planned("two");
    planned("three");
    admitted("one");
    admitted("two");
    then(new MigrationCancelled("three"));
    settled("three");
    assertThat(tally.running()).isEqualTo(2);
    assertThat(tally.waiting()).isZero();
    assertThat(tally.mostRunning()).isEqualTo(2);
    assertThat(tally.settled()).isEqualTo(1);
    assertThat(tally.unsettled()).containsExactly("one", "two");
  }

  @Test
  void should_let_a_failed_one_wait_again_and_not_count_what_found_no_place() {
    planned("one");
    planned("two");
    admitted("one");
    then(new RetryScheduled("one", 2, SimDuration.ofSeconds(9)));
    then(new MigrationUnplaced("two", "full"));
    settled("two");
    assertThat(tally.running()).isZero();
    assertThat(tally.waiting()).isEqualTo(1);
    admitted("one");
    settled("one");
    assertThat(tally.mostRunning()).isEqualTo(1);
    assertThat(tally.planned()).isEqualTo(2);
    assertThat(tally.settled()).isEqualTo(2);
  }

  @Test
  void should_span_from_the_first_request_to_the_last_settlement() {
    assertThat(tally.firstRequest()).isEmpty();
    assertThat(tally.lastSettlement()).isEmpty();
    planned("one");
    admitted("one");
    settled("one");
    then(new RunFinished(9));
    assertThat(tally.firstRequest()).contains(new SimTime(1_000_000_000L));
    assertThat(tally.lastSettlement()).contains(new SimTime(3_000_000_000L));
  }
}
