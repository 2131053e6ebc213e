package io.godwit.model.context;

/** Indexes of a ring, as a device keeps them. */
public final class Rings {

  static final int QUEUE_SIZE = 256;

  private static final int WRAP_SHIFT = 15;

  private Rings() {}

  /**
   * Of a packed ring (virtio 1.x, 2.8): the place in the ring, and in the highest bit the wrap
   * counter, which begins with 1 and turns over at each end of the ring.
   */
  public static int packed(int count) {
    int turned = Math.floorDiv(count, QUEUE_SIZE) & 1;
    return Math.floorMod(count, QUEUE_SIZE) | (1 - turned) << WRAP_SHIFT;
  }

  /** A count that gives the same index; how often the ring was gone round is not in it. */
  public static int unpacked(int index) {
    int turned = 1 - (index >>> WRAP_SHIFT & 1);
    return (index & (QUEUE_SIZE - 1)) + turned * QUEUE_SIZE;
  }
}
