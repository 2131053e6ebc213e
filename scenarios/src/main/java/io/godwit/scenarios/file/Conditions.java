package io.godwit.scenarios.file;

import io.godwit.model.fleet.Condition;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Conditions of faults, as a reference has them. */
final class Conditions {

  private Conditions() {}

  /** What can be counted, each with its meaning. */
  static String words() {
    return Arrays.stream(Condition.What.values())
        .map(each -> "`%s` (%s)".formatted(each.word(), each.about()))
        .collect(Collectors.joining(", "));
  }
}
