package io.godwit.model.member;

import io.godwit.model.context.Registers;
import io.godwit.model.virtio.ContextField;
import java.util.List;

/**
 * A configuration change that a stopped device has not yet told its guest of. It must move with the
 * context; no layout has a place for it, so we take the highest bit of the generation.
 */
final class PendingNotice {

  private static final int MARK = 0x80;

  private PendingNotice() {}

  static boolean isIn(List<ContextField> fields) {
    return (Registers.generationOf(fields) & MARK) != 0;
  }

  /** The context once its guest has been told. */
  static List<ContextField> cleared(List<ContextField> fields) {
    return isIn(fields) ? Registers.generation(fields) : List.of();
  }

  /** What a change leaves in the context. */
  static List<ContextField> mark(List<ContextField> fields) {
    return isIn(fields) ? List.of() : Registers.generation(fields);
  }
}
