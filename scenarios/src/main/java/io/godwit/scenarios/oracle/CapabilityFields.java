package io.godwit.scenarios.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.model.precopy.ConvergenceAids;
import io.godwit.model.precopy.ConvergenceAids.Throttling;
import io.godwit.model.precopy.Engines;
import io.godwit.model.precopy.PreCopySettings.SwitchOver;
import io.godwit.model.precopy.QemuRules.Difference;
import io.godwit.model.precopy.Step;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The {@code caps} and {@code params} of a record: what was switched on, and set. */
final class CapabilityFields {

  static final String SWITCHOVER_BANDWIDTH = "avail-switchover-bandwidth";
  static final String TRIGGER = "throttle-trigger-threshold";
  static final String POST_COPY_BANDWIDTH = "max-postcopy-bandwidth";

  /** Nobody has more; 1 PiB a second. */
  static final long MOST_BANDWIDTH = 1L << 50;

  private static final List<String> CAPABILITIES =
      List.of("auto-converge", "xbzrle", "postcopy-ram", "multifd", "events", "return-path");

  private static final List<String> PARAMETERS =
      List.of(
          "cpu-throttle-initial",
          "cpu-throttle-increment",
          "max-cpu-throttle",
          TRIGGER,
          "xbzrle-cache-size",
          "multifd-channels",
          SWITCHOVER_BANDWIDTH,
          POST_COPY_BANDWIDTH);

  private static final long DEFAULT_DELTA_CACHE = 64L << 20;
  private static final long MOST_DELTA_CACHE = 1L << 50;
  private static final int MOST_CHANNELS = 255;

  private final RecordFields record;
  private final RecordFields parameters;
  private final List<String> on;

  CapabilityFields(RecordFields record) throws BadRecord {
    this.record = record;
    this.parameters = record.object("params");
    this.on = capabilities();
    for (String name : parameters.names()) {
      if (!PARAMETERS.contains(name)) {
        throw record.wrong("params", name, "no engine models it; known are " + PARAMETERS);
      }
    }
  }

  private List<String> capabilities() throws BadRecord {
    var names = new ArrayList<String>();
    for (JsonNode name : record.list("caps")) {
      if (!CAPABILITIES.contains(name.asText())) {
        throw record.wrong("caps", name, "no engine models it; known are " + CAPABILITIES);
      }
      names.add(name.asText());
    }
    return names;
  }

  /** Whether post-copy was switched on. */
  boolean mayFollow() {
    return on.contains("postcopy-ram");
  }

  ConvergenceAids aids() throws BadRecord {
    if (on.contains("multifd") && (on.contains("xbzrle") || mayFollow())) {
      throw record.wrong("caps", on, "these versions take multifd with neither of the others");
    }
    long cache = parameters.whole("xbzrle-cache-size", 4096, MOST_DELTA_CACHE, DEFAULT_DELTA_CACHE);
    int channels = (int) parameters.whole("multifd-channels", 1, MOST_CHANNELS, 2);
    Throttling throttling = throttling();
    var aids = ConvergenceAids.NONE;
    if (on.contains("auto-converge")) {
      aids = aids.withThrottling(throttling);
    }
    if (on.contains("xbzrle")) {
      aids = aids.withDeltaCache(ByteCount.of(cache));
    }
    if (on.contains("multifd")) {
      aids = aids.withChannels(channels);
    }
    Optional<SimDuration> postCopy = record.seconds("postcopy_at_s");
    if (postCopy.isPresent() && !mayFollow()) {
      throw record.wrong("postcopy_at_s", postCopy.get(), "it needs postcopy-ram among the caps");
    }
    return postCopy.map(aids::withPostCopyAfter).orElse(aids);
  }

  private Throttling throttling() throws BadRecord {
    return Throttling.steps(
        percent("cpu-throttle-initial", 20),
        percent("cpu-throttle-increment", 10),
        percent("max-cpu-throttle", 99),
        percent(TRIGGER, 50));
  }

  private int percent(String name, int otherwise) throws BadRecord {
    return (int) parameters.whole(name, 1, mostPercent(name), otherwise);
  }

  /** As QEMU checks its parameters: no throttle takes all of a processor, a trigger may be all. */
  static int mostPercent(String name) {
    return name.equals(TRIGGER) ? 100 : 99;
  }

  SwitchOver switchOver(Engines engine) throws BadRecord {
    long promised = parameters.whole(SWITCHOVER_BANDWIDTH, 0, MOST_BANDWIDTH, 0);
    long postCopy = parameters.whole(POST_COPY_BANDWIDTH, 0, MOST_BANDWIDTH, 0);
    if (promised > 0 && !engine.has(Difference.SWITCHOVER_BANDWIDTH)) {
      throw record.wrong("params", SWITCHOVER_BANDWIDTH, engine.word() + " does not know it");
    }
    return new SwitchOver(
        promised == 0 ? Optional.empty() : Optional.of(new ByteRate(promised)),
        postCopy == 0 ? Step.UNLIMITED : new ByteRate(postCopy),
        ByteCount.ZERO);
  }
}
