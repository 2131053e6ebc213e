package io.godwit.scenarios.serve;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;

/** The process that simulates, by the names that Prometheus' client for Java gives these. */
final class JvmMetrics {

  private static final double MILLIS_PER_SECOND = 1000;

  private JvmMetrics() {}

  static String text() {
    var memory = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    var families =
        List.of(
            family(
                "jvm_memory_heap_used_bytes",
                Collector.Type.GAUGE,
                "Heap in use.",
                (double) memory.getUsed()),
            family(
                "jvm_memory_heap_max_bytes",
                Collector.Type.GAUGE,
                "Heap at most; -1 for no limit.",
                (double) memory.getMax()),
            family(
                "jvm_threads_current",
                Collector.Type.GAUGE,
                "Threads.",
                ManagementFactory.getThreadMXBean().getThreadCount()),
            family(
                "jvm_gc_collection_seconds",
                Collector.Type.COUNTER,
                "Time spent in collections.",
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                        .sum()
                    / MILLIS_PER_SECOND),
            family(
                "process_start_time_seconds",
                Collector.Type.GAUGE,
                "When the process began, since 1970.",
                ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS_PER_SECOND));
    var text = new StringWriter();
    try {
      TextFormat.write004(text, Collections.enumeration(families));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static MetricFamilySamples family(
      String name, Collector.Type type, String help, double value) {
    String sample = type == Collector.Type.COUNTER ? name + "_total" : name;
    return new MetricFamilySamples(
        name, type, help, List.of(new Sample(sample, List.of(), List.of(), value)));
  }
}
