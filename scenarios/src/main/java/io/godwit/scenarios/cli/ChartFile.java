package io.godwit.scenarios.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes charts into files: new ones, or over charts that were there before. */
final class ChartFile {

  /** How the files begin that are charts; anything else is not written over. */
  private static final List<String> BEGINNINGS = List.of("<svg ", "<!DOCTYPE html>");

  private ChartFile() {}

  static void write(Path file, String content) {
    OutputFile.requireOwn(file, "chart or page", BEGINNINGS);
    OutputFile.write(file, () -> Files.writeString(file, content));
  }
}
