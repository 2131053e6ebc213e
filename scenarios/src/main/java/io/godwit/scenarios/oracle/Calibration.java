package io.godwit.scenarios.oracle;

import io.godwit.model.precopy.QemuHost;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the host limits, and where a record does not say it the workload, with which predictions
 * come closest to measurements. The search is a pattern search from the present constants: each
 * number up and down by ever smaller factors for as long as it helps. The same records give the
 * same result.
 */
public final class Calibration {

  /** Steps of the search, each a factor; the last is the precision of what comes out. */
  private static final double[] FACTORS = {2, 1.4, 1.18, 1.07, 1.02};

  private static final int MOST_SWEEPS = 6;

  private final List<Measurement> measurements;
  private final String source;

  /** What was found, and how well it does against what was there before. */
  record Fit(TestBed bed, List<Measurement> measurements, double lossBefore, double lossAfter) {}

  private Calibration(List<Measurement> measurements, String source) {
    this.measurements = List.copyOf(measurements);
    this.source = source;
  }

  /** Reads {@code files}; bare replies get their inputs from {@code inputs}. */
  public static Calibration of(List<Path> files, Optional<Path> inputs) throws BadRecord {
    var all = new ArrayList<Measurement>();
    for (Path file : files) {
      all.addAll(MeasurementFile.read(file, inputs));
    }
    String accel = all.get(0).inputs().accel();
    for (Measurement each : all) {
      if (!each.inputs().accel().equals(accel)) {
        throw new BadRecord(
            "%s ran with accel %s and %s with %s; calibrate one kind of host at a time"
                .formatted(
                    all.get(0).inputs().label(),
                    accel,
                    each.inputs().label(),
                    each.inputs().accel()));
      }
    }
    return new Calibration(all, files.toString());
  }

  /** The scenario fragment. */
  public String fragment() {
    return new Fragment(source, fit()).text();
  }

  Fit fit() {
    TestBed bed = TestBed.of(measurements.get(0).inputs().accel()).orElseThrow();
    List<Measurement> once = oneOfEachConfiguration();
    double before = Loss.of(once, bed);
    List<Measurement> fitted =
        once.stream().map(each -> each.workloadKnown() ? each : WorkloadFit.of(each, bed)).toList();
    TestBed best = searchHost(fitted, bed);
    return new Fit(best, fitted, before, Loss.of(fitted, best));
  }

  /** Repeats of a configuration have the same prediction; the first stands for all. */
  private List<Measurement> oneOfEachConfiguration() {
    Map<String, Measurement> first = new LinkedHashMap<>();
    for (Measurement each : measurements) {
      first.putIfAbsent(each.inputs().name(), each);
    }
    return List.copyOf(first.values());
  }

  /**
   * What a number costs that is moved to e times or an e-th of what it was: few records can be
   * matched by many hosts, and of those the one nearest to what is known is the best guess.
   */
  private static final double PRICE = 0.1;

  private static double price(TestBed bed, TestBed from) {
    QemuHost host = bed.host();
    QemuHost was = from.host();
    return PRICE
        * (moved(host.firstSend().bytesPerSecond(), was.firstSend().bytesPerSecond())
            + moved(host.resend().bytesPerSecond(), was.resend().bytesPerSecond())
            + moved(host.zeroPage().nanos(), was.zeroPage().nanos())
            + moved(host.deltaPage().nanos(), was.deltaPage().nanos())
            + moved(host.wakeUp().nanos(), was.wakeUp().nanos())
            + moved(bed.stop().nanos(), from.stop().nanos()));
  }

  private static double moved(long now, long before) {
    double log = StrictMath.log((double) now / before);
    return log * log;
  }

  private static TestBed searchHost(List<Measurement> records, TestBed from) {
    TestBed best = from;
    double loss = Loss.of(records, best);
    for (double factor : FACTORS) {
      boolean better = true;
      for (int sweep = 0; better && sweep < MOST_SWEEPS; sweep++) {
        better = false;
        for (TestBed candidate : neighbours(best, factor)) {
          double candidateLoss = Loss.of(records, candidate) + price(candidate, from);
          if (candidateLoss < loss) {
            best = candidate;
            loss = candidateLoss;
            better = true;
          }
        }
      }
    }
    return best;
  }

  /** Every number a little more and a little less. */
  private static List<TestBed> neighbours(TestBed bed, double factor) {
    QemuHost host = bed.host();
    var neighbours = new ArrayList<TestBed>();
    for (double by : new double[] {factor, 1 / factor}) {
      neighbours.add(bed.withHost(host.withPages(times(host.firstSend(), by), host.resend())));
      ByteRate pages = times(host.resend(), by);
      neighbours.add(bed.withHost(host.withPages(host.firstSend(), pages)).withLink(pages));
      neighbours.add(
          bed.withHost(
              host.withTimes(times(host.zeroPage(), by), host.deltaPage(), host.wakeUp())));
      neighbours.add(
          bed.withHost(
              host.withTimes(host.zeroPage(), times(host.deltaPage(), by), host.wakeUp())));
      neighbours.add(
          bed.withHost(
              host.withTimes(host.zeroPage(), host.deltaPage(), times(host.wakeUp(), by))));
      neighbours.add(bed.withStop(times(bed.stop(), by)));
    }
    return neighbours;
  }

  private static ByteRate times(ByteRate rate, double factor) {
    return new ByteRate(Math.max(1_000_000, Math.round(rate.bytesPerSecond() * factor)));
  }

  private static SimDuration times(SimDuration length, double factor) {
    return SimDuration.ofNanos(Math.max(1, Math.round(length.nanos() * factor)));
  }
}
