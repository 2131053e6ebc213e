package io.godwit.scenarios.file;

import io.godwit.model.protocol.Switch;
import java.util.Map;

/** Owner's drivers that a scenario can name instead of their switches. */
enum Drivers {
  LINUX(
      "linux",
      Map.of(
          Switch.RETRY_EAGAIN, "no",
          Switch.ADMIN_TIMEOUT, "none",
          Switch.KICK_ALL_QUEUES, "no",
          Switch.ROLLBACK, "device",
          Switch.FRONTEND, "vfio",
          Switch.MODE_ERROR, "reset",
          Switch.RESUME_TOGETHER, "yes")),
  SEED(
      "seed",
      Map.of(
          Switch.RETRY_EAGAIN, "yes",
          Switch.ADMIN_TIMEOUT, "none",
          Switch.ROLLBACK, "management")),
  IDEAL(
      "ideal",
      Map.of(
          Switch.RETRY_EAGAIN, "yes",
          Switch.ADMIN_TIMEOUT, "1s",
          Switch.KICK_ALL_QUEUES, "yes",
          Switch.ROLLBACK, "management"));

  private final String word;

  @SuppressWarnings("ImmutableEnumChecker") // Map.of cannot be changed
  private final Map<Switch, String> choices;

  Drivers(String word, Map<Switch, String> choices) {
    this.word = word;
    this.choices = choices;
  }

  String word() {
    return word;
  }

  /** What it does, as switches. */
  Map<Switch, String> choices() {
    return choices;
  }
}
