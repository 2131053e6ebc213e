package io.godwit.model.unit;

import java.math.BigInteger;

/** Products of two longs divided by a third, exact in 128 bits, with the rounding in the name. */
public final class WideMath {

  private WideMath() {}

  /**
   * {@code floor(a * b / divisor)} for non-negative {@code a}, {@code b} and a positive divisor;
   * throws {@link ArithmeticException} when the result exceeds a long.
   */
  public static long multiplyDivideFloor(long a, long b, long divisor) {
    return divide(a, b, divisor, false);
  }

  /** {@code ceil(a * b / divisor)}, otherwise as {@link #multiplyDivideFloor}. */
  public static long multiplyDivideCeil(long a, long b, long divisor) {
    return divide(a, b, divisor, true);
  }

  private static long divide(long a, long b, long divisor, boolean up) {
    if (a < 0 || b < 0 || divisor <= 0) {
      throw new IllegalArgumentException(a + " * " + b + " / " + divisor + ": out of range");
    }
    if (Math.multiplyHigh(a, b) == 0 && a * b >= 0) {
      long product = a * b;
      long quotient = product / divisor;
      return up && quotient * divisor != product ? quotient + 1 : quotient;
    }
    BigInteger[] parts =
        BigInteger.valueOf(a)
            .multiply(BigInteger.valueOf(b))
            .divideAndRemainder(BigInteger.valueOf(divisor));
    boolean carry = up && parts[1].signum() != 0;
    return (carry ? parts[0].add(BigInteger.ONE) : parts[0]).longValueExact();
  }
}
