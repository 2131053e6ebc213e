package io.godwit.scenarios.explore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.scenarios.file.Vocabulary;
import io.godwit.scenarios.file.Vocabulary.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Latencies, service times, rates and queues, stretched so that other things meet. */
final class Timings {

  private static final double MOST_STRETCH = 50;

  /** Seldom: enough for a device to take longer than its driver waits. */
  private static final double LONGEST_STRETCH = 1_000;

  /** Of Gbit/s, for instance: stretched again and again, a rate would be refused. */
  private static final BigDecimal HIGHEST = BigDecimal.valueOf(20_000);

  private static final int MOST_WHOLE = 64;
  private static final long LONGEST_FROM_NOTHING = 20_000_000;

  private static final String HOST = "datacenter.host";
  private static final String OWNERS = HOST + ".owners";
  private static final String QUEUE = OWNERS + ".admin-queue";

  /** What is no matter of time, or would only take guests their places. */
  private static final List<String> KEPT = List.of("first-opcode", "members");

  private Timings() {}

  static void stretch(Draft draft, Dice dice) {
    Predicate<Vocabulary.Key> durations = key -> key.kind() == Kind.DURATION;
    all(draft, dice, durations);
    vary(draft.block("migration.calls"), "migration.calls", durations, dice);
    vary(draft.block("migration"), "migration", durations, dice);
    vary(draft.block("datacenter.fabric"), "datacenter.fabric", durations, dice);
  }

  static void capacities(Draft draft, Dice dice) {
    Predicate<Vocabulary.Key> capacities =
        key -> key.kind() == Kind.RATE || (key.kind() == Kind.WHOLE && !KEPT.contains(key.name()));
    all(draft, dice, capacities);
    vary(
        draft.block("datacenter.fabric"),
        "datacenter.fabric",
        key -> key.kind() == Kind.RATE,
        dice);
  }

  private static void all(Draft draft, Dice dice, Predicate<Vocabulary.Key> which) {
    ObjectNode host = draft.block(HOST);
    vary(host, HOST, which, dice);
    for (ObjectNode owner : Draft.blocks(host, "owners")) {
      vary(owner, OWNERS, which, dice);
      vary(owner.withObject("/admin-queue"), QUEUE, which, dice);
    }
  }

  /** Keys that are given or have something to fall back on. */
  private static void vary(
      ObjectNode block, String path, Predicate<Vocabulary.Key> which, Dice dice) {
    int share = dice.oneOf(List.of(10, 30, 60));
    for (Vocabulary.Key key : Vocabulary.keys(path)) {
      Optional<String> now =
          block.has(key.name()) ? Optional.of(block.path(key.name()).asText()) : key.fallback();
      if (which.test(key) && now.isPresent() && dice.chance(share)) {
        vary(block, key, now.get(), dice);
      }
    }
  }

  private static void vary(ObjectNode block, Vocabulary.Key key, String now, Dice dice) {
    if (key.kind() == Kind.WHOLE) {
      long least = Math.max(1, key.least());
      block.put(key.name(), dice.magnitude(least, Math.min(key.most(), MOST_WHOLE)));
      return;
    }
    Amount.parse(now)
        .map(amount -> stretched(amount, key, dice))
        .filter(amount -> amount.number().compareTo(HIGHEST) <= 0)
        .ifPresent(amount -> block.put(key.name(), amount.toString()));
  }

  private static Amount stretched(Amount amount, Vocabulary.Key key, Dice dice) {
    return amount.number().signum() == 0 && key.kind() == Kind.DURATION
        ? Amount.nanos(dice.magnitude(1, LONGEST_FROM_NOTHING))
        : amount.times(dice.stretch(dice.chance(3) ? LONGEST_STRETCH : MOST_STRETCH));
  }
}
