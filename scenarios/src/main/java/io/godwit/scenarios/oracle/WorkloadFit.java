package io.godwit.scenarios.oracle;

import io.godwit.model.guest.DirtyModels;
import java.util.List;

/**
 * Finds how a guest may have written, when nobody knows: the kind, rate and working set whose
 * prediction comes closest to the measurement. Several may come equally close; the simplest wins.
 */
final class WorkloadFit {

  private static final long FIRMWARE_PAGES = 246;
  private static final List<DirtyModels> KINDS =
      List.of(DirtyModels.UNIFORM, DirtyModels.SEQUENTIAL, DirtyModels.HOT_COLD);
  private static final double[] FACTORS = {2, 1.4, 1.15, 1.05};
  private static final long LEAST_RATE = 50;
  private static final long MOST_RATE = 2_000_000;
  private static final int HOT_SHARE = 90;
  private static final int HOT_PART = 8;

  private final Measurement measurement;
  private final TestBed bed;
  private Inputs best;
  private double loss;

  private WorkloadFit(Measurement measurement, TestBed bed) {
    this.measurement = measurement;
    this.bed = bed;
    long pages = measurement.inputs().memMib() * 256;
    long resident =
        Math.max(1, Math.min(pages - 4096, pages - measurement.zeroPages() - FIRMWARE_PAGES));
    Inputs given = measurement.inputs();
    this.best =
        new Inputs(
            given.name(),
            given.repeat(),
            given.engine(),
            given.accel(),
            given.memMib(),
            DirtyModels.IDLE,
            0,
            resident,
            resident,
            0,
            0,
            given.maxBandwidth(),
            given.downtimeLimit(),
            given.aids(),
            given.switchOver(),
            given.circumstances());
    this.loss = lossOf(best);
  }

  /** The measurement with the workload that fits it best. */
  static Measurement of(Measurement measurement, TestBed bed) {
    var fit = new WorkloadFit(measurement, bed);
    fit.searchCoarsely();
    fit.refine();
    return measurement.with(fit.best);
  }

  private void searchCoarsely() {
    long resident = best.residentPages();
    for (DirtyModels kind : KINDS) {
      for (long set = resident; set > 256 && set > resident / 64; set /= 2) {
        for (long rate = LEAST_RATE; rate < MOST_RATE; rate = rate * 8 / 5) {
          take(with(kind, rate, set));
        }
      }
    }
  }

  private void refine() {
    for (double factor : FACTORS) {
      for (double by : new double[] {factor, 1 / factor}) {
        take(with(best.pattern(), Math.round(best.pagesPerSecond() * by), best.setPages()));
        take(with(best.pattern(), best.pagesPerSecond(), Math.round(best.setPages() * by)));
      }
    }
  }

  private Inputs with(DirtyModels kind, long rate, long set) {
    long fits = Math.max(1, Math.min(set, best.residentPages()));
    boolean hot = kind == DirtyModels.HOT_COLD;
    return best.withWorkload(kind, rate, fits, hot ? fits / HOT_PART : 0, hot ? HOT_SHARE : 0);
  }

  private void take(Inputs candidate) {
    double candidateLoss = lossOf(candidate);
    if (candidateLoss < loss) {
      best = candidate;
      loss = candidateLoss;
    }
  }

  private double lossOf(Inputs inputs) {
    return Loss.of(Match.of(measurement.with(inputs), bed));
  }
}
