package io.godwit.scenarios.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.entity.Entity;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.persistence.journal.JournalExtension;
import io.godwit.persistence.journal.JournalSession;
import io.godwit.persistence.run.EventLog;
import io.godwit.runtime.entity.StateListener;
import io.godwit.runtime.kernel.StalledRunException;
import io.godwit.runtime.simulation.Checkpoints;
import io.godwit.runtime.simulation.ProgressListener;
import io.godwit.runtime.simulation.Rules;
import io.godwit.runtime.simulation.Simulation;
import io.godwit.runtime.simulation.SimulationSettings;
import io.godwit.scenarios.file.Comparison.Variant;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Events of runs of the library, one run after another, none of which is kept. */
final class Recorded {

  /** One run: all variants of a comparison are runs of their own. */
  record Run(String name, ScenarioFile file, List<String> breaks) {}

  private Recorded() {}

  /** The names of all scenarios of the library. */
  static List<String> library() throws IOException {
    Path library = Path.of(System.getProperty("godwit.home"), "scenarios/library");
    try (Stream<Path> files = Files.walk(library)) {
      return files
          .filter(file -> file.endsWith("scenario.yaml"))
          .map(file -> library.relativize(file.getParent()).toString())
          .sorted()
          .toList();
    }
  }

  static ScenarioFile file(String name, List<String> settings)
      throws IOException, ScenarioProblems {
    return ScenarioFile.readAnyway(
        Path.of(System.getProperty("godwit.home"), "scenarios/library", name, "scenario.yaml"),
        settings);
  }

  static List<Run> runs(String name) throws IOException, ScenarioProblems {
    ScenarioFile whole = file(name, List.of());
    if (whole.scenario().comparison().isEmpty()) {
      return List.of(new Run(name, whole, List.of()));
    }
    var runs = new ArrayList<Run>();
    for (Variant variant : whole.scenario().comparison().get().variants()) {
      runs.add(
          new Run(name + ": " + variant.name(), file(name, variant.settings()), variant.breaks()));
    }
    return runs;
  }

  /** What each run of a scenario sets; once nothing, where it is run but once. */
  static List<List<String>> settings(String name) throws IOException, ScenarioProblems {
    return file(name, List.of())
        .scenario()
        .comparison()
        .map(all -> all.variants().stream().map(Variant::settings).toList())
        .orElse(List.of(List.of()));
  }

  static List<RecordedEvent> events(
      ScenarioFile file, BiFunction<EntityId, Entity<?>, Entity<?>> lens) {
    SimulationSettings settings = Composition.of(file.scenario(), "test");
    var rules = new Rules(settings).through(lens);
    try (var simulation =
        new Simulation(
            settings,
            rules,
            Journal.inMemory(),
            new ScenarioRun(file, "test").stopRules(),
            StateListener.NONE)) {
      JournalSession session = JournalExtension.get(simulation.system()).session();
      run(simulation);
      session.flush();
      try (var events = EventLog.of(session).events()) {
        return events.toList();
      }
    }
  }

  /**
   * A device that never answers lets a run come to a stop; what was recorded until then tells it.
   */
  private static void run(Simulation simulation) {
    try {
      simulation.run(ProgressListener.NONE, Checkpoints.NONE);
    } catch (StalledRunException stalled) {
      assertThat(stalled).hasMessageContaining("not settled");
    }
  }
}
