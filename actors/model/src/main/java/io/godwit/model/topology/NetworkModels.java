package io.godwit.model.topology;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.WideMath;

/** The network models there are: what of a link a flow can use, when it begins, and its weight. */
public enum NetworkModels {
  MAXMIN("maxmin", "max-min fair, every byte of a link for payload"),
  LV08(
      "lv08",
      "SimGrid's default: 97 % of a link, 5 % of it for acknowledgements, latency times 13.01, a"
          + " window of 4 MiB, and shares that favour short routes");

  /**
   * SimGrid's constants for LV08 (docs/source/Models.rst and Configuring_SimGrid.rst). The cross
   * traffic is charged to the links of the flow itself: exact where both directions share a link.
   */
  private static final long BANDWIDTH_PERCENT = 97;

  private static final long CROSS_TRAFFIC_PERCENT = 105;
  private static final long LATENCY_HUNDREDTHS = 1301;
  private static final long WEIGHT_BYTES = 20_537;

  /** SimGrid's TCP-gamma: no more than this is on its way unacknowledged. */
  private static final ByteCount WINDOW = ByteCount.of(4_194_304L);

  /** More than any link carries. */
  public static final ByteRate UNLIMITED = new ByteRate(Long.MAX_VALUE);

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long PICOS_PER_NANO = 1_000;
  private static final long PICOS_PER_SECOND = 1_000_000_000_000L;

  private final String word;
  private final String about;

  NetworkModels(String word, String about) {
    this.word = word;
    this.about = about;
  }

  /** The stable name that scenario files use. */
  public String word() {
    return word;
  }

  /** One line for help texts and reference tables. */
  public String about() {
    return about;
  }

  /** What all flows across a link of {@code rate} may have together. */
  ByteRate usable(ByteRate rate) {
    return this == MAXMIN
        ? rate
        : new ByteRate(
            WideMath.multiplyDivideFloor(
                rate.bytesPerSecond(), BANDWIDTH_PERCENT, CROSS_TRAFFIC_PERCENT));
  }

  /** How long a flow waits before it takes any share of its links. */
  public SimDuration before(SimDuration latency) {
    return this == MAXMIN
        ? SimDuration.ZERO
        : SimDuration.ofNanos(latency.nanos() * LATENCY_HUNDREDTHS / 100);
  }

  /** How long its last byte takes when it has had its share. */
  SimDuration after(SimDuration latency) {
    return this == MAXMIN ? latency : SimDuration.ZERO;
  }

  /** The most that one flow may have, whatever its links could carry. */
  ByteRate most(SimDuration latency) {
    long roundTrip = 2 * before(latency).nanos();
    return roundTrip == 0
        ? UNLIMITED
        : new ByteRate(WideMath.multiplyDivideFloor(WINDOW.bytes(), NANOS_PER_SECOND, roundTrip));
  }

  /** What a flow's share is inverse to, in picoseconds; 1 where all flows are alike. */
  long penalty(SimDuration latency, Iterable<ByteRate> links) {
    if (this == MAXMIN) {
      return 1;
    }
    long picos = latency.nanos() * PICOS_PER_NANO;
    for (ByteRate link : links) {
      picos += WideMath.multiplyDivideFloor(WEIGHT_BYTES, PICOS_PER_SECOND, link.bytesPerSecond());
    }
    return picos;
  }
}
