package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the READMEs tell a reader to type works, and prints what they show. {@code
 * -Dgodwit.golden.update=true} has them show what is printed now; a person reads the difference.
 */
class ReadmeTest {

  private static final Path HOME = Path.of(System.getProperty("godwit.home"));
  private static final String BUILD = "./verify";
  private static final boolean UPDATE = Boolean.getBoolean("godwit.golden.update");

  /** Most commands are short, and pages are tried beside each other. */
  private static final List<String> QUICK_TO_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /** A command after a prompt, and the lines shown below it, if any. */
  record Shown(String command, String output) {}

  @TempDir private Path folder;

  /** One run of a command; gives what it prints. */
  private interface Runner {
    String run(String command) throws Exception;
  }

  static Stream<Path> pages() throws IOException {
    return readmes().filter(file -> !file.startsWith(Home.library()));
  }

  static Stream<Path> scenarios() throws IOException {
    return readmes().filter(file -> file.startsWith(Home.library()));
  }

  private static Stream<Path> readmes() throws IOException {
    try (Stream<Path> files = Files.walk(HOME)) {
      return files
          .filter(file -> file.endsWith("README.md") || file.getParent().endsWith("docs"))
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !file.toString().contains("/target/"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  @Execution(ExecutionMode.CONCURRENT)
  void should_work_as_shown(Path readme) throws Exception {
    check(readme, this::run);
  }

  /** These are many and only run scenarios: not each in a process that has to warm up. */
  @ParameterizedTest
  @MethodSource("scenarios")
  void should_print_as_shown(Path readme) throws Exception {
    check(readme, this::runHere);
  }

  /** What ends with a mistake, or is long: each line that is shown is one that is printed. */
  @Test
  void should_print_the_lines_that_the_tutorial_shows_of_mistakes() throws IOException {
    Path file = folder.resolve("tonight.yaml");
    Terminal.godwit("new", "drain", file.toString());
    List<Shown> mistakes = commands(Files.readString(HOME.resolve("docs/tutorial.md")), "text");
    assertThat(mistakes).hasSize(2);
    for (Shown shown : mistakes) {
      var arguments = new ArrayList<>(words(shown.command().substring("./godwit ".length())));
      arguments.replaceAll(word -> word.equals("tonight.yaml") ? file.toString() : word);
      if (arguments.get(0).equals("run")) {
        arguments.addAll(List.of("--out", folder.resolve("run").toString()));
      }
      Terminal here = Terminal.godwit(arguments.toArray(String[]::new));
      String printed = (here.out() + here.err()).replace(file.toString(), "tonight.yaml");
      List<String> lines =
          shown.output().lines().filter(line -> !line.isBlank() && !line.equals("  ...")).toList();
      assertThat(printed.lines().toList()).as(shown.command()).containsAll(lines);
    }
  }

  private static void check(Path readme, Runner runner) throws Exception {
    for (Shown shown : commands(Files.readString(readme), "console")) {
      if (!shown.command().equals(BUILD)) {
        String printed = runner.run(shown.command());
        if (UPDATE && !shown.output().isEmpty()) {
          show(readme, shown, printed);
        } else if (!shown.output().isEmpty()) {
          assertThat(printed).as(shown.command()).isEqualTo(shown.output());
        }
      }
    }
  }

  private static void show(Path readme, Shown before, String printed) throws IOException {
    String prompt = "$ " + before.command() + "\n";
    String page = Files.readString(readme);
    assertThat(page).contains(prompt + before.output());
    Files.writeString(readme, page.replace(prompt + before.output(), prompt + printed));
  }

  /** The command that passes the tests is the one that CI runs, and CI runs nothing else. */
  @Test
  void should_name_the_command_that_ci_runs() throws IOException {
    List<String> ci =
        Files.readAllLines(HOME.resolve(".ci/run")).stream()
            .filter(
                line ->
                    !line.startsWith("#") && !line.startsWith("set ") && !line.startsWith("cd "))
            .toList();
    assertThat(ci).containsExactly(BUILD);
    assertThat(Files.readString(HOME.resolve("README.md"))).contains("$ " + BUILD + "\n");
  }

  @Test
  void should_answer_the_queries_of_the_journals_page() throws Exception {
    run("./godwit run first-migration");
    Path path = HOME.resolve("persistence/README.md");
    String page = Files.readString(path);
    String url = "jdbc:sqlite:" + folder.resolve("runs/latest/events.db");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      var answers = new StringBuilder();
      for (String query : queries(page)) {
        answers.append(answer(statement.executeQuery(query)));
      }
      if (UPDATE) {
        Files.writeString(path, page.replace(shown(page), answers));
      } else {
        assertThat(answers).hasToString(shown(page));
      }
    } catch (SQLException wrong) {
      throw new AssertionError(wrong);
    }
  }

  /** What {@code sqlite3 -header} prints. */
  private static String answer(ResultSet rows) throws SQLException {
    int columns = rows.getMetaData().getColumnCount();
    var names = new StringJoiner("|", "", "\n");
    for (int i = 1; i <= columns; i++) {
      names.add(rows.getMetaData().getColumnLabel(i));
    }
    var page = new StringBuilder(names.toString());
    while (rows.next()) {
      var row = new StringJoiner("|", "", "\n");
      for (int i = 1; i <= columns; i++) {
        row.add(rows.getString(i));
      }
      page.append(row);
    }
    return page.toString();
  }

  /** The block behind the queries. */
  private static String shown(String page) {
    String after = page.substring(page.indexOf("```sql\n") + "```sql\n".length());
    int from = after.indexOf("```\n", after.indexOf("```") + 3) + "```\n".length();
    return after.substring(from, after.indexOf("```", from));
  }

  private static List<String> queries(String page) {
    int from = page.indexOf("```sql\n") + "```sql\n".length();
    return page.substring(from, page.indexOf("```", from)).lines().toList();
  }

  private static List<Shown> commands(String text, String language) {
    var shown = new ArrayList<Shown>();
    String[] blocks = text.split("(?m)^```", -1);
    for (String block : blocks) {
      if (block.startsWith(language + "\n")) {
        for (String part : block.substring(language.length() + 1).split("(?m)^\\$ ", -1)) {
          if (!part.isBlank()) {
            int end = part.indexOf('\n');
            shown.add(new Shown(part.substring(0, end), part.substring(end + 1)));
          }
        }
      }
    }
    return shown;
  }

  /** As a shell would split them: what stands in single quotes is one word. */
  private static List<String> words(String line) {
    return Pattern.compile("'([^']*)'|[^ ']+")
        .matcher(line)
        .results()
        .map(word -> word.group(1) == null ? word.group() : word.group(1))
        .toList();
  }

  private String runHere(String command) {
    assertThat(command).startsWith("./godwit run ");
    var arguments = new ArrayList<>(words(command.substring("./godwit ".length())));
    arguments.addAll(List.of("--out", folder.resolve("run").toString()));
    Terminal here = Terminal.godwit(arguments.toArray(String[]::new));
    assertThat(here.exitCode()).as(command + "\n" + here.err()).isEqualTo(ExitCode.OK);
    return here.out();
  }

  /** As the launcher would run it, in a folder of its own; gives standard output. */
  private String run(String command) throws Exception {
    assertThat(command).startsWith("./godwit ");
    var arguments = new ArrayList<String>();
    for (String word : words(command.substring("./godwit ".length()))) {
      arguments.add(
          word.startsWith("scenarios/") || word.startsWith("docs/")
              ? HOME.resolve(word).toString()
              : word);
    }
    Process process =
        Terminal.process(QUICK_TO_START, arguments)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int differing = command.startsWith("./godwit diff ") ? ExitCode.INVALID : ExitCode.OK;
    assertThat(process.waitFor()).as(command).isEqualTo(differing);
    return out;
  }
}
