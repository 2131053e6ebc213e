package io.godwit.model.option;

import java.util.Locale;

/** One of the answers to an {@link Option}: a misspelt one does not compile. */
public interface Choice {

  /** What it answers. */
  Option option();

  /** The constant's own name. */
  String name();

  /** The word in scenario files and events. */
  default String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
