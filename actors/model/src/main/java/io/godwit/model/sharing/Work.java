package io.godwit.model.sharing;

/**
 * An exact, mutable amount of work: whole bytes and atoms of a byte.
 *
 * <p>Rates are whole units of {@code 1/4096} B/s. One unit for one nanosecond is one atom, and
 * {@value #ATOMS} atoms are a byte; so a rate times a time is a whole number of atoms, and nothing
 * is ever rounded between the start of a flow and its end.
 */
final class Work {

  /** Units of rate in one byte a second, as a shift. */
  static final int FRACTION_BITS = 12;

  /** The largest link, 2^42 B/s or 35 Tbit/s, leaves 9 bits for sums over overloaded links. */
  static final long MOST_BYTES_PER_SECOND = 1L << 42;

  /** The largest flow, 1 PiB. */
  static final long MOST_BYTES = 1L << 50;

  /** What takes longer than 285 years never ends; the odd years of a long are for roundings. */
  static final long MOST_SECONDS = 9_000_000_000L;

  static final long NANOS = 1_000_000_000L;
  static final long ATOMS = NANOS << FRACTION_BITS;

  private static final long FRACTION = (1L << FRACTION_BITS) - 1;

  long bytes;
  long atoms;

  void set(Work other) {
    bytes = other.bytes;
    atoms = other.atoms;
  }

  void setBytes(long whole) {
    bytes = whole;
    atoms = 0;
  }

  /** Adds what {@code level} units of rate do in {@code nanos}. */
  void carry(long level, long nanos) {
    long product = level * nanos;
    if (product >= 0 && Math.multiplyHigh(level, nanos) == 0) {
      bytes += product / ATOMS;
      atoms += product % ATOMS;
    } else {
      carryWide(level, nanos);
    }
    if (atoms >= ATOMS) {
      bytes += atoms / ATOMS;
      atoms %= ATOMS;
    }
  }

  /** Splits both factors at a second, so that no partial product leaves a long. */
  private void carryWide(long level, long nanos) {
    long seconds = nanos / NANOS;
    long rest = nanos % NANOS;
    long whole = level >> FRACTION_BITS;
    long fraction = level & FRACTION;
    long fractions = fraction * seconds;
    long product = whole % NANOS * rest;
    bytes = Math.addExact(bytes, Math.multiplyExact(whole, seconds));
    bytes += (fractions >> FRACTION_BITS) + whole / NANOS * rest + product / NANOS;
    atoms += (fractions & FRACTION) * NANOS + (product % NANOS << FRACTION_BITS) + fraction * rest;
  }

  /** Takes away {@code weight} times what was done from {@code earlier} to {@code later}. */
  void subtract(int weight, Work earlier, Work later) {
    bytes -= weight * (later.bytes - earlier.bytes);
    atoms -= weight * (later.atoms - earlier.atoms);
    bytes += Math.floorDiv(atoms, ATOMS);
    atoms = Math.floorMod(atoms, ATOMS);
  }

  /** Becomes {@code start} and the {@code weight}-th part of {@code work}, rounded up. */
  void setSum(Work start, Work work, int weight) {
    long restAtoms = work.bytes % weight * ATOMS + work.atoms;
    bytes = start.bytes + work.bytes / weight;
    atoms = start.atoms + (restAtoms + weight - 1) / weight;
    if (atoms >= ATOMS) {
      bytes += atoms / ATOMS;
      atoms %= ATOMS;
    }
  }

  boolean isBefore(Work other) {
    return bytes != other.bytes ? bytes < other.bytes : atoms < other.atoms;
  }

  /** Whole bytes of this that are still to be done, rounded up: a part of a byte is not there. */
  long bytesRoundedUp() {
    return atoms == 0 ? bytes : bytes + 1;
  }

  /**
   * How long {@code level} units of rate take from {@code from} to here, rounded up to a
   * nanosecond; {@link Long#MAX_VALUE} when that is not within the time that a run can have.
   */
  long nanosFrom(Work from, long level) {
    long wholeBytes = bytes - from.bytes;
    long rest = atoms - from.atoms;
    if (rest < 0) {
      rest += ATOMS;
      wholeBytes--;
    }
    if (wholeBytes < 0) {
      return 0;
    } else if (level == 0) {
      return wholeBytes == 0 && rest == 0 ? 0 : Long.MAX_VALUE;
    }
    long units = wholeBytes << FRACTION_BITS;
    long seconds = units / level;
    if (seconds > MOST_SECONDS) {
      return Long.MAX_VALUE;
    }
    long remainder = units % level;
    long nanos = 0;
    for (int radix = 0; radix < 3; radix++) {
      nanos = nanos * 1000 + Long.divideUnsigned(remainder * 1000, level);
      remainder = Long.remainderUnsigned(remainder * 1000, level);
    }
    long last = remainder + rest;
    return seconds * NANOS + nanos + (last / level) + (last % level == 0 ? 0 : 1);
  }
}
