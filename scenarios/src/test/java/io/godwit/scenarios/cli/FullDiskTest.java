package io.godwit.scenarios.cli;

import static io.godwit.scenarios.cli.Terminal.godwit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.persistence.run.RunFolder;
import io.godwit.persistence.run.RunLock;
import io.godwit.persistence.run.WriteFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full and folders that nobody may write to: told, and never called a bug. */
class FullDiskTest {

  /** Takes nothing, and says that there is no room. */
  private static final Path FULL = Path.of("/dev/full");

  @TempDir private static Path folder;
  private static Path whole;

  @BeforeAll
  static void record() {
    whole = CutRun.finished(folder.resolve("whole"));
  }

  static boolean hasFullDevice() {
    return Files.exists(FULL);
  }

  private static void refuses(Terminal said, String... parts) {
    assertThat(said.exitCode()).as(said.err()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said.err()).contains(parts).doesNotContain("bug");
  }

  @Test
  @EnabledIf("hasFullDevice")
  void should_say_how_a_run_goes_on_whose_reports_have_no_room() throws IOException {
    Path cut = CutRun.killed(whole, 20, folder.resolve("cut"));
    Path csv = Files.createSymbolicLink(cut.resolve("migrations.csv"), FULL);
    refuses(
        godwit("resume", cut.toString()),
        csv + ": the disk is full; free some space",
        "then 'godwit resume %s' goes on".formatted(cut));
    Files.delete(csv);
    assertThat(godwit("resume", cut.toString()).exitCode()).isZero();
    assertThat(cut.resolve("summary.json")).exists();
  }

  @Test
  @EnabledIf("hasFullDevice")
  void should_say_of_other_files_that_they_have_no_room() throws IOException {
    refuses(
        godwit("report", whole.toString(), "--openmetrics", FULL.toString()),
        "/dev/full: the disk is full; free some space");
    Path run = CutRun.finished(folder.resolve("exported"));
    Files.createSymbolicLink(run.resolve("trace.pftrace"), FULL);
    refuses(godwit("export", run.toString(), "--to", "perfetto"), "the disk is full");
  }

  @Test
  void should_take_back_a_file_that_was_not_written_to_its_end() throws IOException {
    Path fresh = folder.resolve("fresh");
    Path old = Files.writeString(folder.resolve("old"), "mine");
    for (Path file : new Path[] {fresh, old}) {
      assertThatThrownBy(
              () ->
                  OutputFile.write(
                      file,
                      () -> {
                        Files.writeString(file, "half");
                        throw new IOException("No space left on device");
                      }))
          .isInstanceOf(WriteFailedException.class)
          .hasMessageContaining(file + ": the disk is full");
    }
    assertThat(fresh).doesNotExist();
    assertThat(old).exists();
  }

  /** A folder in the lock's place keeps it from whoever may write anywhere, as a test may. */
  @Test
  void should_refuse_to_resume_what_it_may_not_write_to_and_not_say_that_it_goes_on()
      throws IOException {
    Path cut = CutRun.killed(whole, 20, folder.resolve("locked"));
    Path lock = Files.createDirectory(cut.resolve(".lock"));
    Terminal said = godwit("resume", cut.toString());
    refuses(said, lock + ": it cannot be written (a folder has its name); give that another name");
    assertThat(said.err()).doesNotContain("goes on from");
  }

  @Test
  void should_not_say_that_it_goes_on_while_somebody_else_makes_the_run() throws IOException {
    Path cut = CutRun.killed(whole, 20, folder.resolve("held"));
    Terminal said = RunLock.holding(RunFolder.open(cut), () -> godwit("resume", cut.toString()));
    refuses(said, "another process is making this run");
    assertThat(said.err()).doesNotContain("goes on from");
  }
}
