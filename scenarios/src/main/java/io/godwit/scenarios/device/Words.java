package io.godwit.scenarios.device;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The words of a line after its first, taken one by one. */
final class Words {

  private final List<String> words;
  private int taken;

  Words(String line) {
    this.words = Arrays.asList(line.strip().split("\\s+", -1));
  }

  /** The next word; refused when there is none, with what it would have been. */
  String next(String what) {
    return more().orElseThrow(() -> new BadLine(what + " is missing"));
  }

  Optional<String> more() {
    return taken < words.size() ? Optional.of(words.get(taken++)) : Optional.empty();
  }

  boolean hasMore() {
    return taken < words.size();
  }

  /** All that is left. */
  String rest() {
    String rest = String.join(" ", words.subList(taken, words.size()));
    taken = words.size();
    return rest;
  }

  void end() {
    more()
        .ifPresent(
            extra -> {
              throw new BadLine("'" + extra + "' is more than the line takes");
            });
  }

  /** A whole number, decimal or hexadecimal with 0x, within limits. */
  long number(String what, long least, long most) {
    String word = next(what);
    try {
      long value =
          word.startsWith("0x") || word.startsWith("0X")
              ? Long.parseUnsignedLong(word.substring(2), 16)
              : Long.parseLong(word);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException noNumber) {
      throw new BadLine("%s '%s' is no number".formatted(what, word));
    }
    throw new BadLine("%s %s: there are %d to %d".formatted(what, word, least, most));
  }
}
