package io.godwit.model.random;

import io.godwit.model.id.EntityId;

/**
 * Draws that depend on nothing but the seed, the entity, the purpose and how many draws came
 * before. The generator is SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): a counter through a mixing
 * function, so a stream is one number and can be stored. Written here to pin its values for good.
 */
public final class RandomStream {

  /** The golden ratio's odd 64-bit image, the counter's step in the paper. */
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private long counter;

  private RandomStream(long counter) {
    this.counter = counter;
  }

  /** The stream of one entity for one purpose, such as {@code vcpu-stop}. */
  public static RandomStream of(long seed, EntityId entity, String purpose) {
    long mixed = mix(seed + STEP);
    mixed = mixText(mixed, entity.kind().prefix());
    mixed = mixText(mixed, entity.name());
    return new RandomStream(mixText(mixed, purpose));
  }

  private static long mixText(long start, String text) {
    long mixed = mix(start + STEP * (text.length() + 1L));
    for (int i = 0; i < text.length(); i++) {
      mixed = mix(mixed ^ text.charAt(i));
    }
    return mixed;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  public long nextLong() {
    counter += STEP;
    return mix(counter);
  }

  /** From 0 (inclusive) to 1 (exclusive), in steps of 2^-53. */
  double share() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /**
   * From 0 (inclusive) to {@code bound} (exclusive), every value equally likely; bound at least 1.
   */
  public long below(long bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("a draw below " + bound + " has no value");
    }
    long rejectAbove = Long.MAX_VALUE - Long.MAX_VALUE % bound;
    while (true) {
      long bits = nextLong() >>> 1;
      if (bits < rejectAbove) {
        return bits % bound;
      }
    }
  }
}
