package io.godwit.model.invariant;

import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Stage;
import java.util.Arrays;

/** What the modes that events name come to; no two profiles disagree on a word. */
final class Stages {

  private Stages() {}

  static Stage of(String mode) {
    return Arrays.stream(Profiles.values())
        .flatMap(profile -> profile.modes().modes().stream())
        .filter(each -> each.word().equals(mode))
        .findFirst()
        .orElseThrow()
        .stage();
  }
}
