package io.godwit.model.precopy;

import io.godwit.model.guest.DirtyModel;
import io.godwit.model.guest.DirtyModels;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.guest.PageRange;
import io.godwit.model.guest.SoftwareTlb;
import io.godwit.model.guest.Workload;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import java.util.List;
import java.util.Map;

/** One measured migration: what went in, and what came out. */
record OracleRecord(Map<String, Object> fields) {

  /** The firmware's blocks beside the guest's memory, and what of both is not zero, in pages. */
  private static final long ROM_PAGES = 130;

  private static final long LOW_PAGES = 35;
  private static final long HIGH_PAGES = 81;

  /** The guest's working set begins at 16 MiB. */
  private static final long SET_FROM = 4096;

  /**
   * How long the guest has written when it is migrated: not an input, but inferred from the results
   * of the sequential records, chiefly seq-6k-32M and postcopy-8k-24M (2.45 to 2.475 s fit both).
   */
  private static final SimDuration LEAD = SimDuration.ofMillis(2470);

  /**
   * With which QEMU 7.2 starts an emulated processor; it may grow. Of 256 to 4096 tried, this and
   * 512 fitted best: uni-9k-32M speaks for 256, hot90-8k-32M-dl60 for 512.
   */
  private static final int TLB_ENTRIES = 256;

  String name() {
    return fields.get("name") + "/" + number("repeat");
  }

  GuestMemory memory() {
    long pages = number("mem_mib") * 256 + ROM_PAGES;
    return new GuestMemory(
        pages,
        List.of(
            new PageRange(0, LOW_PAGES),
            workingSet(),
            new PageRange(pages - HIGH_PAGES, HIGH_PAGES)));
  }

  DirtyModel writes() {
    var workload =
        new Workload(
            workingSet(),
            Workload.pagesPerSecond(number("requested_pages_per_s")),
            number("hot_pages"),
            (int) number("hot_pct"));
    for (DirtyModels kind : DirtyModels.values()) {
      if (kind.word().equals(fields.get("pattern"))) {
        return new SoftwareTlb(kind.of(workload), TLB_ENTRIES, LEAD).after(LEAD);
      }
    }
    throw new IllegalArgumentException("no dirty model for pattern " + fields.get("pattern"));
  }

  PreCopySettings settings() {
    long bandwidth = number("max_bandwidth");
    return PreCopySettings.DEFAULT
        .withDowntimeLimit(SimDuration.ofMillis(number("downtime_limit_ms")))
        .withMaxBandwidth(bandwidth == 0 ? Step.UNLIMITED : new ByteRate(bandwidth))
        .withAids(aids());
  }

  private ConvergenceAids aids() {
    var caps = (List<?>) fields.get("caps");
    var params = map(fields.get("params"));
    ConvergenceAids aids = ConvergenceAids.NONE;
    if (caps.contains("auto-converge")) {
      aids =
          aids.withThrottling(
              new ConvergenceAids.Throttling(
                  (int) number(params, "cpu-throttle-initial", 20),
                  (int) number(params, "cpu-throttle-increment", 10),
                  (int) number(params, "max-cpu-throttle", 99),
                  (int) number(params, "throttle-trigger-threshold", 50)));
    }
    if (caps.contains("xbzrle")) {
      aids = aids.withDeltaCache(ByteCount.of(number(params, "xbzrle-cache-size", 64L << 20)));
    }
    if (fields.get("postcopy_at_s") instanceof Double at) {
      aids = aids.withPostCopyAfter(SimDuration.ofMillis(Math.round(1000 * at)));
    }
    return aids;
  }

  boolean completed() {
    return reply().get("status").equals("completed");
  }

  /** For how long it was watched, where it did not complete: taken from the result. */
  SimDuration watched() {
    return SimDuration.ofSeconds(number(reply(), "gave-up-after-s", 300));
  }

  long totalMillis() {
    return number(reply(), "total-time", 0);
  }

  long syncs() {
    return number(ram(), "dirty-sync-count", 0);
  }

  long bytes() {
    return number(ram(), "transferred", 0);
  }

  double blackoutMillis() {
    return fields.get("blackout_ms") instanceof Double millis ? millis : -1;
  }

  private PageRange workingSet() {
    return new PageRange(SET_FROM, number("ws_pages"));
  }

  private Map<?, ?> reply() {
    return map(fields.get("query_migrate"));
  }

  private Map<?, ?> ram() {
    return map(reply().get("ram"));
  }

  private long number(String name) {
    return number(fields, name, 0);
  }

  private static long number(Map<?, ?> from, String name, long otherwise) {
    return from.get(name) instanceof Double value ? Math.round(value) : otherwise;
  }

  private static Map<?, ?> map(Object value) {
    return (Map<?, ?>) value;
  }
}
