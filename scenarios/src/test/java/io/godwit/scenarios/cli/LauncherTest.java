package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which options the launcher gives to Java, told by a stand-in for it that says them: the launcher
 * is tried as in a release, in a folder of its own.
 */
final class LauncherTest {

  private static final String QUICKLY = "-XX:TieredStopAtLevel=1";
  private static final String ALONE = "-XX:+UseSerialGC";

  /** Makes what it is asked to, and keeps count. */
  private static final String MAKES_CLASSES =
      """
      #!/bin/sh
      echo "$@"
      while [ $# -gt 0 ]; do
        case $1 in *QuickClasses) touch "$2"; echo made >>"${2%/*}/made" ;; esac
        shift
      done
      """;

  private static final String HOME = System.getProperty("godwit.home");

  @TempDir private Path folder;

  @BeforeEach
  void release() throws IOException {
    Files.createDirectories(folder.resolve("lib"));
    Files.copy(Path.of(HOME, "godwit"), folder.resolve("godwit"));
    for (String scenario : List.of("first-migration", "rack-drain", "row-drain")) {
      Path file = Path.of("scenarios/library", scenario, "scenario.yaml");
      Files.createDirectories(folder.resolve(file).getParent());
      Files.copy(Path.of(HOME).resolve(file), folder.resolve(file));
    }
    Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho \"$@\"\n");
    assertThat(folder.resolve("godwit").toFile().setExecutable(true)).isTrue();
    assertThat(java.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void should_compile_quickly_for_a_run_of_few_guests() throws Exception {
    assertThat(options("run", "first-migration")).contains(QUICKLY);
    assertThat(options("run", "rack-drain", "--seed", "7")).contains(QUICKLY);
    assertThat(options("run", "row-drain")).doesNotContain(QUICKLY);
  }

  @Test
  void should_count_all_guests_of_a_file() throws Exception {
    Path few = Files.writeString(folder.resolve("few.yaml"), vms(4_000, 6_000));
    Path many = Files.writeString(folder.resolve("many.yaml"), vms(4_000, 6_001));

    assertThat(options("run", few.toString())).contains(QUICKLY);
    assertThat(options("run", many.toString())).doesNotContain(QUICKLY);
  }

  @Test
  void should_need_no_threads_to_collect_what_hardly_any_guests_leave() throws Exception {
    assertThat(options("run", "first-migration")).contains(ALONE, "-Xms256m", "-Xmn128m");
    assertThat(options("run", "rack-drain")).doesNotContain(ALONE);
    assertThat(options("run", "rack-drain", "first-migration")).doesNotContain(ALONE);
  }

  @Test
  void should_count_nothing_where_other_files_are_included() throws Exception {
    Path file = Files.writeString(folder.resolve("more.yaml"), "include: base.yaml\n" + vms(4));

    assertThat(options("run", file.toString())).doesNotContain(QUICKLY, ALONE);
  }

  @Test
  void should_count_more_where_guests_arrive_or_runs_are_compared() throws Exception {
    Path arriving = Files.writeString(folder.resolve("a.yaml"), vms(4) + "arrivals:\n");
    Path compared = Files.writeString(folder.resolve("c.yaml"), "compare:\n" + vms(4));

    assertThat(options("run", arriving.toString())).contains(QUICKLY).doesNotContain(ALONE);
    assertThat(options("run", compared.toString())).contains(QUICKLY).doesNotContain(ALONE);
  }

  @Test
  void should_make_classes_quick_once_and_anew_for_other_jars() throws Exception {
    Path lib = folder.resolve("lib");
    Path jar = Files.writeString(lib.resolve("godwit-scenarios-1.jar"), "one");
    Files.writeString(folder.resolve("jdk/bin/java"), MAKES_CLASSES);

    assertThat(options("list")).contains(lib.resolve("godwit.quick") + ":" + jar);
    assertThat(lib.resolve("made")).hasContent("made");
    options("list");
    assertThat(lib.resolve("made")).hasContent("made");

    Files.writeString(jar, "two");
    assertThat(options("list")).contains(lib.resolve("godwit.quick") + ":" + jar);
    assertThat(lib.resolve("made")).hasContent("made\nmade");

    Files.delete(lib.resolve("godwit.quick"));
    assertThat(options("list")).contains(jar.toString());
  }

  @Test
  void should_compile_with_care_where_nothing_tells_how_many_guests_there_are() throws Exception {
    assertThat(options("run", "-")).doesNotContain(QUICKLY);
    assertThat(options("run", "rack-drain", "--set", "vms[0].count=20000")).doesNotContain(QUICKLY);
    assertThat(options("bench")).doesNotContain(QUICKLY);
  }

  @Test
  void should_compile_quickly_for_what_is_left_of_a_run() throws Exception {
    assertThat(options("resume")).contains(QUICKLY);
    assertThat(options("resume", recordOf(5))).contains(QUICKLY);
    assertThat(options("resume", recordOf(1_100_000_000))).doesNotContain(QUICKLY);
  }

  @Test
  void should_compile_quickly_for_the_report_on_a_short_record() throws Exception {
    assertThat(options("report", recordOf(200_000_000))).contains(QUICKLY);
    assertThat(options("report", recordOf(300_000_000))).doesNotContain(QUICKLY);
    assertThat(options("verify", recordOf(5))).doesNotContain(QUICKLY);
  }

  private String recordOf(long bytes) throws IOException {
    Path run = Files.createDirectories(folder.resolve("run"));
    try (var record = new RandomAccessFile(run.resolve("events.db").toFile(), "rw")) {
      record.setLength(bytes);
    }
    return run.toString();
  }

  @Test
  void should_hand_over_the_arguments_as_they_are() throws Exception {
    assertThat(options("run", "a file", "--quiet")).endsWith("run", "a", "file", "--quiet");
    assertThat(options("list")).contains(QUICKLY).endsWith("list");
  }

  private static String vms(int... counts) {
    var text = new StringBuilder("vms:\n");
    for (int count : counts) {
      text.append("  - {name: web, count: ").append(count).append(", memory: 4 GiB}\n");
    }
    return text.toString();
  }

  private List<String> options(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(folder.resolve("godwit").toString()));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    process.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    Process started = process.start();
    String said = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(started.waitFor()).isZero();
    return List.of(said.strip().split("\\s+"));
  }
}
