package io.godwit.scenarios.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.fault.SeededBug;
import io.godwit.scenarios.explore.Exploration.Question;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bugs that are sown are found within a thousand runs, and shrunk; where none is sown, none is
 * found. {@code -Dgodwit.explore.bugs=all} sows each of them, and {@code
 * -Dgodwit.explore.runs=20000} looks longer where there is none.
 */
class SeededBugsFoundTest {

  private static final String TABLE = "| --- | --- | --- | --- |";

  private static final int RUNS = 1_000;
  private static final int QUIET_RUNS = Integer.getInteger("godwit.explore.runs", 200);

  private static final List<SeededBug> HANDFUL =
      List.of(
          SeededBug.ROOM_NEVER_GIVEN_BACK,
          SeededBug.DEVICES_STAY_STOPPED,
          SeededBug.GUEST_NOT_STOPPED);

  /** A context is read whole once, and from then on only what has changed. */
  private static final List<String> DELTAS =
      List.of(
          "datacenter.host.owners[0].profile=seed-2023",
          "protocol.incremental=delta",
          "protocol.clear-on-read=change-record");

  /** What devices must do for a bug to show at all, where it is not what they do usually. */
  private static final Map<SeededBug, List<String>> PROTOCOLS =
      Map.of(
          SeededBug.CONTEXT_NOT_WRITTEN_BACK,
          List.of("protocol.rollback=management", "protocol.clear-on-read=working-state"),
          SeededBug.READ_CONTEXT_KEPT,
          DELTAS,
          SeededBug.LOST_STATE_TRUSTED,
          DELTAS);

  /** What was found, by bug; for the table. */
  private static final Map<SeededBug, String> ROWS = new EnumMap<>(SeededBug.class);

  static Stream<SeededBug> bugs() {
    String wanted = System.getProperty("godwit.explore.bugs", "");
    return Arrays.stream(SeededBug.values())
        .filter(
            bug ->
                wanted.isEmpty()
                    ? HANDFUL.contains(bug)
                    : wanted.equals("all") || wanted.contains(bug.name()));
  }

  @AfterEach
  void reap() {
    SeededBug.reap();
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void should_find_and_shrink_a_bug_that_is_sown(SeededBug bug) {
    SeededBug.sow(List.of(bug));
    Report report = explore(scenario(bug), RUNS, 3);
    SeededBug.reap();
    assertThat(report.findings())
        .as("%s in %d runs", bug, report.runs())
        .anySatisfy(finding -> isMinimal(finding));
    report.findings().stream()
        .filter(SeededBugsFoundTest::isSmall)
        .findFirst()
        .ifPresent(finding -> ROWS.put(bug, row(bug, finding)));
    System.out.println(ROWS.getOrDefault(bug, "not found: " + bug));
  }

  private static void isMinimal(Finding finding) {
    assertThat(isSmall(finding)).as("at most 2 guests and 2 faults").isTrue();
    assertThat(isRight(finding.minimal())).isTrue();
  }

  private static boolean isSmall(Finding finding) {
    return finding.minimal().guests().size() <= 2 && finding.minimal().blocks("faults").size() <= 2;
  }

  private static ScenarioFile scenario(SeededBug bug) {
    return bug == SeededBug.GUEST_RESTARTED_TWICE
        ? Small.evacuation()
        : Small.file(PROTOCOLS.getOrDefault(bug, List.of()));
  }

  private static String row(SeededBug bug, Finding finding) {
    List<String> faults = finding.minimal().faults();
    return "| %s | %d | %s | %s |"
        .formatted(
            bug.about(),
            finding.variation(),
            finding.trouble().title(),
            faults.isEmpty() ? "none" : String.join(", ", faults));
  }

  /** {@code -Dgodwit.golden.update=true} with all bugs writes what was found into the docs. */
  @AfterAll
  static void tabulate() throws IOException {
    if (Boolean.getBoolean("godwit.golden.update") && ROWS.size() == SeededBug.values().length) {
      Path page = Path.of(System.getProperty("godwit.home"), "docs/recovery-bugs.md");
      String text = Files.readString(page);
      String before = text.substring(0, text.indexOf(TABLE) + TABLE.length());
      Files.writeString(page, before + "\n" + String.join("\n", ROWS.values()) + "\n");
    }
  }

  @Test
  void should_find_nothing_where_nothing_is_sown() {
    Report report = explore(Small.file(), QUIET_RUNS, 1);
    assertThat(report.findings()).as(report.page(Optional.empty())).isEmpty();
    assertThat(report.runs()).isEqualTo(QUIET_RUNS);
  }

  private static boolean isRight(Draft draft) {
    Verdict verdict = new Judge("test", domain(), 20_000).judge(draft);
    return verdict.refused().isEmpty() && verdict.troubles().isEmpty();
  }

  private static Domain domain() {
    return new Domain(Vocabulary.words("faults.kind"), false);
  }

  private static Report explore(ScenarioFile scenario, int runs, int findings) {
    var question = new Question(scenario, domain(), 1, runs, 0, List.of(), findings);
    int atOnce = Runtime.getRuntime().availableProcessors();
    try (var exploration =
        new Exploration(question, "test", atOnce, new AtomicBoolean(), progress -> {})) {
      return exploration.explore();
    }
  }
}
