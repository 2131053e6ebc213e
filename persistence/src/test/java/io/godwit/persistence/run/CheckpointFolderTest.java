package io.godwit.persistence.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.model.checkpoint.Checkpoint;
import io.godwit.model.checkpoint.Checkpoint.SentCount;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimTime;
import io.godwit.persistence.run.CheckpointFolder.Newest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {

  @TempDir private Path run;

  private CheckpointFolder folder() {
    return folder("this run");
  }

  private CheckpointFolder folder(String of) {
    return new CheckpointFolder(run.resolve("checkpoints"), of);
  }

  private static Checkpoint at(long recorded) {
    return new Checkpoint(
        new SimTime(recorded * 10),
        recorded * 2,
        -1,
        recorded,
        List.of(new SentCount(EntityId.fleet(), recorded)),
        List.of());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void should_find_none_where_none_was_kept() {
    assertThat(folder().newest(99)).isEqualTo(new Newest(Optional.empty(), List.of()));
  }

  @Test
  void should_keep_the_last_few_the_first_and_some_between_and_no_draft() throws IOException {
    for (long recorded = 100; recorded <= 10_000; recorded += 100) {
      folder().keep(at(recorded));
    }
    assertThat(files())
        .hasSize(16)
        .startsWith("000000000000000100.checkpoint")
        .endsWith(
            "000000000000009800.checkpoint",
            "000000000000009900.checkpoint",
            "000000000000010000.checkpoint");
    assertThat(folder().newest(50_000).checkpoint()).contains(at(10_000));
  }

  @Test
  void should_leave_a_folder_alone_that_stands_where_one_would() throws IOException {
    Path own = run.resolve("checkpoints/000000000000000700.checkpoint/mine");
    Files.createDirectories(own);
    for (long recorded = 100; recorded <= 2_000; recorded += 100) {
      folder().keep(at(recorded));
    }
    assertThat(own).exists();
    assertThat(files()).hasSize(17).doesNotContain("draft");
    Newest newest = folder().newest(799);
    assertThat(newest.passedOver()).anyMatch(why -> why.contains("700.checkpoint: it cannot be"));
  }

  @Test
  void should_name_what_stands_where_it_would_write() throws IOException {
    Path folder = run.resolve("checkpoints");
    Files.writeString(folder, "mine");
    assertThatThrownBy(() -> folder().keep(at(5)))
        .hasMessage(
            folder
                + ": it cannot be written (something else has its name);"
                + " give that another name, or write elsewhere");
    Files.delete(folder);
    Path draft = Files.createDirectories(folder.resolve("draft"));
    assertThatThrownBy(() -> folder().keep(at(5)))
        .hasMessageContaining(draft + ": it cannot be written (a folder has its name); give that");
    Files.delete(draft);
    folder().keep(at(5));
    assertThat(folder().newest(5).checkpoint()).contains(at(5));
  }

  @Test
  void should_find_the_newest_that_is_no_later_than_a_time() throws IOException {
    for (long recorded : new long[] {5, 8, 100}) {
      folder().keep(at(recorded));
    }
    assertThat(folder().newest(5_000, new SimTime(999)).checkpoint()).contains(at(8));
  }

  @Test
  void should_pass_over_what_is_ahead_of_the_journal_and_what_is_damaged_and_say_why()
      throws IOException {
    folder().keep(at(10));
    folder().keep(at(20));
    folder().keep(at(30));
    folder("another run").keep(at(12));
    Path damaged = run.resolve("checkpoints").resolve("000000000000000020.checkpoint");
    byte[] bytes = Files.readAllBytes(damaged);
    bytes[bytes.length / 2] ^= 1;
    Files.write(damaged, bytes);
    Files.writeString(run.resolve("checkpoints").resolve("draft"), "half of one");
    Files.createDirectory(run.resolve("checkpoints").resolve("000000000000000015.checkpoint"));
    Files.writeString(run.resolve("checkpoints").resolve("notes.txt"), "mine");

    Newest newest = folder().newest(25);

    assertThat(newest.checkpoint()).contains(at(10));
    assertThat(newest.passedOver())
        .satisfiesExactly(
            ahead -> assertThat(ahead).contains("30.checkpoint: it stands at event 30", "event 25"),
            broken -> assertThat(broken).contains("20.checkpoint: it is damaged"),
            odd ->
                assertThat(odd)
                    .contains("15.checkpoint: it cannot be read (a folder has its name)"),
            foreign -> assertThat(foreign).contains("12.checkpoint: it is of another run"));
  }
}
