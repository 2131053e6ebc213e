package io.godwit.property;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/** The source of a property's inputs: everything drawn from it follows from its seed. */
public final class Gen {

  private final SplittableRandom random;

  public Gen(long seed) {
    random = new SplittableRandom(seed);
  }

  /** From {@code least} to {@code most}, both included. */
  public int between(int least, int most) {
    return (int) between((long) least, (long) most);
  }

  /** From {@code least} to {@code most}, both included; the ends come up one time in ten. */
  public long between(long least, long most) {
    int edge = random.nextInt(20);
    if (edge < 2) {
      return edge == 0 ? least : most;
    }
    return most == Long.MAX_VALUE
        ? random.nextLong(least - 1, most) + 1
        : random.nextLong(least, most + 1);
  }

  /** Each order of magnitude up to {@code most} is as likely as the next. */
  public long magnitude(long most) {
    int bits = 64 - Long.numberOfLeadingZeros(most);
    long bound = 1L << Math.min(62, random.nextInt(bits + 1));
    return Math.min(most, random.nextLong(bound + 1));
  }

  public boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  public double real() {
    return random.nextDouble();
  }

  public <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** {@code least} to {@code most} elements. */
  public <T> List<T> listOf(int least, int most, Function<Gen, T> element) {
    int size = between(least, most);
    var list = new ArrayList<T>(size);
    for (int i = 0; i < size; i++) {
      list.add(element.apply(this));
    }
    return list;
  }

  public byte[] bytes(int length) {
    byte[] content = new byte[length];
    random.nextBytes(content);
    return content;
  }
}
