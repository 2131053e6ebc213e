package io.godwit.dashboards.metrics;

import io.godwit.model.event.RecordedEvent;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A run's metrics over virtual time, in the text of OpenMetrics with a timestamp on every sample:
 * what {@code promtool tsdb create-blocks-from openmetrics} makes a database of. Virtual time zero
 * is {@link #START_SECONDS}, of every run, so that runs lie over one another.
 */
public final class BackFill {

  /** 2024-01-01T00:00:00Z, as seconds since 1970: past, whenever one looks. */
  public static final long START_SECONDS = 1_704_067_200;

  /** So many samples of each series at most, unless they would be more than a minute apart. */
  private static final long SAMPLES = 500;

  /** Prometheus knows no shorter time. */
  private static final long SHORTEST_NANOS = 1_000_000;

  /** After five minutes without a sample Prometheus takes a series for gone. */
  private static final long LONGEST_NANOS = 60_000_000_000L;

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final List<String> TARGET = List.of("instance", "job");

  private final RunMetrics metrics;
  private final List<String> target;
  private final SimDuration step;
  private final Map<String, MetricFamilySamples> families = new TreeMap<>();
  private final Set<String> known = new HashSet<>();
  private SimTime next = SimTime.ZERO;

  /**
   * Of a run that is called {@code instance} and lasts until {@code end}.
   *
   * @param digest over its events; empty where it is not known
   */
  public BackFill(RunTargets targets, String instance, String digest, SimTime end) {
    metrics = new RunMetrics(targets);
    metrics.identify(digest);
    target = List.of(instance, "godwit");
    step = SimDuration.ofNanos(step(end.nanos()));
  }

  /** A round length of time that divides the run into as many parts as wanted, or fewer. */
  private static long step(long nanos) {
    for (long decade = SHORTEST_NANOS; ; decade *= 10) {
      for (long factor : new long[] {1, 2, 5}) {
        long length = decade * factor;
        if (length >= LONGEST_NANOS || length * SAMPLES >= nanos) {
          return Math.min(length, LONGEST_NANOS);
        }
      }
    }
  }

  /** Takes the next event; what has passed before it is sampled. */
  public void accept(RecordedEvent recorded) {
    while (next.isBefore(recorded.at())) {
      sample();
    }
    metrics.accept(recorded);
  }

  /** The metrics as they are now, for whoever knows more than the events. */
  public RunMetrics metrics() {
    return metrics;
  }

  private void sample() {
    metrics.pass(next);
    long millis = millis(next.nanos());
    for (MetricFamilySamples family : metrics.families()) {
      List<Sample> samples =
          families.computeIfAbsent(
                  family.name,
                  name ->
                      new MetricFamilySamples(name, family.type, family.help, new ArrayList<>()))
              .samples;
      for (Sample sample : family.samples) {
        if (isNew(sample) && family.type == Collector.Type.COUNTER && next.nanos() > 0) {
          samples.add(at(millis(next.nanos() - step.nanos()), 0, sample));
        }
        samples.add(at(millis, sample.value, sample));
      }
    }
    next = next.plus(step);
  }

  private static long millis(long nanos) {
    return START_SECONDS * 1000 + nanos / NANOS_PER_MILLI;
  }

  /** A counter that nobody has seen before was zero until then: else its first count is lost. */
  private boolean isNew(Sample sample) {
    return known.add(sample.name + sample.labelValues);
  }

  private Sample at(long millis, double value, Sample sample) {
    var names = new ArrayList<>(TARGET);
    names.addAll(sample.labelNames);
    var values = new ArrayList<>(target);
    values.addAll(sample.labelValues);
    return new Sample(sample.name, names, values, value, null, millis);
  }

  /** Writes all samples: those of one series together, or of one histogram, in their order. */
  public void write(Writer to) throws IOException {
    sample();
    for (MetricFamilySamples family : families.values()) {
      if (family.type != Collector.Type.HISTOGRAM) {
        family.samples.sort(Comparator.comparing(sample -> sample.labelValues.toString()));
      }
    }
    TextFormat.writeOpenMetrics100(to, Collections.enumeration(families.values()));
  }
}
