package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.PERCENT;
import static io.godwit.scenarios.file.Amounts.POSITIVE_DURATION;
import static io.godwit.scenarios.file.Amounts.RATE;
import static io.godwit.scenarios.file.Amounts.SIZE;
import static io.godwit.scenarios.file.Amounts.SIZE_OR_NONE;

import io.godwit.model.guest.DirtyModels;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.guest.PageRange;
import io.godwit.model.guest.Workload;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.scenarios.file.ValueType.Drawn;
import io.godwit.scenarios.file.ValueType.ListOf;
import io.godwit.scenarios.file.ValueType.Text;
import io.godwit.scenarios.file.ValueType.Whole;
import io.godwit.scenarios.file.ValueType.Word;
import io.godwit.scenarios.file.Values.Found;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a guest writes its memory: in one way, in phases, or as it was measured. */
final class DirtyingBlock {

  static final Section SECTION = new Section("dirtying");

  private static final String TIMER = "timer";

  static final Key<DirtyModels> MODEL =
      SECTION.withDefault(
          "model", Word.of(DirtyModels.values(), DirtyModels::word), "idle", "in which order");

  private static final Key<ByteRate> RATE =
      SECTION.withDefault(
          "rate",
          new Drawn<>(Amounts.RATE_OR_NONE),
          "0 B/s",
          "pages written, 4 KiB each, per second");

  private static final Key<ByteCount> WORKING_SET =
      SECTION.optional(
          "working-set",
          new Drawn<>(SIZE),
          "the part that is written; without it all that is not zero");

  private static final Key<ByteCount> HOT =
      SECTION.optional(
          "hot", new Drawn<>(SIZE), "hot-cold: the part that is hot; drift: the window that moves");

  private static final Key<Long> SHARE =
      SECTION.withDefault(
          "share", PERCENT, "90%", "hot-cold and drift: share of the writes that it gets");

  private static final Key<Long> EXPONENT =
      SECTION.withDefault(
          "exponent",
          new Whole(0, 10_000),
          "1000",
          "zipf: thousandths; a page's share falls with this power of its rank");

  private static final Key<SimDuration> PERIOD =
      SECTION.withDefault(
          "period",
          new Drawn<>(POSITIVE_DURATION),
          "1 s",
          "drift: until the window moves by its own length");

  private static final Section PHASE = new Section("phase");

  private static final Key<DirtyModels> PHASE_MODEL =
      PHASE.withDefault(
          "model",
          Word.of(
              Arrays.stream(DirtyModels.values()).filter(DirtyModels::isOnItsOwn).toList(),
              DirtyModels::word),
          "idle",
          "in which order");

  static {
    SECTION.keys().stream().filter(key -> !key.equals(MODEL)).forEach(PHASE::add);
  }

  private static final Key<SimDuration> PHASE_FOR =
      PHASE.required("for", new Drawn<>(POSITIVE_DURATION), "how long, in the guest's own time");

  private static final Section INTERVAL = new Section("trace-interval");

  static final Key<SimDuration> INTERVAL_FOR =
      INTERVAL.required("for", POSITIVE_DURATION, "length of the interval");

  static final Key<ByteCount> DIRTIES =
      INTERVAL.required("dirties", SIZE_OR_NONE, "distinct pages dirtied in it");

  private static final Key<List<Values>> PHASES =
      SECTION.optional(
          "phases", ListOf.of(PHASE, 1), "phased: one after the other, then from the first again");

  static final Key<List<Values>> TRACE =
      SECTION.optional(
          "trace", ListOf.of(INTERVAL, 1), "trace: measured intervals, then from the first again");

  static final Key<String> TRACE_FILE =
      SECTION.optional(
          "trace-file",
          new Text("measured.csv"),
          "trace: the same from a file beside the scenario; one line a second with the distinct pages"
              + " dirtied in it, or two columns with the time in seconds at which each interval began");

  private static final Key<String> PACED_BY =
      SECTION.withDefault(
          "paced-by",
          Word.of("cpu", TIMER),
          "cpu",
          "what its pace depends on: throttled processors slow only the former");

  /** Which models read a key; all of them those that are not here. */
  private static final Map<Key<?>, Set<DirtyModels>> READ_BY =
      Map.of(
          RATE,
          EnumSet.complementOf(EnumSet.of(DirtyModels.IDLE, DirtyModels.PHASED, DirtyModels.TRACE)),
          WORKING_SET,
          EnumSet.complementOf(EnumSet.of(DirtyModels.IDLE)),
          HOT,
          EnumSet.of(DirtyModels.HOT_COLD, DirtyModels.DRIFT),
          SHARE,
          EnumSet.of(DirtyModels.HOT_COLD, DirtyModels.DRIFT),
          EXPONENT,
          EnumSet.of(DirtyModels.ZIPF),
          PERIOD,
          EnumSet.of(DirtyModels.DRIFT),
          PHASES,
          EnumSet.of(DirtyModels.PHASED),
          TRACE,
          EnumSet.of(DirtyModels.TRACE));

  private DirtyingBlock() {}

  /** Whether the model of this word reads the key of this name. */
  static boolean reads(String model, String key) {
    return READ_BY.entrySet().stream()
        .filter(each -> each.getKey().name().equals(key))
        .allMatch(each -> each.getValue().stream().anyMatch(reader -> reader.word().equals(model)));
  }

  /** Every key that was given and that the model does not read, with what to say of it. */
  static Map<Found, String> unread(Values dirtying) {
    var unread = new LinkedHashMap<Found, String>();
    unread(SECTION, MODEL, dirtying, unread);
    for (Values phase : dirtying.list(PHASES)) {
      unread(PHASE, PHASE_MODEL, phase, unread);
    }
    return unread;
  }

  private static void unread(
      Section section, Key<DirtyModels> name, Values values, Map<Found, String> unread) {
    if (!values.has(name)) {
      return;
    }
    DirtyModels model = values.get(name);
    for (Key<?> key : section.keys()) {
      Set<DirtyModels> readers = READ_BY.getOrDefault(key, Set.of(model));
      values
          .given(key)
          .filter(any -> !readers.contains(model))
          .ifPresent(found -> unread.put(found, why(model, readers)));
    }
  }

  private static String why(DirtyModels model, Set<DirtyModels> readers) {
    return "model %s does not read it; say which does, such as model: %s, or leave it out"
        .formatted(model.word(), readers.iterator().next().word());
  }

  /** Without a working set of its own, a guest writes its first {@code filledPages}. */
  static Workload build(Values dirtying, long filledPages) {
    Workload workload = writing(dirtying, filledPages);
    long set = workload.workingSet().pages();
    return workload
        .withPhases(dirtying.list(PHASES).stream().map(phase -> phase(phase, set)).toList())
        .withTrace(dirtying.list(TRACE).stream().map(DirtyingBlock::interval).toList());
  }

  private static Workload writing(Values values, long otherwisePages) {
    ByteCount most =
        values.or(WORKING_SET, ByteCount.of(otherwisePages).times(GuestMemory.PAGE_BYTES));
    long pages = values.maybe(WORKING_SET).map(GuestMemory::pagesOf).orElse(otherwisePages);
    long hot = values.maybe(HOT).map(GuestMemory::pagesOf).orElse(0L);
    return new Workload(
            new PageRange(0, pages), values.get(RATE), hot, hot == 0 ? 0 : values.count(SHARE))
        .withMost(most)
        .withExponent(values.count(EXPONENT))
        .withPeriod(values.get(PERIOD));
  }

  private static Workload.Phase phase(Values values, long setPages) {
    return new Workload.Phase(
        values.get(PHASE_FOR), values.get(PHASE_MODEL), writing(values, setPages));
  }

  private static Workload.TraceInterval interval(Values values) {
    return new Workload.TraceInterval(
        values.get(INTERVAL_FOR), GuestMemory.pagesOf(values.get(DIRTIES)));
  }

  static boolean isPacedByTimer(Values dirtying) {
    return dirtying.get(PACED_BY).equals(TIMER);
  }

  /** No more written than there is, and no more of it hot. */
  static Values fitted(Values dirtying, long memory) {
    Values fitted = dirtying;
    for (Key<?> part : List.of(WORKING_SET, HOT)) {
      if (fitted.has(part) && fitted.number(part) > memory) {
        fitted = fitted.with(part, memory);
      }
    }
    return fitted.has(WORKING_SET, HOT) && fitted.number(HOT) > fitted.number(WORKING_SET)
        ? fitted.with(HOT, fitted.number(WORKING_SET))
        : fitted;
  }

  /** Of a guest with so much memory, called so, and so much of it filled, in bytes. */
  static void check(Binder binder, Values dirtying, long memory, long filled, String called) {
    long workingSet = writing(binder, dirtying, memory, filled, called);
    for (Values phase : dirtying.list(PHASES)) {
      writing(binder, phase, workingSet, workingSet, "the guest's working set");
    }
    for (Values interval : dirtying.list(TRACE)) {
      interval
          .find(DIRTIES)
          .filter(any -> interval.number(DIRTIES) > workingSet)
          .ifPresent(
              dirties ->
                  binder.problem(
                      dirties,
                      "an interval cannot dirty more than the working set of "
                          + new ByteCount(workingSet)));
    }
    needs(
        binder,
        dirtying,
        DirtyModels.PHASED,
        PHASES,
        "- {for: 10 s, model: uniform, rate: 40 MB/s}");
    needs(
        binder,
        dirtying,
        DirtyModels.TRACE,
        TRACE,
        "- {for: 1 s, dirties: 40 MiB}, or a trace-file");
  }

  /** Gives the working set in bytes, or what stands for it when it is wrong. */
  private static long writing(Binder binder, Values values, long most, long otherwise, String of) {
    long workingSet = values.has(WORKING_SET) ? values.number(WORKING_SET) : otherwise;
    if (workingSet > most) {
      binder.problem(
          values.find(WORKING_SET).orElseThrow(),
          "a working set of %s is more than %s of %s"
              .formatted(new ByteCount(workingSet), of, new ByteCount(most)));
      workingSet = most;
    }
    if (values.has(HOT) && values.number(HOT) > workingSet) {
      binder.problem(
          values.find(HOT).orElseThrow(),
          "a hot part of %s is more than the working set of %s"
              .formatted(values.get(HOT), new ByteCount(workingSet)));
    }
    needs(binder, values, DirtyModels.HOT_COLD, HOT, "512 MiB");
    needs(binder, values, DirtyModels.DRIFT, HOT, "64 MiB");
    return workingSet;
  }

  private static void needs(
      Binder binder, Values values, DirtyModels model, Key<?> key, String example) {
    if (values.find(MODEL).filter(found -> found.value().equals(model.word())).isPresent()
        && !values.has(key)
        && !binder.isWrong(values.path(), key)) {
      binder.problem(
          values.place(),
          values.path(),
          "model %s needs '%s', such as %s: %s"
              .formatted(model.word(), key.name(), key.name(), example));
    }
  }
}
