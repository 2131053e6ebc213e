package io.godwit.scenarios.cli;

import io.godwit.property.Gen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What happens to files: bits flip, they are cut, parts get lost, somebody edits them. */
enum RandomDamage {
  BITS("bits flipped", 6) {
    @Override
    void befall(Path folder, Gen gen) throws IOException {
      Path file = anyFile(folder, gen);
      byte[] content = Files.readAllBytes(file);
      for (int i = gen.oneOf(List.of(1, 1, 1, 3, 10)); i > 0 && content.length > 0; i--) {
        content[gen.between(0, content.length - 1)] ^= (byte) (1 << gen.between(0, 7));
      }
      Files.write(file, content);
    }
  },
  CUT("cut", 2) {
    @Override
    void befall(Path folder, Gen gen) throws IOException {
      Path file = anyFile(folder, gen);
      byte[] content = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(content, gen.between(0, Math.max(0, content.length - 1))));
    }
  },
  SECTOR_LOST("a sector zeroed", 1) {
    @Override
    void befall(Path folder, Gen gen) throws IOException {
      Path file = anyFile(folder, gen);
      byte[] content = Files.readAllBytes(file);
      int from = gen.between(0, content.length / SECTOR) * SECTOR;
      Arrays.fill(
          content,
          Math.min(from, content.length),
          Math.min(from + SECTOR, content.length),
          (byte) 0);
      Files.write(file, content);
    }
  },
  PAGE_MISPLACED("a page written in another's place", 1) {
    @Override
    void befall(Path folder, Gen gen) throws IOException {
      Path file = folder.resolve("events.db");
      byte[] content = Files.readAllBytes(file);
      int last = Math.max(0, content.length / PAGE - 1);
      int from = gen.between(0, last) * PAGE;
      int to = gen.between(0, last) * PAGE;
      System.arraycopy(
          content, from, content, to, Math.min(PAGE, content.length - Math.max(from, to)));
      Files.write(file, content);
    }
  },
  FILE_LOST("a file removed", 1) {
    @Override
    void befall(Path folder, Gen gen) throws IOException {
      Files.delete(anyFile(folder, gen));
    }
  },
  EDITED("edited with SQL", 3) {
    @Override
    void befall(Path folder, Gen gen) {
      Sql.execute(folder.resolve("events.db"), gen.oneOf(EDITS).formatted(gen.between(1, 60)));
    }
  };

  private static final int SECTOR = 512;
  private static final int PAGE = 8_192;

  /** What an edit may be; {@code %d} becomes a small number. */
  private static final List<String> EDITS =
      List.of(
          "UPDATE events SET at_ns = at_ns + 1000000000 WHERE ord > %d",
          "UPDATE events SET seq = seq + 1 WHERE ord = %d",
          "UPDATE events SET step = step - 1 WHERE ord = %d",
          "UPDATE events SET prev = 0 WHERE ord = %d",
          "UPDATE events SET entity = entity %% 3 + 1 WHERE ord = %d",
          "UPDATE events SET manifest = 500 WHERE ord = %d",
          "UPDATE events SET payload = x'00' WHERE ord = %d",
          "UPDATE events SET payload = NULL WHERE ord = %d AND 0",
          "UPDATE events SET crc = crc + 1 WHERE ord = %d",
          "DELETE FROM events WHERE ord = %d",
          "DELETE FROM events WHERE ord > %d",
          "UPDATE events SET ord = ord + 1000000 WHERE ord = %d",
          "INSERT INTO events SELECT max(ord) + %d, entity, seq, prev, at_ns, step, manifest, payload, crc FROM events",
          "UPDATE entity SET persistence_id = persistence_id || 'x' WHERE id = %d %% 9 + 1",
          "UPDATE entity SET highest_seq = highest_seq + 1 WHERE id = %d %% 9 + 1",
          "DELETE FROM entity WHERE id = %d %% 9 + 1",
          "UPDATE manifest SET name = 'x' || name WHERE id = 500 + %d %% 5",
          "DELETE FROM manifest WHERE id = 500 + %d %% 5",
          "UPDATE run_info SET value = value || '1' WHERE key <> 'x%d'",
          "DELETE FROM run_info WHERE key = 'digest' OR key = 'x%d'",
          "DELETE FROM run_info WHERE key <> 'x%d'",
          "UPDATE journal_state SET heads_ord = %d",
          "UPDATE migration_completed SET downtime_ns = downtime_ns + %d",
          "UPDATE phase_entered SET at_ns = at_ns + %d",
          "DELETE FROM round_finished WHERE ord > %d",
          "INSERT INTO phase_entered VALUES (100000 + %d, 1, 1, 'stop')",
          "PRAGMA user_version = %d",
          "PRAGMA application_id = %d",
          "DROP TABLE envelope -- %d");

  private final String what;
  private final int weight;

  RandomDamage(String what, int weight) {
    this.what = what;
    this.weight = weight;
  }

  /** Any kind, the likely ones more often. */
  static RandomDamage any(Gen gen) {
    int left = gen.between(0, Arrays.stream(values()).mapToInt(kind -> kind.weight).sum() - 1);
    int kind = 0;
    while (left >= values()[kind].weight) {
      left -= values()[kind++].weight;
    }
    return values()[kind];
  }

  abstract void befall(Path folder, Gen gen) throws IOException;

  String what() {
    return what;
  }

  /** Any file of the run; the event file and its log, in which most can go wrong, more often. */
  static Path anyFile(Path folder, Gen gen) throws IOException {
    try (var files = Files.list(folder)) {
      List<Path> all = files.filter(Files::isRegularFile).sorted().toList();
      List<Path> events =
          all.stream().filter(file -> file.getFileName().toString().startsWith("events")).toList();
      return gen.oneOf(gen.chance(70) ? events : all);
    }
  }
}
