package io.godwit.model.member;

import java.util.Arrays;

/** What a scenario can have in store for the next command that it can strike. */
enum ArmedFault {
  COMMAND_ERROR("command-error"),
  LOST_RESPONSE("lost-response"),
  REPEATED_READ("repeated-read"),
  CORRUPT_CONTEXT("corrupt-context");

  private final String word;

  ArmedFault(String word) {
    this.word = word;
  }

  /** The stable word of events and scenario files. */
  String word() {
    return word;
  }

  /** The fault with this word; throws for any other word. */
  static ArmedFault of(String word) {
    return Arrays.stream(values())
        .filter(fault -> fault.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no fault of a command"));
  }
}
