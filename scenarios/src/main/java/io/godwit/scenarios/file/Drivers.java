package io.godwit.scenarios.file;

import io.godwit.model.option.AdminTimeout;
import io.godwit.model.option.Choice;
import io.godwit.model.option.Frontend;
import io.godwit.model.option.KickAllQueues;
import io.godwit.model.option.ModeError;
import io.godwit.model.option.ResumeTogether;
import io.godwit.model.option.RetryEagain;
import io.godwit.model.option.Rollback;
import java.util.List;

/** Owner's drivers that a scenario can name instead of their options. */
enum Drivers {
  LINUX(
      "linux",
      List.of(
          RetryEagain.NO,
          AdminTimeout.NONE,
          KickAllQueues.NO,
          Rollback.DEVICE,
          Frontend.VFIO,
          ModeError.RESET,
          ResumeTogether.YES)),
  SEED("seed", List.of(RetryEagain.YES, AdminTimeout.NONE, Rollback.MANAGEMENT)),
  IDEAL(
      "ideal",
      List.of(RetryEagain.YES, AdminTimeout.ONE_SECOND, KickAllQueues.YES, Rollback.MANAGEMENT));

  private final String word;

  @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
  private final List<Choice> choices;

  Drivers(String word, List<Choice> choices) {
    this.word = word;
    this.choices = choices;
  }

  String word() {
    return word;
  }

  /** What it does, as choices. */
  List<Choice> choices() {
    return choices;
  }
}
