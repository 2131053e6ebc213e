package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.POSITIVE_DURATION;

import io.godwit.model.unit.SimDuration;

/** How a run is carried out; it changes no event of it. */
final class RunBlock {

  static final Section SECTION = new Section("run");

  static final Key<SimDuration> KEEP_IDLE =
      SECTION.optional(
          "keep-idle",
          POSITIVE_DURATION,
          "an entity that is idle for so much virtual time leaves memory, and is read back from"
              + " the record when it is next addressed; without it none leaves");

  private RunBlock() {}
}
