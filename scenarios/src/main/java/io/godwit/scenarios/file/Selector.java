package io.godwit.scenarios.file;

import java.util.List;
import java.util.Optional;

/**
 * Some of a run's migrations: those whose guest, group, source or destination fits a pattern.
 *
 * @param key one of {@link #KEYS}
 * @param pattern a name, or one with stars and question marks
 */
public record Selector(String key, String pattern) {

  static final List<String> KEYS = List.of("vm", "group", "source", "destination");

  /** Such as {@code vm=db*}; empty for anything else. */
  static Optional<Selector> parse(String text) {
    int equals = text.indexOf('=');
    return equals > 0 && equals < text.length() - 1 && KEYS.contains(text.substring(0, equals))
        ? Optional.of(new Selector(text.substring(0, equals), text.substring(equals + 1)))
        : Optional.empty();
  }

  static String problem(String text) {
    return "'%s' chooses nothing; write vm=db* or the like, with one of %s"
        .formatted(text, String.join(", ", KEYS));
  }

  /** Whether it chooses this migration. */
  public boolean takes(String vm, String source, String destination) {
    return FaultTargets.matches(
        pattern,
        switch (key) {
          case "vm" -> vm;
          case "group" -> vm.replaceFirst("-[0-9]+$", "");
          case "source" -> source;
          default -> destination;
        });
  }
}
