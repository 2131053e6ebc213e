package io.godwit.scenarios.explore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The findings of an exploration as files: each a scenario that shows it, and its timeline. */
public final class FindingFiles {

  private FindingFiles() {}

  /** Writes them into {@code folder}, which is made where it is not there. */
  public static void write(List<Finding> findings, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < findings.size(); i++) {
      Finding finding = findings.get(i);
      Files.writeString(
          scenario(folder, i), comment(finding, folder, i) + finding.minimal().text());
      Files.writeString(
          folder.resolve("finding-%d-as-found.yaml".formatted(i + 1)), finding.found().text());
      Files.writeString(
          folder.resolve("finding-%d-timeline.txt".formatted(i + 1)),
          String.join("\n", finding.timeline()) + "\n");
    }
  }

  static Path scenario(Path folder, int index) {
    return folder.resolve("finding-%d.yaml".formatted(index + 1));
  }

  private static String comment(Finding finding, Path folder, int index) {
    return "# %s\n# %s\n# %s\n"
        .formatted(
            finding.trouble().title(),
            finding.trouble().detail().replace('\n', ' '),
            finding.replay(scenario(folder, index)));
  }
}
