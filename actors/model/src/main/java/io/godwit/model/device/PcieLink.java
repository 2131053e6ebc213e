package io.godwit.model.device;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A PCIe link between a host's memory and an owner device.
 *
 * @param name such as {@code gen4 x16}
 * @param rate usable in one direction: raw rate less encoding, times 0.87 for packet headers (the
 *     middle of 0.86 to 0.91, facts/migration.md E.2)
 * @param postedWrite a doorbell, or a write of the device, until it lands (0.3 to 0.5 us there)
 * @param readRoundTrip a read by the device, until the first byte is back (0.5 to 1.0 us there)
 */
public record PcieLink(
    String name, ByteRate rate, SimDuration postedWrite, SimDuration readRoundTrip) {

  private static final SimDuration POSTED_WRITE = SimDuration.ofNanos(400);
  private static final SimDuration READ_ROUND_TRIP = SimDuration.ofNanos(850);

  /**
   * Usable megabits a second of one lane by generation: 128b/130b from 8, 16 and 32 GT/s, x 0.87.
   */
  private static final long[] LANE_MEGABITS = {6_854, 13_708, 27_416};

  private static final int FIRST_GENERATION = 3;
  private static final List<Integer> WIDTHS = List.of(1, 2, 4, 8, 16);

  /**
   * The link of this name: {@code gen3}, {@code gen4} or {@code gen5}, and {@code x1} to {@code
   * x16}.
   */
  public static Optional<PcieLink> parse(String name) {
    for (int generation = 0; generation < LANE_MEGABITS.length; generation++) {
      for (int width : WIDTHS) {
        String candidate = "gen" + (FIRST_GENERATION + generation) + " x" + width;
        if (candidate.equals(name)) {
          long bits = LANE_MEGABITS[generation] * 1_000_000L * width;
          return Optional.of(
              new PcieLink(name, ByteRate.ofBitsPerSecond(bits), POSTED_WRITE, READ_ROUND_TRIP));
        }
      }
    }
    return Optional.empty();
  }

  /** Every name that {@link #parse} knows. */
  public static List<String> names() {
    return Arrays.stream(new int[] {0, 1, 2})
        .boxed()
        .flatMap(
            generation ->
                WIDTHS.stream()
                    .map(width -> "gen" + (FIRST_GENERATION + generation) + " x" + width))
        .toList();
  }

  /** From the driver's write to the device noticing it. */
  public SimDuration doorbell() {
    return postedWrite;
  }

  /** The device reads {@code size} bytes of the host's memory. */
  public SimDuration fetch(ByteCount size) {
    return readRoundTrip.plus(rate.timeToSend(size));
  }

  /** The device writes {@code size} bytes to the host's memory. */
  public SimDuration writeBack(ByteCount size) {
    return postedWrite.plus(rate.timeToSend(size));
  }

  /** From the device's interrupt message to the driver's handler, as a posted write. */
  public SimDuration interrupt() {
    return postedWrite;
  }
}
