package io.godwit.scenarios.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.persistence.run.RunFolder;
import io.godwit.persistence.run.RunFolderException;
import io.godwit.persistence.run.RunLock;
import io.godwit.persistence.run.RunLock.Holder;
import io.godwit.runtime.simulation.Progress;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonRunTest {

  private static final String TWO =
      """
      name: two
      datacenter: {fabric: {hosts-per-rack: 4}, host: {memory: 64 GiB}}
      vms: [{name: web, count: 2, memory: 1 MiB}]
      plan: [{migrate: web-0}]
      compare:
        show: [duration]
        axes: [{name: seed, key: seed, values: [1, 2]}]
      """;

  @TempDir private Path folder;

  /** Something in the way of a run's folder stands for a disk that is full. */
  private ScenarioRun runWithout(ScenarioFile file, Path run) {
    try {
      Files.createFile(run);
      return new ScenarioRun(file, "test");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Test
  void should_leave_nothing_of_a_comparison_whose_first_run_cannot_begin() throws Exception {
    ScenarioFile file = ScenarioFile.parse("two.yaml", TWO, List.of());
    RunFolder kept = RunFolder.at(folder.resolve("kept"));
    assertThatThrownBy(
            () ->
                ComparisonRun.into(
                    kept,
                    file,
                    any -> runWithout(file, kept.path().resolve("1")),
                    telling(() -> {})))
        .isInstanceOf(RunFolderException.class);
    assertThat(folder).isEmptyDirectory();
  }

  /** Between two of its runs nothing else tells that it goes on. */
  @Test
  void should_hold_the_lock_of_its_folder_from_run_to_run() throws Exception {
    ScenarioFile file = ScenarioFile.parse("two.yaml", TWO, List.of());
    RunFolder kept = RunFolder.at(folder.resolve("kept"));
    var holders = new ArrayList<Holder>();
    ComparisonRun.into(
        kept,
        file,
        changes -> new ScenarioRun(changed(changes), "test"),
        telling(() -> holders.add(RunLock.holder(kept.path()))));
    assertThat(holders).containsExactly(Holder.SOMEBODY, Holder.SOMEBODY);
    assertThat(RunLock.holder(kept.path())).isEqualTo(Holder.NOBODY);
  }

  private static ScenarioFile changed(List<String> changes) {
    try {
      return ScenarioFile.parse("two.yaml", TWO, changes);
    } catch (ScenarioProblems ours) {
      throw new IllegalStateException(ours);
    }
  }

  private static ComparisonRun.Listener telling(Runnable begun) {
    return new ComparisonRun.Listener() {
      @Override
      public void onRun(int number, int of, String variant) {
        begun.run();
      }

      @Override
      public boolean onProgress(Progress progress) {
        return true;
      }
    };
  }
}
