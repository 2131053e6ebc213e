package io.godwit.scenarios.explore;

import io.godwit.model.migration.Phase;
import io.godwit.scenarios.explore.Coverage.Area;
import io.godwit.scenarios.run.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What became of a migration that a fault struck, by fault and phase. */
final class StrikeTable {

  /**
   * A fault at a step.
   *
   * @param strike its kind and what it strikes
   * @param phase that the step is in
   */
  record Cell(String strike, String phase) {}

  /** What cells say, and what that means. */
  private static final Map<String, String> LETTERS = letters();

  private static final String TROUBLE = "!";
  private static final String NOT_JUDGED = "-";

  private final Map<String, Map<String, SortedSet<String>>> rows = new TreeMap<>();

  private static Map<String, String> letters() {
    var letters = new LinkedHashMap<String, String>();
    letters.put("MigrationCompleted", "c");
    letters.put("MigrationFailed", "f");
    letters.put("MigrationRolledBack", "r");
    letters.put("GuestLost", "l");
    return letters;
  }

  /** One more run; several of one cell are steps of that phase. */
  void take(Cell cell, Verdict verdict) {
    rows.computeIfAbsent(cell.strike(), first -> new LinkedHashMap<>())
        .computeIfAbsent(cell.phase(), first -> new TreeSet<>())
        .add(word(verdict));
  }

  /** All outcomes of one run's attempts, each once. */
  private static String word(Verdict verdict) {
    if (verdict.refused().isPresent()) {
      return NOT_JUDGED;
    }
    var word = new StringBuilder(verdict.troubles().isEmpty() ? "" : TROUBLE);
    LETTERS.forEach(
        (outcome, letter) -> {
          if (verdict.reached().of(Area.OUTCOMES).keySet().stream()
              .anyMatch(each -> each.startsWith(outcome))) {
            word.append(letter);
          }
        });
    return word.toString();
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  List<String> lines() {
    List<String> phases =
        List.of(Phase.values()).stream()
            .map(Phase::word)
            .filter(phase -> rows.values().stream().anyMatch(row -> row.containsKey(phase)))
            .toList();
    var table = new ArrayList<List<String>>();
    var head = new ArrayList<>(List.of("fault"));
    head.addAll(phases);
    table.add(head);
    rows.forEach(
        (strike, row) -> {
          var cells = new ArrayList<>(List.of(strike));
          phases.forEach(
              phase -> cells.add(String.join("/", row.getOrDefault(phase, new TreeSet<>()))));
          table.add(cells);
        });
    return TextTable.lines(table, column -> false);
  }

  static String legend() {
    return "c completed, f failed before the guest stopped, r rolled back after it, l lost; cf: one"
        + " attempt each; ! with a finding; - not judged";
  }
}
