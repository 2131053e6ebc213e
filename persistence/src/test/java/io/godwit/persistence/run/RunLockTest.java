package io.godwit.persistence.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {

  private static final int TIMES = 3_000;

  @TempDir private Path folder;

  /**
   * What each process does: it makes a file, which nobody else may do meanwhile, and removes it.
   */
  static final class Contender {
    private Contender() {}

    public static void main(String[] arguments) throws IOException {
      RunFolder run = RunFolder.openBegun(Path.of(arguments[0]));
      Path mine = Path.of(arguments[1]);
      for (int held = 0; held < TIMES; ) {
        try {
          held += RunLock.holding(run, () -> alone(mine));
        } catch (RunFolderException taken) {
          Thread.onSpinWait();
        }
      }
    }

    private static int alone(Path mine) {
      try {
        Files.delete(Files.createFile(mine));
        return 1;
      } catch (IOException together) {
        throw new IllegalStateException(together);
      }
    }
  }

  private RunFolder run() throws IOException {
    Files.writeString(folder.resolve("scenario.yaml"), "name: begun");
    return RunFolder.openBegun(folder);
  }

  @Test
  void should_never_be_held_by_two_processes() throws IOException, InterruptedException {
    Path run = Files.createDirectory(folder.resolve("run"));
    Files.writeString(run.resolve("scenario.yaml"), "name: begun");
    List<Process> contenders = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      contenders.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Contender.class.getName(),
                  run.toString(),
                  folder.resolve("mine").toString())
              .inheritIO()
              .start());
    }
    for (Process contender : contenders) {
      assertThat(contender.waitFor()).isZero();
    }
  }

  @Test
  void should_be_held_by_one_thread_and_stay_so_when_others_ask() throws IOException {
    RunFolder run = run();
    RunLock.holding(
        run,
        () -> {
          assertThat(RunLock.holder(folder)).isEqualTo(RunLock.Holder.SOMEBODY);
          return assertThatThrownBy(() -> RunLock.holding(run, () -> run))
              .hasMessageContaining("another process is making this run");
        });
    assertThat(RunLock.holder(folder)).isEqualTo(RunLock.Holder.NOBODY);
  }
}
