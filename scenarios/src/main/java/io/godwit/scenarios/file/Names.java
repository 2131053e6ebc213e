package io.godwit.scenarios.file;

import io.godwit.scenarios.file.Values.Found;
import java.util.Set;

/** What may be called how. */
final class Names {

  /** Of files' names, systems take 255 bytes, and a run's has its scenario's name and more. */
  private static final int LONGEST = 100;

  private Names() {}

  /** Names become parts of ids and of file names. */
  static void check(Binder binder, Found name) {
    String word = (String) name.value();
    if (word.length() > LONGEST) {
      binder.problem(
          name,
          "this name has %,d characters; a name has at most %d".formatted(word.length(), LONGEST));
    } else if (!word.matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
      binder.problem(
          name, "'%s' cannot be a name; use letters, digits, '-', '_' and '.'".formatted(word));
    }
  }

  /** The same, of one that no other may have. */
  static void check(Binder binder, Found name, Set<String> others, String of) {
    differs(binder, name, others, of);
    check(binder, name);
  }

  static void differs(Binder binder, Found name, Set<String> others, String of) {
    if (!others.add((String) name.value())) {
      binder.problem(name, "'%s' is the name of another %s too".formatted(name.value(), of));
    }
  }
}
