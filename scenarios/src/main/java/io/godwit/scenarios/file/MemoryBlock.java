package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.DOWNTIME;
import static io.godwit.scenarios.file.Amounts.DURATION;
import static io.godwit.scenarios.file.Amounts.RATE;
import static io.godwit.scenarios.file.Amounts.SIZE;

import io.godwit.model.precopy.ConvergenceAids.Throttling;
import io.godwit.model.precopy.NoConvergence;
import io.godwit.model.precopy.ParameterChange;
import io.godwit.model.precopy.ParameterChange.DowntimeLimit;
import io.godwit.model.precopy.ParameterChange.MaxBandwidth;
import io.godwit.model.precopy.ParameterChange.PostCopyBandwidth;
import io.godwit.model.precopy.ParameterChange.SwitchOverBandwidth;
import io.godwit.model.precopy.ParameterChange.ThrottlingRule;
import io.godwit.model.precopy.PreCopySettings;
import io.godwit.model.precopy.PreCopySettings.SwitchOver;
import io.godwit.model.precopy.QemuRules.Difference;
import io.godwit.model.precopy.Step;
import io.godwit.model.strategy.RoundLimit;
import io.godwit.model.strategy.Strategies;
import io.godwit.model.strategy.Timetable;
import io.godwit.model.strategy.Tuning;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.scenarios.file.ValueType.Amount;
import io.godwit.scenarios.file.ValueType.Block;
import io.godwit.scenarios.file.ValueType.ListOf;
import io.godwit.scenarios.file.ValueType.Whole;
import io.godwit.scenarios.file.ValueType.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How memory is copied. */
final class MemoryBlock {

  static final Section SECTION = new Section("memory");

  static final Key<Strategies> STRATEGY =
      SECTION.withDefault(
          "strategy",
          Word.of(Strategies.values(), Strategies::word),
          "pre-copy",
          "how memory gets there");

  private static final Key<SimDuration> DOWNTIME_LIMIT =
      SECTION.withDefault(
          "downtime-limit",
          DOWNTIME,
          "300 ms",
          "the guest stops when the rest fits in it",
          Need.HAS_THRESHOLD,
          new Need(Way::keepsLimit, Way::limitedBy));

  private static final Key<ByteRate> MAX_BANDWIDTH =
      SECTION.optional(
          "max-bandwidth",
          RATE,
          "of one migration; without it the fabric alone limits",
          new Need(
              way -> way.strategy() != Strategies.POST_COPY || !way.engine().isQemu(),
              way ->
                  "memory that follows the guest has a limit of its own; set"
                      + " max-postcopy-bandwidth instead"));

  private static final Key<ByteRate> AVAIL_SWITCHOVER_BANDWIDTH =
      SECTION.optional(
          "avail-switchover-bandwidth",
          RATE,
          "that a stopped guest's memory will have, instead of an estimate (QEMU 8.2 and later)",
          Need.knownTo(Difference.SWITCHOVER_BANDWIDTH),
          Need.HAS_THRESHOLD);

  private static final Key<ByteRate> MAX_POSTCOPY_BANDWIDTH =
      SECTION.optional(
          "max-postcopy-bandwidth",
          RATE,
          "for memory that follows the guest in post-copy",
          Need.MAY_POST_COPY);

  private static final Need THROTTLES =
      new Need(
          way ->
              way.strategy() == Strategies.AUTO_CONVERGE
                  || way.orchestration().get(OrchestrationBlock.AUTO_CONVERGE),
          way ->
              "nothing throttles guests here; use strategy auto-converge, set"
                  + " migration.orchestration.auto-converge: true, or leave it out");

  private static final Section CHANGE = new Section("change");

  private static final Key<SimDuration> AFTER =
      CHANGE.required("after", DURATION, "the beginning of an attempt's first copy");

  static {
    CHANGE.later(MAX_BANDWIDTH, "from then on");
    CHANGE.later(DOWNTIME_LIMIT, "from then on");
    CHANGE.later(
        AVAIL_SWITCHOVER_BANDWIDTH,
        "from then on",
        AVAIL_SWITCHOVER_BANDWIDTH.needs().toArray(Need[]::new));
    CHANGE.later(
        MAX_POSTCOPY_BANDWIDTH, "from then on, if the guest has not moved yet", Need.MAY_POST_COPY);
  }

  private static final Key<Values> THROTTLE_LATER =
      CHANGE.optional(
          "throttle",
          new Block(ThrottleBlock.CHANGE),
          "from then on; what is left out stays",
          THROTTLES);

  private static final Key<List<Values>> CHANGES =
      SECTION.optional(
          "changes",
          ListOf.of(CHANGE, 1),
          "what an operator sets anew while memory is copied",
          Need.GOES_ON);

  static final Key<Long> MAX_ROUNDS =
      SECTION.withDefault(
          "max-rounds",
          new Whole(1, 1_000_000),
          "100",
          "after which it does not converge; qemu engines have no such end unless it is given",
          Need.HAS_THRESHOLD,
          Need.ENDS_ROUNDS);

  static final Key<Long> PATIENCE =
      SECTION.withDefault(
          "patience",
          new Whole(1, 1_000_000),
          "3",
          "rounds in a row without progress that it puts up with; as max-rounds",
          Need.HAS_THRESHOLD,
          Need.ENDS_ROUNDS);

  static final Key<NoConvergence> ON_NO_CONVERGENCE =
      SECTION.withDefault(
          "on-no-convergence",
          Word.of(NoConvergence.values(), NoConvergence::word),
          "give-up",
          "what happens when it does not converge, by rounds or by retry.timeout-per-gib",
          Need.GOES_ON,
          new Need(Way::mayNotConverge, Way::decides));

  static final Key<Values> THROTTLE =
      SECTION.block(
          "throttle", ThrottleBlock.SECTION, "auto-converge: taking processor time", THROTTLES);

  private static final Key<ByteRate> DIRTY_LIMIT =
      SECTION.withDefault(
          "dirty-limit",
          RATE,
          "8 MB/s",
          "dirty-limit: for all vCPUs of a guest (QEMU's 1 MB/s for each of 8)",
          Need.only(Strategies.DIRTY_LIMIT));

  private static final Key<ByteCount> XBZRLE_CACHE =
      SECTION.withDefault(
          "xbzrle-cache",
          SIZE,
          "64 MiB",
          "xbzrle: pages as last sent (QEMU's)",
          Need.only(Strategies.XBZRLE));

  private static final Key<Long> PAGE_DELTA =
      SECTION.withDefault(
          "page-delta",
          Amount.plain(Quantity.SIZE, 1, 4096),
          "512 B",
          "xbzrle: what changes of a page between two sends (an assumption)",
          Need.only(Strategies.XBZRLE));

  private static final Key<Values> COMPRESSION =
      SECTION.block(
          "compression",
          CompressionBlock.SECTION,
          "compression: ratio and cost",
          Need.only(Strategies.COMPRESSION));

  private static final Key<Long> CHANNELS =
      SECTION.withDefault(
          "channels",
          new Whole(1, 256),
          "8",
          "multifd: channels at once (KubeVirt's 8)",
          Need.only(Strategies.MULTIFD));

  private static final Key<Values> STALL =
      SECTION.block(
          "stall",
          StallBlock.SECTION,
          "stall-detector: when it acts",
          Need.only(Strategies.STALL_DETECTOR));

  private MemoryBlock() {}

  static PreCopySettings preCopy(Values memory) {
    return PreCopySettings.DEFAULT
        .withDowntimeLimit(memory.get(DOWNTIME_LIMIT))
        .withMaxBandwidth(memory.or(MAX_BANDWIDTH, Step.UNLIMITED))
        .withMaxRounds(memory.count(MAX_ROUNDS))
        .withPatience(memory.count(PATIENCE))
        .withOnNoConvergence(memory.get(ON_NO_CONVERGENCE))
        .with(
            new SwitchOver(
                memory.maybe(AVAIL_SWITCHOVER_BANDWIDTH),
                memory.or(MAX_POSTCOPY_BANDWIDTH, Step.UNLIMITED),
                ByteCount.ZERO));
  }

  /** The textbook counts for itself; QEMU does not, so that only what was asked for counts. */
  static RoundLimit rounds(Values memory, boolean isQemu) {
    return RoundLimit.of(
        isQemu ? given(memory, MAX_ROUNDS) : Integer.MAX_VALUE,
        isQemu ? given(memory, PATIENCE) : Integer.MAX_VALUE,
        memory.get(ON_NO_CONVERGENCE));
  }

  private static int given(Values memory, Key<Long> key) {
    return memory.given(key).isPresent() ? memory.count(key) : Integer.MAX_VALUE;
  }

  static Tuning tuning(Values memory) {
    return new Tuning(
        ThrottleBlock.build(memory.get(THROTTLE)),
        memory.get(DIRTY_LIMIT),
        memory.get(XBZRLE_CACHE),
        memory.get(PAGE_DELTA),
        CompressionBlock.build(memory.get(COMPRESSION)),
        memory.count(CHANNELS),
        StallBlock.build(memory.get(STALL)));
  }

  /** What an operator does, and when. */
  static Timetable timetable(Values memory) {
    var entries = new ArrayList<Timetable.Entry>();
    Throttling throttling = ThrottleBlock.build(memory.get(THROTTLE));
    List<Values> changes =
        memory.list(CHANGES).stream()
            .sorted(Comparator.comparing(change -> change.get(AFTER)))
            .toList();
    for (Values change : changes) {
      plain(change).forEach(each -> entries.add(new Timetable.Entry(change.get(AFTER), each)));
      if (change.has(THROTTLE_LATER)) {
        throttling = ThrottleBlock.changed(throttling, change.get(THROTTLE_LATER));
        entries.add(new Timetable.Entry(change.get(AFTER), new ThrottlingRule(throttling)));
      }
    }
    return new Timetable(entries);
  }

  private static List<ParameterChange> plain(Values change) {
    return Stream.of(
            change.maybe(MAX_BANDWIDTH).map(MaxBandwidth::new),
            change.maybe(DOWNTIME_LIMIT).map(DowntimeLimit::new),
            change
                .maybe(AVAIL_SWITCHOVER_BANDWIDTH)
                .map(rate -> new SwitchOverBandwidth(Optional.of(rate))),
            change.maybe(MAX_POSTCOPY_BANDWIDTH).map(PostCopyBandwidth::new))
        .<ParameterChange>flatMap(Optional::stream)
        .toList();
  }

  /** Each change changes something. */
  static void check(Binder binder, Values memory) {
    for (Values change : memory.list(CHANGES)) {
      boolean throttles =
          change.maybe(THROTTLE_LATER).filter(ThrottleBlock::changesAnything).isPresent();
      if (!throttles
          && plain(change).isEmpty()
          && CHANGE.keys().stream().noneMatch(change::isRefused)) {
        binder.problem(
            change.place(),
            change.path(),
            "it changes nothing; say one or more of "
                + CHANGE.keys().stream()
                    .filter(key -> !key.equals(AFTER))
                    .map(Key::name)
                    .collect(Collectors.joining(", ")));
      }
    }
  }
}
