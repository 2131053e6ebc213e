package io.godwit.dashboards.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.dashboards.metrics.RunTargets.Budget;
import io.godwit.model.event.Event;
import io.godwit.model.event.FabricEvent.FlowEnded;
import io.godwit.model.event.FabricEvent.FlowStarted;
import io.godwit.model.event.FleetEvent.AdmissionHeld;
import io.godwit.model.event.FleetEvent.MigrationAdmitted;
import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.FleetEvent.PlanStarted;
import io.godwit.model.event.FleetEvent.RunStarted;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.MigrationEvent.MigrationFailed;
import io.godwit.model.event.MigrationEvent.PhaseEntered;
import io.godwit.model.event.Occurrence;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunMetricsTest {

  private static final EntityId FLEET = EntityId.ofPersistenceId("fleet|fleet");
  private static final EntityId FABRIC = EntityId.ofPersistenceId("fabric|fabric");
  private static final EntityId MIGRATION = EntityId.ofPersistenceId("migration|plan-0/a");
  private static final long SECOND = 1_000_000_000;

  private final RunMetrics metrics = new RunMetrics(budgetOf(300));
  private long order;

  private static RunTargets budgetOf(long millis) {
    return new RunTargets(
        Optional.of(new Budget(SimDuration.ofMillis(millis), 0.01)),
        Map.of(0, new SimTime(60 * SECOND)));
  }

  private RecordedEvent event(EntityId entity, long seconds, Event event) {
    order++;
    return new RecordedEvent(
        order, entity, order, new Occurrence(new SimTime(seconds * SECOND), order, event));
  }

  private void take(EntityId entity, long seconds, Event event) {
    metrics.accept(event(entity, seconds, event));
  }

  private void plan(String... guests) {
    take(FLEET, 0, new RunStarted("s", 42, "1", 2, 2));
    take(FLEET, 1, new PlanStarted(0, "drain", "pod-0", guests.length));
    for (String guest : guests) {
      take(FLEET, 1, new MigrationPlanned(0, "plan-0/" + guest, guest, "h", ByteCount.ofGib(1), 1));
    }
  }

  @Test
  void should_count_who_is_left_and_say_what_holds_them_back() {
    plan("a", "b");
    take(FLEET, 2, new MigrationAdmitted("plan-0/a", "i", 1));
    take(FLEET, 2, new AdmissionHeld(0, "limits.total", 1));

    assertThat(metrics.text())
        .contains("godwit_guests_left{plan=\"plan-0\",} 2.0")
        .contains("godwit_migrations_running 1.0")
        .contains("godwit_plans_held{by=\"limits.total\",} 1.0")
        .contains("godwit_plan_deadline_seconds{plan=\"plan-0\",} 60.0");

    take(FLEET, 3, new MigrationSettled("plan-0/a", "completed", 1));
    take(FLEET, 3, new MigrationAdmitted("plan-0/b", "i", 1));

    assertThat(metrics.text())
        .contains("godwit_guests_left{plan=\"plan-0\",} 1.0")
        .contains("godwit_guests_moved_total{plan=\"plan-0\",} 1.0")
        .contains("godwit_migrations_total{outcome=\"completed\",} 1.0")
        .contains("godwit_plans_held{by=\"limits.total\",} 0.0")
        .contains("godwit_virtual_seconds_total 3.0");
  }

  @Test
  void should_make_the_budget_the_edge_of_a_bucket() {
    plan("a");
    take(MIGRATION, 2, completed(300));
    take(MIGRATION, 3, completed(301));

    assertThat(metrics.text())
        .contains("godwit_downtime_seconds_bucket{le=\"0.3\",} 1.0")
        .contains("godwit_downtime_seconds_bucket{le=\"0.5\",} 2.0")
        .contains("godwit_downtime_seconds_count 2.0")
        .contains("godwit_downtimes_over_budget_total 1.0")
        .contains("godwit_downtime_tolerance_ratio 0.01")
        .doesNotContain("_created");
  }

  private static MigrationCompleted completed(long downtimeMillis) {
    return new MigrationCompleted(
        SimDuration.ofMillis(downtimeMillis),
        SimDuration.ofSeconds(9),
        2,
        ByteCount.ofGib(1),
        ByteCount.ZERO);
  }

  @Test
  void should_count_bytes_once_for_whom_they_are_and_on_each_link_by_its_class() {
    var links =
        List.of("pod-0/rack-0/host-0/tx", "pod-0/rack-0/up-1", "pod-0/up", "pod-1/down", "my wire");
    take(
        FABRIC,
        1,
        new FlowStarted(
            1,
            "migration|plan-0/a",
            1,
            "h",
            "i",
            ByteCount.of(100),
            ByteCount.of(30),
            ByteRate.of(1),
            SimDuration.ZERO,
            SimDuration.ZERO,
            links));
    take(FABRIC, 2, new FlowEnded(1, ByteCount.of(90), SimDuration.ofSeconds(1)));

    assertThat(metrics.text())
        .contains("godwit_sent_bytes_total{content=\"memory\",} 70.0")
        .contains("godwit_sent_bytes_total{content=\"context\",} 20.0")
        .contains("godwit_link_carried_bytes_total{class=\"host\",direction=\"out\",} 90.0")
        .contains("godwit_link_carried_bytes_total{class=\"rack\",direction=\"out\",} 90.0")
        .contains("godwit_link_carried_bytes_total{class=\"pod\",direction=\"in\",} 90.0")
        .contains("godwit_link_carried_bytes_total{class=\"wire\",direction=\"none\",} 90.0")
        .contains("godwit_flows 0.0");
  }

  @Test
  void should_keep_the_labels_of_reasons_few_whatever_they_say() {
    plan("a");
    for (int i = 0; i < 100; i++) {
      take(MIGRATION, 2 * i + 1, new PhaseEntered("pre-copy"));
      take(
          MIGRATION,
          2 * i + 2,
          new MigrationFailed("pre-copy", "host-" + i + " has no room for 8 GiB"));
      take(MIGRATION, 2 * i + 2, new MigrationFailed("pre-copy", "w".repeat(i + 1)));
    }

    assertThat(metrics.text())
        .contains("{outcome=\"failed\",phase=\"pre-copy\",reason=\"_ has no room for _\",} 100.0")
        .contains("reason=\"other\",}")
        .contains("godwit_phase_seconds_total{phase=\"pre-copy\",} 100.0")
        .contains("godwit_attempts_in_phase{phase=\"pre-copy\",} 0.0");
    assertThat(metrics.text().lines().filter(line -> line.startsWith("godwit_attempts_failed_")))
        .hasSizeLessThanOrEqualTo(21);
  }

  @Test
  void should_sample_each_moment_as_it_was_and_end_as_the_format_wants() throws IOException {
    var samples = new BackFill(RunTargets.NONE, "run-1", "abc", new SimTime(500 * SECOND));
    samples.accept(event(FLEET, 0, new RunStarted("s", 42, "1", 2, 2)));
    samples.accept(event(FLEET, 1, new PlanStarted(0, "drain", "pod-0", 1)));
    samples.accept(event(FLEET, 1, new MigrationPlanned(0, "m", "vm", "h", ByteCount.ofGib(1), 1)));
    samples.accept(event(FLEET, 3, new MigrationSettled("m", "completed", 1)));
    var text = new StringWriter();
    samples.write(text);

    String left = "godwit_guests_left{instance=\"run-1\",job=\"godwit\",plan=\"plan-0\"} ";
    assertThat(text.toString())
        .contains(
            left
                + "1.0 1704067201.000\n"
                + left
                + "1.0 1704067202.000\n"
                + left
                + "0.0 1704067203.000")
        .doesNotContain(left + "1.0 1704067200.000")
        .contains("digest=\"abc\"")
        .endsWith("# EOF\n");
  }
}
