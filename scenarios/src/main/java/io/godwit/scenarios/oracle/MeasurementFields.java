package io.godwit.scenarios.oracle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.model.guest.DirtyModels;
import io.godwit.model.precopy.Engines;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.scenarios.file.Misspelt;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The fields of one record, by the names of {@code docs/oracle/README.md}. */
final class MeasurementFields {

  private static final long MOST_MEMORY_MIB = 1L << 24;
  private static final long MOST_PAGES_PER_SECOND = 1L << 40;
  static final long MOST_DOWNTIME_MILLIS = 2_000_000;
  private static final long PAGES_PER_MIB = 256;

  /** Below the working set of the measuring guest: 16 MiB. */
  private static final long LOW_PAGES = 16 * PAGES_PER_MIB;

  private static final List<String> INPUTS =
      List.of(
          "name",
          "repeat",
          "engine",
          "accel",
          "mem_mib",
          "pattern",
          "requested_pages_per_s",
          "ws_pages",
          "resident_pages",
          "hot_pages",
          "hot_pct",
          "max_bandwidth",
          "downtime_limit_ms",
          "caps",
          "params",
          "postcopy_at_s",
          "start_after_s",
          "incoming",
          "actions",
          "query_migrate",
          "blackout_ms",
          "link_mbit_per_s");

  /** What else records hold, which no prediction uses. */
  private static final List<String> OTHERS =
      List.of("link", "guest", "timeline", "pass_at_s", "sync_took_s", "began_at");

  private final String where;
  private final RecordFields record;

  MeasurementFields(String where, ObjectNode record) {
    this.where = where;
    this.record = new RecordFields(where, record);
  }

  Measurement measurement() throws BadRecord {
    noneMisspelt();
    Inputs inputs = inputs();
    var reply = new ReplyFields(record, !inputs.circumstances().actions().isEmpty());
    return new Measurement(
        inputs,
        record.has("pattern"),
        reply.watched(),
        reply.zeroPages(),
        new TimelineFields(record).syncs(inputs.pageBytes()));
  }

  /** An input that nobody reads would be left out of the prediction in silence. */
  private void noneMisspelt() throws BadRecord {
    for (String name : record.names()) {
      String as = name.replace('-', '_').toLowerCase(Locale.ROOT);
      Optional<String> meant =
          INPUTS.contains(name) || OTHERS.contains(name)
              ? Optional.empty()
              : Misspelt.nearest(as, INPUTS);
      if (meant.isPresent() && (!record.has(meant.get()) || as.equals(meant.get()))) {
        throw new BadRecord(
            "%s: there is no input '%s'; did you mean '%s'?".formatted(where, name, meant.get()));
      }
    }
  }

  private Inputs inputs() throws BadRecord {
    DirtyModels pattern = word("pattern", "idle", simpleModels(), DirtyModels::word);
    boolean writes = pattern != DirtyModels.IDLE;
    long memMib = record.whole("mem_mib", LOW_PAGES / PAGES_PER_MIB, MOST_MEMORY_MIB);
    long pages = memMib * PAGES_PER_MIB;
    long set = writes ? record.whole("ws_pages", 1, pages) : optional("ws_pages", 0, pages);
    if (set + LOW_PAGES > pages) {
      throw record.wrong(
          "ws_pages",
          set,
          "with 16 MiB below it, it must fit into mem_mib: at most " + (pages - LOW_PAGES));
    }
    boolean hotAndCold = pattern == DirtyModels.HOT_COLD;
    Engines engine = word("engine", "qemu-8.2", List.of(Engines.values()), Engines::word);
    long bandwidth = record.whole("max_bandwidth", 0, CapabilityFields.MOST_BANDWIDTH, 128L << 20);
    var capabilities = new CapabilityFields(record);
    return new Inputs(
        record.text("name", "migration"),
        (int) record.whole("repeat", 1, 1_000_000, 1),
        engine,
        accel(),
        memMib,
        pattern,
        writes
            ? record.whole("requested_pages_per_s", 0, MOST_PAGES_PER_SECOND)
            : optional(
                "requested_pages_per_s", 0, record.has("pattern") ? 0 : MOST_PAGES_PER_SECOND),
        set,
        Math.max(set, record.whole("resident_pages", 0, Math.max(0, pages - LOW_PAGES), set)),
        hotAndCold ? record.whole("hot_pages", 1, set) : optional("hot_pages", 0, set),
        (int) (hotAndCold ? record.whole("hot_pct", 0, 100) : optional("hot_pct", 0, 100)),
        bandwidth == 0 ? Optional.empty() : Optional.of(new ByteRate(bandwidth)),
        SimDuration.ofMillis(record.whole("downtime_limit_ms", 1, MOST_DOWNTIME_MILLIS, 300)),
        capabilities.aids(),
        capabilities.switchOver(engine),
        circumstances(engine, capabilities));
  }

  private long optional(String name, long least, long most) throws BadRecord {
    return record.whole(name, least, most, least);
  }

  private String accel() throws BadRecord {
    String accel = record.text("accel", "kvm");
    if (TestBed.of(accel).isEmpty()) {
      throw record.wrong("accel", accel, "one of kvm, tcg");
    }
    return accel;
  }

  private Circumstances circumstances(Engines engine, CapabilityFields capabilities)
      throws BadRecord {
    return new Circumstances(
        record.seconds("start_after_s").orElse(SimDuration.ZERO),
        !record.text("incoming", "defer").equals("defer"),
        new ActionFields(where, engine, capabilities.aids().throttling(), capabilities.mayFollow())
            .of(record.list("actions")));
  }

  /** The patterns that the fields of a record can describe. */
  private static List<DirtyModels> simpleModels() {
    return List.of(
        DirtyModels.IDLE, DirtyModels.UNIFORM, DirtyModels.HOT_COLD, DirtyModels.SEQUENTIAL);
  }

  private <E> E word(String name, String otherwise, List<E> kinds, Function<E, String> word)
      throws BadRecord {
    String wanted = record.text(name, otherwise);
    for (E kind : kinds) {
      if (word.apply(kind).equals(wanted)) {
        return kind;
      }
    }
    throw record.wrong(
        name, wanted, "one of " + Arrays.toString(kinds.stream().map(word).toArray()));
  }
}
