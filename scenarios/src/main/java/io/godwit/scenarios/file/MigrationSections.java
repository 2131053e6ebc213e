package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.DOWNTIME;
import static io.godwit.scenarios.file.Amounts.DURATION;
import static io.godwit.scenarios.file.Amounts.PERCENT;
import static io.godwit.scenarios.file.Amounts.PERCENT_TO_99;
import static io.godwit.scenarios.file.Amounts.POSITIVE_DURATION;
import static io.godwit.scenarios.file.Amounts.RATE;
import static io.godwit.scenarios.file.Amounts.SIZE;
import static io.godwit.scenarios.file.Amounts.words;

import io.godwit.model.dma.Untracked;
import io.godwit.model.migration.ContextStrategies;
import io.godwit.model.migration.Phase;
import io.godwit.model.migration.Timeouts;
import io.godwit.model.precopy.Engines;
import io.godwit.model.precopy.NoConvergence;
import io.godwit.model.strategy.Strategies;
import io.godwit.scenarios.file.ValueType.Amount;
import io.godwit.scenarios.file.ValueType.Block;
import io.godwit.scenarios.file.ValueType.ListOf;
import io.godwit.scenarios.file.ValueType.Whole;
import io.godwit.scenarios.file.ValueType.Word;
import io.godwit.scenarios.file.ValueType.YesOrNo;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The keys that say how migrations are done. */
final class MigrationSections {

  private MigrationSections() {}

  static Section migration() {
    return new Section("migration")
        .withDefault(
            "engine", words(Engines.values(), Engines::word), "textbook", "the hypervisor's rules")
        .withDefault("memory", new Block(memory()), "", "how memory is copied")
        .withDefault("device-context", new Block(deviceContext()), "", "when contexts are read")
        .withDefault(
            "orchestrator",
            words(Orchestrators.values(), Orchestrators::word),
            "none",
            "who watches over it, and steps in; a name for parameters of orchestration")
        .withDefault(
            "orchestration",
            new Block(OrchestrationSections.orchestration()),
            "",
            "the orchestrator's parameters, where they are not its own")
        .withDefault("retry", new Block(retry()), "", "what follows a failed attempt")
        .withDefault(
            "timeouts", new Block(timeouts()), "", "how long phases of an attempt may take")
        .withDefault("calls", new Block(calls()), "", "what the control plane's calls take")
        .withDefault(
            "device-skew",
            DURATION,
            "1 ms",
            "between the stops of a guest's devices, one after the other (an assumption)")
        .withDefault(
            "order",
            new Word(List.of("vcpus-first", MigrationBuilder.DEVICES_FIRST)),
            "vcpus-first",
            "what stops first at the source, the guest's processors (QEMU) or its devices, which"
                + " then stand in Stop while the guest still acts; both are in phase vcpu-stop")
        .withDefault(
            "check",
            new Word(List.of(MigrationBuilder.CHECK_BEFORE, "none")),
            MigrationBuilder.CHECK_BEFORE,
            "whether the fleet prefers hosts that fit, and one whose kind differs looks before it keeps room: at type,"
                + " profile, features, queues and firmware of devices, CPU model and machine type;"
                + " with none devices refuse their context when it comes, and the host the guest when"
                + " it is to start")
        .withDefault(
            "untracked",
            words(Untracked.values(), Untracked::word),
            "count-all",
            "what becomes of devices with dirty-tracking none: "
                + Arrays.stream(Untracked.values())
                    .map(way -> way.word() + " (" + way.about() + ")")
                    .collect(Collectors.joining(", ")))
        .optional(
            "driver",
            words(Drivers.values(), Drivers::word),
            "the owner's driver; sets some options of the protocol that are not set there");
  }

  /** What of it may be said of a group of guests alone. */
  static Section ofGuests() {
    return migration()
        .partial(
            List.of(
                "memory", "device-context", "orchestrator", "orchestration", "retry", "timeouts"));
  }

  private static Section calls() {
    return new Section("calls")
        .withDefault(
            "local",
            POSITIVE_DURATION,
            "10 us",
            "from a migration to its host's hypervisor and back (an assumption: a system call)")
        .withDefault(
            "remote",
            POSITIVE_DURATION,
            "50 us",
            "to the destination's hypervisor, beside the network (an assumption)")
        .withDefault(
            "fleet",
            POSITIVE_DURATION,
            "1 ms",
            "from the fleet to a host (an assumption, as over HTTP)")
        .withDefault(
            "network",
            new Word(List.of("fabric", "separate")),
            "fabric",
            "which network they cross; a separate one has no latency of its own");
  }

  private static Section memory() {
    return new Section("memory")
        .withDefault(
            "strategy",
            words(Strategies.values(), Strategies::word),
            "pre-copy",
            "how memory gets there")
        .withDefault(
            "downtime-limit", DOWNTIME, "300 ms", "the guest stops when the rest fits in it")
        .optional("max-bandwidth", RATE, "of one migration; without it the fabric alone limits")
        .optional(
            "avail-switchover-bandwidth",
            RATE,
            "that a stopped guest's memory will have, instead of an estimate (QEMU 8.2 and later)")
        .optional("max-postcopy-bandwidth", RATE, "for memory that follows the guest in post-copy")
        .optional(
            "changes",
            new ListOf(new Block(change()), 1),
            "what an operator sets anew while memory is copied")
        .withDefault(
            "max-rounds",
            new Whole(1, 1_000_000),
            "100",
            "after which it does not converge; qemu engines have no such end unless it is given")
        .withDefault(
            "patience",
            new Whole(1, 1_000_000),
            "3",
            "rounds in a row without progress that it puts up with; as max-rounds")
        .withDefault(
            "on-no-convergence",
            words(NoConvergence.values(), NoConvergence::word),
            "give-up",
            "what happens when it does not converge, by rounds or by retry.timeout-per-gib")
        .withDefault("throttle", new Block(throttle()), "", "auto-converge: taking processor time")
        .withDefault(
            "dirty-limit",
            RATE,
            "8 MB/s",
            "dirty-limit: for all vCPUs of a guest (QEMU's 1 MB/s for each of 8)")
        .withDefault("xbzrle-cache", SIZE, "64 MiB", "xbzrle: pages as last sent (QEMU's)")
        .withDefault(
            "page-delta",
            new Amount(Quantity.SIZE, 1, 4096),
            "512 B",
            "xbzrle: what changes of a page between two sends (an assumption)")
        .withDefault("compression", new Block(compression()), "", "compression: ratio and cost")
        .withDefault("channels", new Whole(1, 256), "8", "multifd: channels at once (KubeVirt's 8)")
        .withDefault("stall", new Block(stall()), "", "stall-detector: when it acts");
  }

  private static Section change() {
    return new Section("change")
        .required("after", DURATION, "the beginning of an attempt's first copy")
        .optional("max-bandwidth", RATE, "from then on")
        .optional("downtime-limit", DOWNTIME, "from then on")
        .optional("avail-switchover-bandwidth", RATE, "from then on")
        .optional("max-postcopy-bandwidth", RATE, "from then on, if the guest has not moved yet")
        .optional("throttle", new Block(throttleChange()), "from then on; what is left out stays");
  }

  private static Section throttleChange() {
    return new Section("throttle-change")
        .optional("initial", PERCENT_TO_99, "for a guest that is not throttled yet")
        .optional("increment", PERCENT_TO_99, "of each step from then on")
        .optional("max", PERCENT_TO_99, "from the next step on")
        .optional("trigger", PERCENT, "from the next look on");
  }

  private static Section throttle() {
    return new Section("throttle")
        .withDefault("initial", PERCENT_TO_99, "20%", "first step (QEMU's)")
        .withDefault("increment", PERCENT_TO_99, "10%", "each further step (QEMU's)")
        .withDefault("max", PERCENT_TO_99, "99%", "never more (QEMU's)")
        .withDefault(
            "trigger", PERCENT, "50%", "of what was sent, dirtied meanwhile, is too much (QEMU's)");
  }

  private static Section compression() {
    return new Section("compression")
        .withDefault(
            "ratio", new Amount(Quantity.PERCENT, 100, 100_000), "300%", "before over after")
        .withDefault(
            "rate", RATE, "2 GB/s", "pages that all compressing threads manage (an assumption)");
  }

  private static Section stall() {
    return new Section("stall")
        .withDefault("patience", POSITIVE_DURATION, "40 s", "without progress (KubeVirt's)")
        .withDefault("margin", PERCENT, "4%", "less is no progress (KubeVirt's)")
        .withDefault("max-downtime", POSITIVE_DURATION, "900 ms", "half as much again is the most");
  }

  private static Section deviceContext() {
    return new Section("device-context")
        .withDefault(
            "strategy",
            words(ContextStrategies.values(), ContextStrategies::word),
            "ahead-then-delta",
            "when the contexts of devices are read")
        .withDefault(
            "size-estimate",
            words(SizeEstimates.values(), SizeEstimates::word),
            "exact",
            "what the hypervisor counts for devices when it decides to stop the guest (qemu engines): "
                + Arrays.stream(SizeEstimates.values())
                    .map(each -> each.word() + " (" + each.about() + ")")
                    .collect(Collectors.joining(", ")));
  }

  /** Post-copy has no end but its own: nothing can take it back. */
  private static Section timeouts() {
    var section = new Section("timeouts");
    for (Phase phase : Phase.values()) {
      if (phase != Phase.POST_COPY) {
        section.optional(
            phase.word(),
            POSITIVE_DURATION,
            phase == Phase.RELEASE
                ? "then the guest has moved, and the source is left to let go on its own"
                : "of this phase; then the attempt is undone, and tried again as retry says");
      }
    }
    return section.optional(
        Timeouts.SWITCH_OVER,
        POSITIVE_DURATION,
        "from the guest's stop until it is told to start: then it is undone likewise");
  }

  private static Section retry() {
    return new Section("retry")
        .withDefault("attempts", new Whole(1, 1_000), "3", "at most, the first included")
        .withDefault("backoff", POSITIVE_DURATION, "20 s", "before the second attempt")
        .withDefault("factor", new Whole(1, 100), "2", "by which the backoff grows each time")
        .withDefault(
            "elsewhere",
            new YesOrNo(),
            "true",
            "whether another host than the one where it failed is tried, if any has room")
        .withDefault("max-backoff", POSITIVE_DURATION, "24 h", "that it grows to (an assumption)")
        .withDefault(
            "jitter", PERCENT, "0%", "of the wait, added at most, drawn for each further attempt")
        .optional(
            "budget",
            new Whole(0, 1_000_000_000),
            "further attempts at all guests of the run together; without it any number")
        .withDefault(
            "timeout-per-gib",
            POSITIVE_DURATION,
            "150 s",
            "of guest memory, for an attempt before its guest stops");
  }
}
