package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.godwit.persistence.run.RunFolder;
import io.godwit.persistence.run.WriteFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShortMemoryTest {

  @TempDir private Path folder;

  @Test
  void should_find_what_is_behind_a_failure() {
    var full = new OutOfMemoryError("Java heap space");
    var selfSuppression = new IllegalArgumentException("Self-suppression not permitted", full);
    assertThat(ShortMemory.isBehind(full)).isTrue();
    assertThat(ShortMemory.isBehind(new ExecutionException(selfSuppression))).isTrue();
    assertThat(ShortMemory.isBehind(new IllegalStateException())).isFalse();
  }

  @Test
  void should_find_it_behind_the_advice_to_resume() throws Exception {
    RunFolder run = RunFolder.at(folder.resolve("run"));
    Files.writeString(run.scenario(), "name: any");
    WriteFailedException lost =
        WriteFailedException.of(
            run.scenario(), new IOException("gone", new OutOfMemoryError("Java heap space")));
    Throwable told =
        catchThrowable(
            () ->
                Resumable.making(
                    run,
                    () -> {
                      throw lost;
                    }));
    assertThat(told).isInstanceOf(BadInput.class).hasMessageContaining("godwit resume");
    assertThat(ShortMemory.isBehind(told)).isTrue();
  }
}
