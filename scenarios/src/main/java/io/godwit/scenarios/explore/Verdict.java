package io.godwit.scenarios.explore;

import java.util.List;
import java.util.Optional;

/**
 * What came of a variation.
 *
 * @param refused why it was not judged, if it was not
 * @param troubles what must not be and was
 * @param reached what the run went through
 * @param deliveries how many messages it took
 */
record Verdict(
    Optional<String> refused, List<Trouble> troubles, Coverage reached, long deliveries) {

  Verdict {
    troubles = List.copyOf(troubles);
  }

  static Verdict refused(String why) {
    return new Verdict(Optional.of(why), List.of(), new Coverage(), 0);
  }

  /** A run that went on and on. */
  static Verdict cutOff(Coverage reached, long deliveries) {
    return new Verdict(
        Optional.of("it went on and on, and was cut off"), List.of(), reached, deliveries);
  }
}
