package io.godwit.scenarios.oracle;

import java.util.List;

/**
 * How far predictions are from measurements, as one number: for each record the squares of what it
 * is off in total time (in units of 2 %), bytes (3 %), syncs (the larger of 2 and 15 %) and
 * blackout (the larger of 10 ms and 30 %), none counting for more than a wrong outcome does, since
 * one wild record should not outweigh all others.
 */
final class Loss {

  private static final double WRONG_OUTCOME = 25;

  private Loss() {}

  /** The mean over all records; 0 is perfect, and 4 as good as the tolerances. */
  static double of(List<Measurement> records, TestBed bed) {
    double sum = 0;
    for (Measurement each : records) {
      sum += of(Match.of(each, bed));
    }
    return sum / records.size();
  }

  static double of(Match match) {
    if (!match.outcomeRight()) {
      return WRONG_OUTCOME;
    }
    double loss = square(match.bytesError() / 0.03);
    loss +=
        square(
            match.syncsOff()
                / Math.max(Match.SYNC_COUNT, Match.SYNC_SHARE * match.measured().syncs()));
    if (match.bothCompleted()) {
      loss += square(match.totalError() / 0.02);
    }
    if (match.hasBlackouts()) {
      double measured = match.measured().blackoutMillis().orElseThrow();
      loss +=
          square(
              match.blackoutOffMillis()
                  / Math.max(Match.BLACKOUT_MILLIS, Match.BLACKOUT_SHARE * measured));
    }
    return Math.min(loss, WRONG_OUTCOME);
  }

  private static double square(double off) {
    return off * off;
  }
}
