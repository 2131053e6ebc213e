package io.godwit.scenarios.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.entity.StateTree;
import io.godwit.model.event.RecordedEvent;
import io.godwit.persistence.journal.JournalExtension;
import io.godwit.persistence.run.EventLog;
import io.godwit.runtime.entity.StateListener;
import io.godwit.runtime.kernel.StopRules;
import io.godwit.runtime.simulation.Simulation;
import io.godwit.runtime.simulation.SimulationSettings;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuickRunTest {

  private static final Path LIBRARY =
      Path.of(System.getProperty("godwit.home"), "scenarios/library");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "first-migration",
        "post-copy-loses",
        "owner-bottleneck",
        "thread/flr-in-freeze",
        "thread/owner-reset",
        "thread/lost-doorbells",
        "operations/racks-after-each-other"
      })
  void should_record_what_a_run_with_actors_records(String name) throws ScenarioProblems {
    ScenarioFile file =
        ScenarioFile.readAnyway(LIBRARY.resolve(name).resolve("scenario.yaml"), List.of());

    QuickRun quick = QuickRun.of(file, "test", (entity, delivery) -> {}, () -> true);

    assertThat(quick.bug()).isEmpty();
    assertThat(quick.hasEnded()).isTrue();
    assertThat(quick.history()).isEqualTo(withActors(file));
    assertThat(StateTree.of(quick.folds())).isEqualTo(StateTree.of(quick.states()));
  }

  private static List<RecordedEvent> withActors(ScenarioFile file) {
    SimulationSettings settings = Composition.of(file.scenario(), "test");
    try (var simulation =
        new Simulation(settings, Journal.inMemory(), StopRules.NONE, StateListener.NONE)) {
      simulation.run(progress -> true);
      EventLog log = EventLog.of(JournalExtension.get(simulation.system()).session());
      try (Stream<RecordedEvent> events = log.events()) {
        return events.toList();
      }
    }
  }
}
