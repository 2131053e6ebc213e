package io.godwit.scenarios.file;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What somebody meant who wrote a word that is not known. */
public final class Misspelt {

  /**
   * How many letters may differ for a word to be taken for a misspelt one; of a short one two, or
   * half of it.
   */
  private static final int MOST_LETTERS = 3;

  private Misspelt() {}

  /** The one of {@code known} that {@code word} is a misspelling of, if there is one. */
  public static Optional<String> nearest(String word, List<String> known) {
    int most = Math.min(MOST_LETTERS, Math.max(2, word.length() / 2));
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= most)
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
