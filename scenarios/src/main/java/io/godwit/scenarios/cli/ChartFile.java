package io.godwit.scenarios.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes charts into files: new ones, or over charts that were there before. */
final class ChartFile {

  /** How the files begin that are charts; anything else is not written over. */
  private static final List<String> BEGINNINGS = List.of("<svg ", "<!DOCTYPE html>");

  private ChartFile() {}

  static void write(Path file, String content) {
    OutputFile.write(
        file,
        () -> {
          if (Files.exists(file) && !isChart(file)) {
            throw new BadInput(file + ": this is there already and is no chart; name another file");
          }
          Files.writeString(file, content);
        });
  }

  private static boolean isChart(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (var content = Files.newInputStream(file)) {
      String beginning = new String(content.readNBytes(32), StandardCharsets.UTF_8);
      return beginning.isEmpty() || BEGINNINGS.stream().anyMatch(beginning::startsWith);
    }
  }
}
