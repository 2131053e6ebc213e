package io.godwit.model.network;

import io.godwit.model.unit.ByteRate;

/**
 * What TCP makes of a link that loses packets: the rate of one stream by Padhye, Firoiu, Towsley
 * and Kurose (SIGCOMM 1998), with an RTT of 40 us, a retransmission timeout of 200 ms (Linux's
 * least), an acknowledgement for every second segment of 1448 bytes, and eight streams on the link
 * (an assumption).
 */
public final class Losses {

  private static final double RTT_SECONDS = 40e-6;
  private static final double TIMEOUT_SECONDS = 0.2;
  private static final double SEGMENT_BYTES = 1448;
  private static final double SEGMENTS_PER_ACK = 2;
  private static final int STREAMS = 8;

  private Losses() {}

  /**
   * What is left.
   *
   * @param perMillion packets that are lost, 1 to 1,000,000
   */
  public static ByteRate leave(ByteRate whole, long perMillion) {
    double loss = perMillion / 1e6;
    double fast = RTT_SECONDS * StrictMath.sqrt(2 * SEGMENTS_PER_ACK * loss / 3);
    double slow =
        TIMEOUT_SECONDS
            * Math.min(1, 3 * StrictMath.sqrt(3 * SEGMENTS_PER_ACK * loss / 8))
            * loss
            * (1 + 32 * loss * loss);
    ByteRate streams = ByteRate.of((long) (STREAMS * SEGMENT_BYTES / (fast + slow)));
    long arriving = (long) (whole.bytesPerSecond() * (1 - loss));
    return streams.min(ByteRate.of(arriving));
  }
}
