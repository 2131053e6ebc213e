package io.godwit.persistence.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

  @TempDir Path folder;

  @Test
  void should_number_runs_of_one_scenario_and_seed_from_1() {
    assertThat(RunFolder.create(folder, "rack-drain", 42).name()).isEqualTo("rack-drain-42-1");
    assertThat(RunFolder.create(folder, "rack-drain", 42).name()).isEqualTo("rack-drain-42-2");
    assertThat(RunFolder.create(folder, "rack-drain", 7).name()).isEqualTo("rack-drain-7-1");
  }

  @Test
  void should_count_on_after_the_highest_when_a_run_was_removed() throws IOException {
    RunFolder.create(folder, "storm", 1);
    Path second = RunFolder.create(folder, "storm", 1).path();
    RunFolder.create(folder, "storm", 1);
    Files.delete(second);
    assertThat(RunFolder.create(folder, "storm", 1).name()).isEqualTo("storm-1-4");
  }

  @Test
  void should_make_the_folders_above_when_they_are_missing() {
    assertThat(RunFolder.create(folder.resolve("a/b"), "storm", 1).path()).isDirectory();
    assertThat(RunFolder.at(folder.resolve("c/d")).path()).isDirectory();
  }

  @Test
  void should_refuse_a_scenario_whose_name_leads_elsewhere() {
    assertThatThrownBy(() -> RunFolder.create(folder, "../storm", 1))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("'../storm' cannot name a folder");
  }

  @Test
  void should_take_an_empty_folder_and_refuse_a_full_one_untouched() throws IOException {
    Path out = Files.createDirectory(folder.resolve("out"));
    assertThat(RunFolder.at(out).path()).isEqualTo(out);
    Path precious = Files.writeString(out.resolve("thesis.txt"), "mine");
    assertThatThrownBy(() -> RunFolder.at(out))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining(out.toString())
        .hasMessageContaining("not empty");
    assertThat(precious).hasContent("mine");
  }

  @Test
  void should_name_the_path_when_it_is_a_file_or_lies_under_one() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    for (Path bad : new Path[] {file, file.resolve("under")}) {
      assertThatThrownBy(() -> RunFolder.at(bad))
          .isInstanceOf(RunFolderException.class)
          .hasMessageContaining(bad.toString());
      assertThatThrownBy(() -> RunFolder.create(bad, "storm", 1))
          .isInstanceOf(RunFolderException.class)
          .hasMessageContaining(bad.toString());
    }
    assertThat(file).hasContent("mine");
  }

  @Test
  void should_point_latest_to_the_run_that_came_last() throws IOException {
    RunFolder.create(folder, "storm", 1).becomeLatest();
    RunFolder second = RunFolder.create(folder, "storm", 1);
    second.becomeLatest();
    assertThat(folder.resolve("latest").toRealPath()).isEqualTo(second.path().toRealPath());
    assertThat(Files.readSymbolicLink(folder.resolve("latest"))).isRelative();
  }

  @Test
  void should_leave_latest_alone_when_it_is_no_link() throws IOException {
    Path latest = Files.writeString(folder.resolve("latest"), "mine");
    RunFolder run = RunFolder.create(folder, "storm", 1);
    assertThatThrownBy(run::becomeLatest)
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("no symbolic link");
    assertThat(latest).hasContent("mine");
  }

  @Test
  void should_open_only_a_folder_with_an_event_log() throws IOException {
    RunFolder run = RunFolder.create(folder, "storm", 1);
    assertThatThrownBy(() -> RunFolder.open(run.path())).hasMessageContaining("no events.db");
    assertThatThrownBy(() -> RunFolder.open(folder.resolve("nowhere")))
        .hasMessageContaining("no such folder");
    Files.writeString(run.events(), "");
    assertThat(RunFolder.open(run.path()).events()).isEqualTo(run.events());
  }

  @Test
  void should_leave_no_draft_of_a_file_that_cannot_be_written() throws IOException {
    RunFolder run = RunFolder.at(folder.resolve("run"));
    Path taken = Files.createDirectories(run.summary().resolve("by a folder")).getParent();
    assertThatThrownBy(() -> run.write(taken, "{}"))
        .isInstanceOf(WriteFailedException.class)
        .hasMessageContaining(taken + ": it cannot be written (a folder has its name)");
    Path draft = run.path().resolve(".draft");
    assertThat(draft).doesNotExist();
    Files.createDirectory(draft);
    assertThatThrownBy(() -> run.write(run.page(), ""))
        .hasMessageContaining(draft + ": it cannot be written (a folder has its name)");
    assertThat(draft).as("it is nobody's draft").exists();
  }

  @Test
  void should_be_as_before_when_a_run_cannot_begin() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    for (RunFolder run : new RunFolder[] {RunFolder.at(empty), RunFolder.at(folder.resolve("n"))}) {
      assertThatThrownBy(() -> run.begin(() -> beginAndFail(run)))
          .isInstanceOf(WriteFailedException.class)
          .hasMessageContaining("the disk is full; free some space or write elsewhere");
    }
    assertThat(empty).isEmptyDirectory();
    assertThat(folder.resolve("n")).doesNotExist();
  }

  private static void beginAndFail(RunFolder run) {
    run.write(run.scenario(), "name: storm");
    throw WriteFailedException.of(run.events(), new IOException("No space left on device"));
  }
}
