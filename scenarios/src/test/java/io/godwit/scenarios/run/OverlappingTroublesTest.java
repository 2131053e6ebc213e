package io.godwit.scenarios.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.FabricEvent.LinkCapacityChanged;
import io.godwit.scenarios.file.ScenarioFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of several troubles of one link or host at once the worst counts, each until its own end. */
class OverlappingTroublesTest {

  private static final String SCENARIO =
      """
      name: overlapping
      datacenter: {fabric: {hosts-per-rack: 2, host-link: 8 Gbit/s}, host: {memory: 4 GiB}}
      vms: [{name: web, memory: 10 MiB, on: pod-0/rack-0/host-0}]
      plan: [{at: 30 s, migrate: web-0}]
      faults:
      """;

  /** Of the first host's outward link: the second and the capacity in Gbit/s, at each change. */
  private static List<String> changes(String... faults) throws Exception {
    ScenarioFile file =
        ScenarioFile.parse("overlapping", SCENARIO + String.join("", faults), List.of());
    var changes = new ArrayList<String>();
    QuickRun.of(file, "test", (entity, delivery) -> {}, () -> true)
        .history()
        .forEach(
            each -> {
              if (each.event() instanceof LinkCapacityChanged changed
                  && changed.link().equals("pod-0/rack-0/host-0/tx")) {
                long gigabits = changed.capacity().bytesPerSecond() / 125_000_000;
                changes.add(each.at().nanos() / 1_000_000_000 + " s: " + gigabits);
              }
            });
    return changes;
  }

  private static String fault(String kind, int at, int lasts, String more) {
    return "  - {kind: %s, target: pod-0/rack-0/host-0, at: %d s, for: %d s%s}\n"
        .formatted(kind, at, lasts, more);
  }

  @Test
  void should_leave_of_a_link_what_the_worst_leaves_whichever_came_first() throws Exception {
    assertThat(
            changes(
                fault("link-degraded", 1, 5, ", capacity: 1 Gbit/s"),
                fault("link-degraded", 2, 8, ", capacity: 4 Gbit/s")))
        .containsExactly("1 s: 1", "2 s: 1", "6 s: 4", "10 s: 8");
    assertThat(
            changes(
                fault("host-slow", 1, 9, ", factor: 4"),
                fault("link-degraded", 2, 3, ", capacity: 1 Gbit/s"),
                fault("host-slow", 3, 1, ", factor: 2")))
        .containsExactly("1 s: 2", "2 s: 1", "3 s: 1", "4 s: 1", "5 s: 2", "10 s: 8");
  }

  @Test
  void should_end_what_goes_on_at_a_host_that_goes_down() throws Exception {
    assertThat(changes(fault("host-slow", 1, 20, ", factor: 4"), fault("host-crash", 3, 2, "")))
        .startsWith("1 s: 2", "3 s: 0", "5 s: 8")
        .allMatch(change -> !change.endsWith(": 2") || change.startsWith("1 s"));
  }
}
