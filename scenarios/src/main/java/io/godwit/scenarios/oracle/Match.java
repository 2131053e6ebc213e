package io.godwit.scenarios.oracle;

import java.util.ArrayList;
import java.util.List;

/** A prediction beside its measurement, and how well the two agree. */
record Match(Inputs inputs, Result measured, Result predicted) {

  static final double SYNC_SHARE = 0.15;
  static final long SYNC_COUNT = 2;
  static final double BLACKOUT_SHARE = 0.30;
  static final double BLACKOUT_MILLIS = 10;

  static Match of(Measurement measurement, TestBed bed) {
    return new Match(measurement.inputs(), measurement.result(), Prediction.of(measurement, bed));
  }

  static List<Match> of(Trial trial, TestBed bed) {
    List<Result> predicted = Prediction.of(trial, bed);
    var matches = new ArrayList<Match>();
    for (int i = 0; i < predicted.size(); i++) {
      Measurement each = trial.migrations().get(i);
      matches.add(new Match(each.inputs(), each.result(), predicted.get(i)));
    }
    return matches;
  }

  boolean outcomeRight() {
    return measured.completed() == predicted.completed();
  }

  boolean bothCompleted() {
    return measured.completed() && predicted.completed();
  }

  /** Relative: 0.01 is one percent too much. */
  double totalError() {
    return predicted.totalMillis() / measured.totalMillis() - 1;
  }

  double bytesError() {
    return (double) predicted.bytes() / measured.bytes() - 1;
  }

  long syncsOff() {
    return predicted.syncs() - measured.syncs();
  }

  boolean syncsNear() {
    long off = Math.abs(syncsOff());
    return off <= SYNC_COUNT || off <= SYNC_SHARE * measured.syncs();
  }

  boolean hasBlackouts() {
    return measured.blackoutMillis().isPresent() && predicted.blackoutMillis().isPresent();
  }

  double blackoutOffMillis() {
    return predicted.blackoutMillis().orElseThrow() - measured.blackoutMillis().orElseThrow();
  }

  boolean blackoutNear() {
    double off = Math.abs(blackoutOffMillis());
    return off <= BLACKOUT_MILLIS
        || off <= BLACKOUT_SHARE * measured.blackoutMillis().orElseThrow();
  }
}
