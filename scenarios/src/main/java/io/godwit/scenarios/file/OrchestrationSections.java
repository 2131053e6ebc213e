package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.DURATION;
import static io.godwit.scenarios.file.Amounts.POSITIVE_DURATION;
import static io.godwit.scenarios.file.Amounts.SIZE;
import static io.godwit.scenarios.file.Amounts.words;

import io.godwit.model.strategy.Orchestration.Action;
import io.godwit.scenarios.file.ValueType.Block;
import io.godwit.scenarios.file.ValueType.ListOf;
import io.godwit.scenarios.file.ValueType.Whole;
import io.godwit.scenarios.file.ValueType.Word;
import io.godwit.scenarios.file.ValueType.YesOrNo;
import java.util.List;

/** The parameters of an orchestrator; those that are not given are its own. */
final class OrchestrationSections {

  private OrchestrationSections() {}

  static Section orchestration() {
    return new Section("orchestration")
        .optional("timeout", POSITIVE_DURATION, "of an attempt's copying, whatever the guest")
        .optional(
            "timeout-per-gib", POSITIVE_DURATION, "of guest memory; of two timeouts the shorter")
        .optional("gib", SIZE, "what it calls a GiB; guests are rounded up to whole ones")
        .optional("least-memory", SIZE, "no guest counts less")
        .optional("on-timeout", words(Action.values(), Action::word), "what follows a timeout")
        .optional(
            "on-timeout-with-devices",
            words(Action.values(), Action::word),
            "the same for guests with devices, which no post-copy moves; else as on-timeout, or"
                + " abort in place of post-copy")
        .optional("progress-timeout", POSITIVE_DURATION, "without a byte, that ends an attempt")
        .optional("downtime", POSITIVE_DURATION, "limit at the last of downtime-steps")
        .optional("downtime-steps", new Whole(1, 10_000), "even ones, by which the limit rises")
        .optional("downtime-delay", POSITIVE_DURATION, "between two steps, for each GiB of memory")
        .optional(
            "schedule",
            new ListOf(new Block(measure()), 1),
            "what is done one after the other, by time or by rounds")
        .optional("poll", POSITIVE_DURATION, "between two looks at rounds; one measure at each")
        .optional("auto-converge", new YesOrNo(), "whether it throttles guests from the beginning")
        .optional(
            "keepalive",
            POSITIVE_DURATION,
            "without a byte, after which the connection is given up: ends an attempt, undoes it"
                + " while the guest stands, pauses post-copy")
        .optional(
            "postcopy-recover",
            new Word(List.of("retry", "never")),
            "whether a paused post-copy is taken up again, as often and as late as retry says")
        .optional("parallel", new Whole(1, 1_000_000), "migrations at once, where a plan says none")
        .optional(
            "parallel-per-source", new Whole(1, 1_000_000), "the same of those leaving a host")
        .optional(
            "parallel-per-destination",
            new Whole(1, 1_000_000),
            "the same of those arriving at one");
  }

  private static Section measure() {
    return new Section("measure")
        .optional("after", DURATION, "since the first copy began")
        .optional("rounds", new Whole(1, 1_000_000), "once so many have ended (QEMU: dirty syncs)")
        .optional("stalled", new Whole(1, 1_000_000), "once so many left no less than the best")
        .optional("downtime-limit", POSITIVE_DURATION, "from then on")
        .optional("action", words(Action.values(), Action::word), "what is done then");
  }
}
