package io.godwit.scenarios.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Predictions hold against the second campaign, as well as the documentation says. */
class SecondSetTest {

  private static final Path RECORDS = Path.of(System.getProperty("godwit.home"), "docs/oracle");

  @Test
  void should_predict_every_outcome() throws BadRecord {
    for (String set : List.of("more", "actions", "contention")) {
      assertThat(of(set)).allMatch(Match::outcomeRight);
    }
  }

  @Test
  void should_come_near_to_throttled_guests() throws BadRecord {
    Map<String, Double> errors = errors(of("more"), name -> name.startsWith("ac-"));
    assertThat(errors.get("ac-seq-12k-64M-32M-30+30")).isBetween(-0.01, 0.01);
    // A burst more or less is a cycle of 1 s; see docs/validation.md.
    assertThat(errors.get("ac-free-40M-48M-40+20")).isBetween(-0.15, 0.15);
  }

  /** Sync by sync, to the page, up to where chance decides. */
  @Test
  void should_find_what_each_sync_of_a_throttled_guest_found() throws BadRecord {
    List<String> rows =
        SyncReport.of(
                List.of(RECORDS.resolve("qemu-7.2-more.jsonl")),
                Optional.empty(),
                Optional.empty(),
                "ac-free-40M-48M-40+20")
            .lines()
            .filter(row -> row.matches(" +\\d.*"))
            .toList();
    assertThat(rows).hasSizeGreaterThan(20);
    assertThat(rows.get(15)).matches(" +18 .* 2200 +99 % .* 2200 +99 % .* 2200 +99 %");
    assertThat(rows.get(17)).matches(" +20 .* 2200 +99 % .* 1800 +99 % .* 2000 +99 %");
  }

  @Test
  void should_say_which_configurations_there_are_when_it_is_asked_for_another() {
    assertThatThrownBy(
            () ->
                SyncReport.of(
                    List.of(RECORDS.resolve("qemu-7.2-actions.jsonl")),
                    Optional.empty(),
                    Optional.empty(),
                    "nobody"))
        .isInstanceOf(BadRecord.class)
        .hasMessageContainingAll("nobody", "outage-3s-at-2s");
  }

  @Test
  void should_come_within_two_percent_of_multifd() throws BadRecord {
    assertThat(errors(of("more"), name -> name.startsWith("multifd")).values())
        .isNotEmpty()
        .allMatch(error -> Math.abs(error) <= 0.02);
  }

  @Test
  void should_come_within_two_percent_of_what_an_operator_changes() throws BadRecord {
    assertThat(errors(of("actions"), name -> true).values())
        .isNotEmpty()
        .allMatch(error -> Math.abs(error) <= 0.02);
  }

  @Test
  void should_share_a_link_as_migrations_do_that_begin_together() throws BadRecord {
    double[] errors =
        errors(of("contention"), name -> !name.contains("stagger")).values().stream()
            .mapToDouble(Math::abs)
            .sorted()
            .toArray();
    assertThat(errors[errors.length / 2]).isLessThanOrEqualTo(0.01);
    assertThat(Arrays.stream(errors).max().orElseThrow()).isLessThanOrEqualTo(0.10);
  }

  @Test
  void should_come_within_six_percent_of_those_that_begin_one_after_the_other() throws BadRecord {
    assertThat(errors(of("contention"), name -> name.contains("stagger")).values())
        .isNotEmpty()
        .allMatch(error -> Math.abs(error) <= 0.06);
  }

  /** {@code -Dgodwit.golden.update=true} draws it anew. */
  @Test
  void should_be_drawn_in_the_figure() throws Exception {
    List<Path> files =
        Stream.of("-actions", "-contention", "-more", "")
            .map(set -> RECORDS.resolve("qemu-7.2" + set + ".jsonl"))
            .toList();
    String figure = Oracle.of(files, Optional.empty(), Optional.empty()).figure();
    Path drawn = RECORDS.resolveSibling("predicted.svg");
    if (Boolean.getBoolean("godwit.golden.update")) {
      Files.writeString(drawn, figure);
    }
    assertThat(figure).isEqualTo(Files.readString(drawn));
  }

  private static List<Match> of(String set) throws BadRecord {
    Path file = RECORDS.resolve("qemu-7.2-" + set + ".jsonl");
    return Oracle.of(List.of(file), Optional.empty(), Optional.empty()).matches();
  }

  /** By configuration, against the nearer repeat. */
  private static Map<String, Double> errors(List<Match> matches, Predicate<String> wanted) {
    var errors = new TreeMap<String, Double>();
    Repeats.of(matches)
        .forEach(
            (name, repeats) -> {
              if (wanted.test(name) && repeats.nearestError().isPresent()) {
                errors.put(name, repeats.nearestError().getAsDouble());
              }
            });
    return errors;
  }
}
