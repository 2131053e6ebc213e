package io.godwit.model.unit;

/** A point in virtual time: nanoseconds since the run began, 0 to about 292 years. */
public record SimTime(long nanos) implements Comparable<SimTime> {

  public static final SimTime ZERO = new SimTime(0);

  public SimTime {
    if (nanos < 0) {
      throw new IllegalArgumentException("a time before the run began: " + nanos + " ns");
    }
  }

  public SimTime plus(SimDuration length) {
    return new SimTime(Math.addExact(nanos, length.nanos()));
  }

  /** The time from {@code earlier} to here; throws when {@code earlier} is later. */
  public SimDuration since(SimTime earlier) {
    return new SimDuration(Math.subtractExact(nanos, earlier.nanos));
  }

  public boolean isBefore(SimTime other) {
    return nanos < other.nanos;
  }

  public boolean isAfter(SimTime other) {
    return nanos > other.nanos;
  }

  @Override
  public int compareTo(SimTime other) {
    return Long.compare(nanos, other.nanos);
  }

  @Override
  public String toString() {
    return new SimDuration(nanos).toString();
  }
}
