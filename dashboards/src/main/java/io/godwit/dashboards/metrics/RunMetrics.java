package io.godwit.dashboards.metrics;

import io.godwit.dashboards.report.Distribution;
import io.godwit.dashboards.report.Summary;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * A summary in Prometheus' text format. Gauges only, in a registry of their own: a finished run
 * does not count on, and no series carries a wall-clock time of creation. Labels are bounded.
 */
public final class RunMetrics {

  private static final double MILLIS_PER_SECOND = 1000;

  private final CollectorRegistry registry = new CollectorRegistry(true);

  private RunMetrics(Summary summary) {
    Gauge migrations = gauge("godwit_migrations", "Migrations by outcome.", "outcome");
    migrations.labels("completed").set((double) summary.migrations().completed());
    migrations.labels("failed").set((double) summary.migrations().failed());
    migrations.labels("rolled-back").set((double) summary.migrations().rolledBack());
    migrations.labels("cancelled").set((double) summary.migrations().cancelled());
    distribution(
        "godwit_downtime_seconds",
        "How long guests stood still.",
        summary.downtimeMillis(),
        MILLIS_PER_SECOND);
    distribution(
        "godwit_migration_seconds", "How long migrations took.", summary.totalSeconds(), 1);
    gauge("godwit_virtual_seconds", "Virtual time of the run.").set(summary.virtualSeconds());
    gauge("godwit_took_seconds", "From the first request to the last settlement.")
        .set(summary.took().map(Summary.Took::seconds).orElse(0.0));
    gauge("godwit_peak_concurrent", "Most migrations at once.")
        .set((double) summary.peakConcurrent());
    gauge("godwit_lost_vms", "Guests that run nowhere.").set((double) summary.vms().lost());
    gauge("godwit_memory_sent_bytes", "Memory on the wire.").set((double) summary.bytes().memory());
    gauge("godwit_persisted_events", "Events in the journal.")
        .set((double) summary.events().persisted());
  }

  /** The same summary gives the same text. */
  public static String text(Summary summary) {
    var text = new StringWriter();
    try {
      TextFormat.write004(text, new RunMetrics(summary).registry.metricFamilySamples());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private Gauge gauge(String name, String help, String... labels) {
    return Gauge.build(name, help).labelNames(labels).register(registry);
  }

  private void distribution(
      String name, String help, Optional<Distribution> distribution, double perUnit) {
    Gauge gauge = gauge(name, help, "quantile");
    distribution.ifPresent(
        d -> {
          gauge.labels("0.5").set(d.p50() / perUnit);
          gauge.labels("0.9").set(d.p90() / perUnit);
          gauge.labels("0.99").set(d.p99() / perUnit);
          gauge.labels("0.999").set(d.p999() / perUnit);
          gauge.labels("1").set(d.max() / perUnit);
        });
  }
}
