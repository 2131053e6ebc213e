package io.godwit.scenarios.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.fault.SeededBug;
import io.godwit.scenarios.explore.Exploration.Question;
import io.godwit.scenarios.file.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
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

  private static final int RUNS = 1_000;
  private static final int QUIET_RUNS = Integer.getInteger("godwit.explore.runs", 200);

  private static final List<SeededBug> HANDFUL =
      List.of(
          SeededBug.ROOM_NEVER_GIVEN_BACK,
          SeededBug.DEVICES_STAY_STOPPED,
          SeededBug.GUEST_NOT_STOPPED);

  /** Of these the protocol itself does not say how nothing is lost. */
  private static final List<String> OPEN_QUESTIONS =
      List.of("owner-reset", "vf-disable", "link-flap", "link-change");

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
    Report report = explore(RUNS, 3);
    SeededBug.reap();
    assertThat(report.findings())
        .as("%s in %d runs", bug, report.runs())
        .anySatisfy(
            finding -> {
              assertThat(finding.minimal().guests()).hasSizeLessThanOrEqualTo(2);
              assertThat(finding.minimal().blocks("faults")).hasSizeLessThanOrEqualTo(2);
              assertThat(isRight(finding.minimal())).isTrue();
            });
  }

  @Test
  void should_find_nothing_where_nothing_is_sown() {
    Report report = explore(QUIET_RUNS, 1);
    assertThat(report.findings()).as(report.page(Optional.empty())).isEmpty();
    assertThat(report.runs()).isEqualTo(QUIET_RUNS);
  }

  private static boolean isRight(Draft draft) {
    Verdict verdict = new Judge("test", domain(), 20_000).judge(draft);
    return verdict.refused().isEmpty() && verdict.troubles().isEmpty();
  }

  private static Domain domain() {
    return new Domain(
        Vocabulary.words("faults.kind").stream()
            .filter(kind -> !OPEN_QUESTIONS.contains(kind))
            .toList(),
        false);
  }

  private static Report explore(int runs, int findings) {
    var question = new Question(Small.file(), domain(), 1, runs, 0, List.of(), findings);
    int atOnce = Runtime.getRuntime().availableProcessors();
    try (var exploration =
        new Exploration(question, "test", atOnce, new AtomicBoolean(), progress -> {})) {
      return exploration.explore();
    }
  }
}
