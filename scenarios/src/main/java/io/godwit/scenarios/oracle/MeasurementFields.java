package io.godwit.scenarios.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.model.guest.DirtyModels;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The fields of one record, checked as they are read. */
final class MeasurementFields {

  /** Longer than any record was watched; what had not converged by then says so itself. */
  private static final long PATIENCE_SECONDS = 300;

  private static final String SWITCHOVER_BANDWIDTH = "avail-switchover-bandwidth";
  private static final String POST_COPY_BANDWIDTH = "max-postcopy-bandwidth";

  private static final List<String> PARAMETERS =
      List.of(
          "cpu-throttle-initial",
          "cpu-throttle-increment",
          "max-cpu-throttle",
          "throttle-trigger-threshold",
          "xbzrle-cache-size",
          "multifd-channels",
          SWITCHOVER_BANDWIDTH,
          POST_COPY_BANDWIDTH);

  private static final long DEFAULT_DELTA_CACHE = 64L << 20;
  private static final long MOST_SECONDS = 1_000_000;
  private static final long MOST_MEMORY_MIB = 1L << 24;

  private final String where;
  private final ObjectNode record;

  MeasurementFields(String where, ObjectNode record) {
    this.where = where;
    this.record = record;
  }

  Measurement measurement() throws BadRecord {
    return new Measurement(
        inputs(),
        record.has("pattern"),
        watched(),
        record.path("query_migrate").path("ram").path("duplicate").asLong());
  }

  private Inputs inputs() throws BadRecord {
    DirtyModels pattern = word("pattern", "idle", simpleModels(), DirtyModels::word);
    long memMib = whole("mem_mib", 1, MOST_MEMORY_MIB);
    long pages = memMib * 256;
    long set =
        pattern == DirtyModels.IDLE ? whole("ws_pages", 0, pages, 0) : whole("ws_pages", 1, pages);
    if (set + 4096 > pages) {
      throw wrong(
          "ws_pages",
          set,
          "with 16 MiB below it, it must fit into mem_mib: at most " + (pages - 4096));
    }
    long hot = whole("hot_pages", 0, set, 0);
    long bandwidth = whole("max_bandwidth", 0, 1L << 50, 128L << 20);
    String accel = record.path("accel").asText("kvm");
    if (TestBed.of(accel).isEmpty()) {
      throw wrong("accel", accel, "one of kvm, tcg");
    }
    Engines engine = word("engine", "qemu-8.2", List.of(Engines.values()), Engines::word);
    return new Inputs(
        record.path("name").asText("migration"),
        (int) whole("repeat", 1, 1_000_000, 1),
        engine,
        accel,
        memMib,
        pattern,
        whole("requested_pages_per_s", 0, 1L << 40, 0),
        set,
        Math.max(set, whole("resident_pages", 0, pages - 4096, set)),
        hot,
        (int) whole("hot_pct", 0, 100, 0),
        bandwidth == 0 ? Optional.empty() : Optional.of(new ByteRate(bandwidth)),
        SimDuration.ofMillis(whole("downtime_limit_ms", 1, 2_000_000, 300)),
        aids(),
        switchOver(engine),
        circumstances());
  }

  private Circumstances circumstances() throws BadRecord {
    double after = record.path("start_after_s").asDouble(0);
    if (after < 0 || after > MOST_SECONDS) {
      throw wrong("start_after_s", after, "0 to " + MOST_SECONDS);
    }
    return new Circumstances(
        SimDuration.ofMillis(Math.round(1000 * after)),
        !record.path("incoming").asText("defer").equals("defer"),
        new ActionFields(where).of(record.path("actions")));
  }

  /** The patterns that the fields of a record can describe. */
  private static List<DirtyModels> simpleModels() {
    return List.of(
        DirtyModels.IDLE, DirtyModels.UNIFORM, DirtyModels.HOT_COLD, DirtyModels.SEQUENTIAL);
  }

  private ConvergenceAids aids() throws BadRecord {
    List<String> capabilities = capabilities();
    var aids = ConvergenceAids.NONE;
    if (capabilities.contains("auto-converge")) {
      aids =
          aids.withThrottling(
              Throttling.steps(
                  parameter("cpu-throttle-initial", 20),
                  parameter("cpu-throttle-increment", 10),
                  parameter("max-cpu-throttle", 99),
                  parameter("throttle-trigger-threshold", 50)));
    }
    if (capabilities.contains("xbzrle")) {
      long cache = record.path("params").path("xbzrle-cache-size").asLong(DEFAULT_DELTA_CACHE);
      aids = aids.withDeltaCache(ByteCount.of(Math.max(1, cache)));
    }
    if (capabilities.contains("multifd")) {
      int channels = record.path("params").path("multifd-channels").asInt(2);
      aids = aids.withChannels(Math.max(1, Math.min(256, channels)));
    }
    JsonNode postCopy = record.path("postcopy_at_s");
    return postCopy.isNumber()
        ? aids.withPostCopyAfter(SimDuration.ofMillis(Math.round(1000 * postCopy.asDouble())))
        : aids;
  }

  private List<String> capabilities() throws BadRecord {
    var known =
        List.of("auto-converge", "xbzrle", "postcopy-ram", "multifd", "events", "return-path");
    var names = new ArrayList<String>();
    for (JsonNode name : record.path("caps")) {
      if (!known.contains(name.asText())) {
        throw wrong("caps", name.asText(), "no engine models it; known are " + known);
      }
      names.add(name.asText());
    }
    return names;
  }

  /** Beside those of the capabilities. */
  private SwitchOver switchOver(Engines engine) throws BadRecord {
    JsonNode parameters = record.path("params");
    for (Map.Entry<String, JsonNode> each : parameters.properties()) {
      if (!PARAMETERS.contains(each.getKey())) {
        throw wrong("params", each.getKey(), "no engine models it; known are " + PARAMETERS);
      }
    }
    long promised = parameters.path(SWITCHOVER_BANDWIDTH).asLong(0);
    long postCopy = parameters.path(POST_COPY_BANDWIDTH).asLong(0);
    if (promised < 0 || postCopy < 0) {
      throw wrong("params", parameters, "bandwidths are 0 for none, or more");
    } else if (promised > 0 && !engine.has(Difference.SWITCHOVER_BANDWIDTH)) {
      throw wrong("params", SWITCHOVER_BANDWIDTH, engine.word() + " does not know it");
    }
    return new SwitchOver(
        promised == 0 ? Optional.empty() : Optional.of(new ByteRate(promised)),
        postCopy == 0 ? Step.UNLIMITED : new ByteRate(postCopy),
        ByteCount.ZERO);
  }

  private int parameter(String name, int otherwise) throws BadRecord {
    int value = record.path("params").path(name).asInt(otherwise);
    if (value < 0 || value > 99) {
      throw wrong(name, value, "0 to 99 percent");
    }
    return value;
  }

  private Result.Watched watched() throws BadRecord {
    JsonNode reply = record.path("query_migrate");
    JsonNode ram = reply.path("ram");
    boolean completed = hasCompleted(reply);
    if (!ram.has("transferred")) {
      throw new BadRecord(where + ": query_migrate: there is no ram in it to compare with");
    }
    var result =
        new Result(
            completed,
            reply.path("total-time").asDouble(),
            ram.path("dirty-sync-count").asLong(),
            ram.path("transferred").asLong(),
            blackout(reply, completed));
    return new Result.Watched(
        result, SimDuration.ofSeconds(reply.path("gave-up-after-s").asLong(PATIENCE_SECONDS)));
  }

  /**
   * Of one that has ended; what has not, or has failed, is nothing to hold a prediction against.
   */
  private boolean hasCompleted(JsonNode reply) throws BadRecord {
    String status = reply.path("status").asText("");
    return switch (status) {
      case "completed" -> true;
      case "gave-up" -> false;
      case "cancelled" -> {
        if (new ActionFields(where).of(record.path("actions")).isEmpty()) {
          throw wrong("status", status, "say in actions when it was cancelled");
        }
        yield false;
      }
      case "failed" ->
          throw wrong(
              "status",
              status,
              "it failed (%s), which no engine predicts; leave it out"
                  .formatted(reply.path("error-desc").asText("for no reason given")));
      default ->
          throw wrong(
              "status",
              status,
              "only a migration that has ended can be compared: completed, or gave-up with"
                  + " gave-up-after-s");
    };
  }

  /** As a guest felt it; where nobody looked, QEMU's own figure, which post-copy makes useless. */
  private OptionalDouble blackout(JsonNode reply, boolean completed) {
    if (record.path("blackout_ms").isNumber()) {
      return OptionalDouble.of(record.path("blackout_ms").asDouble());
    }
    boolean usable = completed && !record.has("blackout_ms") && reply.path("downtime").isNumber();
    return usable ? OptionalDouble.of(reply.path("downtime").asDouble()) : OptionalDouble.empty();
  }

  private long whole(String name, long least, long most) throws BadRecord {
    if (!record.path(name).isIntegralNumber()) {
      throw new BadRecord(
          "%s: %s is missing or no whole number; it must be %d to %d"
              .formatted(where, name, least, most));
    }
    return inRange(name, record.path(name).asLong(), least, most);
  }

  private long whole(String name, long least, long most, long otherwise) throws BadRecord {
    JsonNode value = record.path(name);
    return value.isNumber() ? inRange(name, Math.round(value.asDouble()), least, most) : otherwise;
  }

  private long inRange(String name, long value, long least, long most) throws BadRecord {
    if (value < least || value > most) {
      throw wrong(name, value, least + " to " + most);
    }
    return value;
  }

  private <E> E word(String name, String otherwise, List<E> kinds, Function<E, String> word)
      throws BadRecord {
    String wanted = record.path(name).asText(otherwise);
    for (E kind : kinds) {
      if (word.apply(kind).equals(wanted)) {
        return kind;
      }
    }
    throw wrong(name, wanted, "one of " + Arrays.toString(kinds.stream().map(word).toArray()));
  }

  private BadRecord wrong(String name, Object value, String remedy) {
    return new BadRecord("%s: %s: '%s' does not do; %s".formatted(where, name, value, remedy));
  }
}
