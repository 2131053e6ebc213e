package io.godwit.dashboards.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.Info;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Metrics of simulated things, apart from those of the process that simulates them. */
final class Registry {

  /** The wall-clock time at which the library made a series; it tells nothing of a run. */
  private static final String CREATED = "_created";

  private final CollectorRegistry registry = new CollectorRegistry(true);

  Counter counter(String name, String help, String... labels) {
    return Counter.build(name, help).labelNames(labels).register(registry);
  }

  Gauge gauge(String name, String help, String... labels) {
    return Gauge.build(name, help).labelNames(labels).register(registry);
  }

  Histogram histogram(String name, String help, double[] bounds) {
    return Histogram.build(name, help).buckets(bounds).register(registry);
  }

  Info info(String name, String help) {
    return Info.build(name, help).register(registry);
  }

  <T extends Collector> T own(T collector) {
    return collector.register(registry);
  }

  /** All families by name and their series by label: the same values give the same order. */
  List<MetricFamilySamples> families() {
    return Collections.list(registry.metricFamilySamples()).stream()
        .map(Registry::withoutWallClock)
        .sorted(Comparator.comparing(family -> family.name))
        .toList();
  }

  private static MetricFamilySamples withoutWallClock(MetricFamilySamples family) {
    var samples = family.samples.stream().filter(sample -> !sample.name.endsWith(CREATED));
    return new MetricFamilySamples(
        family.name,
        family.type,
        family.help,
        family.type == Collector.Type.HISTOGRAM
            ? samples.toList()
            : samples
                .sorted(Comparator.comparing(sample -> sample.labelValues.toString()))
                .toList());
  }
}
