package io.godwit.scenarios.oracle;

/** A prediction beside its measurement, and how well the two agree. */
record Match(Inputs inputs, Result measured, Result predicted) {

  static final double SYNC_SHARE = 0.15;
  static final long SYNC_COUNT = 2;
  static final double BLACKOUT_SHARE = 0.30;
  static final double BLACKOUT_MILLIS = 10;

  static Match of(Measurement measurement, TestBed bed) {
    Inputs inputs = measurement.inputs();
    return new Match(
        inputs, measurement.result(), Prediction.of(inputs, bed, measurement.outcome().patience()));
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
