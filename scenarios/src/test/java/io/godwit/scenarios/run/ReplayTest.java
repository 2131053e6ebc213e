package io.godwit.scenarios.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.id.EntityId;
import io.godwit.model.id.EntityKind;
import io.godwit.persistence.journal.JournalExtension;
import io.godwit.persistence.journal.JournalSession;
import io.godwit.persistence.replay.Held;
import io.godwit.persistence.replay.Replay;
import io.godwit.persistence.run.EventLog;
import io.godwit.runtime.kernel.StopRules;
import io.godwit.runtime.simulation.ProgressListener;
import io.godwit.runtime.simulation.Rules;
import io.godwit.runtime.simulation.Simulation;
import io.godwit.runtime.simulation.SimulationSettings;
import io.godwit.scenarios.file.Scenario;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is folded from the record is what the live actors held. */
class ReplayTest {

  private static final Path LIBRARY =
      Path.of(System.getProperty("godwit.home"), "scenarios", "library");

  /** Compares, and says of which kinds of entities there was something to compare. */
  private static int compare(Set<EntityKind> kinds, int oneIn, String name, List<String> changes)
      throws ScenarioProblems {
    Scenario scenario =
        ScenarioFile.read(LIBRARY.resolve(name).resolve("scenario.yaml"), changes).scenario();
    SimulationSettings settings = Composition.of(scenario, "test");
    var live = new LiveStates(scenario.seed() + oneIn, oneIn);
    try (var simulation = new Simulation(settings, Journal.inMemory(), StopRules.NONE, live)) {
      JournalSession session = JournalExtension.get(simulation.system()).session();
      assertThat(simulation.run(ProgressListener.NONE)).isTrue();
      var rules = new Rules(settings);
      var replay = new Replay(EventLog.of(session), id -> rules.of(id).initial());
      for (LiveStates.Seen seen : live.all()) {
        Held held = replay.at(seen.at(), Set.of(seen.entity())).get(0);
        assertThat(held.state())
            .as("%s at %s in %s", seen.entity(), seen.at(), name)
            .isEqualTo(seen.state());
        kinds.add(seen.entity().kind());
      }
      return live.all().size();
    }
  }

  @Test
  void should_equal_what_live_actors_held_at_a_thousand_random_times() throws ScenarioProblems {
    var kinds = EnumSet.noneOf(EntityKind.class);
    var compared = new ArrayList<Integer>();
    List<String> small =
        List.of(
            "datacenter.fabric.hosts-per-rack=4",
            "vms[0].count=60",
            "vms[1].count=10",
            "vms[2].count=4");
    compared.add(compare(kinds, 3, "rack-drain", small));
    compared.add(compare(kinds, 1, "first-migration", List.of()));
    compared.add(
        compare(kinds, 1, "thread/flr-in-freeze", List.of("protocol.mode-during-flr=wait")));
    compared.add(compare(kinds, 1, "thread/owner-reset", List.of()));
    compared.add(compare(kinds, 1, "thread/four-profiles", List.of()));
    compared.add(
        compare(kinds, 1, "post-copy-loses", List.of("migration.memory.strategy=post-copy")));
    assertThat(compared.stream().mapToInt(Integer::intValue).sum())
        .as("pairs compared: %s", compared)
        .isGreaterThan(1000);
    assertThat(kinds).containsExactlyInAnyOrder(EntityKind.values());
  }

  @Test
  void should_have_a_place_for_every_device_and_for_no_other() throws ScenarioProblems {
    Scenario scenario =
        ScenarioFile.read(LIBRARY.resolve("first-migration/scenario.yaml"), List.of()).scenario();
    var rules = new Rules(Composition.of(scenario, "test"));
    assertThat(
            List.of(
                EntityId.fleet(),
                EntityId.fabric(),
                EntityId.hypervisor("pod-0/rack-0/host-1"),
                EntityId.owner("pod-0/rack-0/host-1/net0"),
                EntityId.member("pod-0/rack-0/host-1/net0/8")))
        .allMatch(rules::has)
        .allSatisfy(id -> assertThat(rules.of(id).initial()).isNotNull());
    assertThat(
            List.of(
                EntityId.hypervisor("pod-0/rack-0"),
                EntityId.hypervisor("pod-0/rack-0/host-2"),
                EntityId.hypervisor("x"),
                EntityId.owner("pod-0/rack-0/host-1"),
                EntityId.owner("pod-0/rack-0/host-1/net9"),
                EntityId.owner("net0"),
                EntityId.member("pod-0/rack-0/host-1/net0"),
                EntityId.member("pod-0/rack-0/host-1/net0/0"),
                EntityId.member("pod-0/rack-0/host-1/net0/9"),
                EntityId.member("net0")))
        .noneMatch(rules::has);
  }
}
