package io.godwit.model.strategy;

import io.godwit.model.precopy.Step;
import io.godwit.model.precopy.Turn;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import java.util.List;

/**
 * The parameters of one who watches over a pre-copy and steps in: libvirt with its options, Nova,
 * KubeVirt, oVirt. All times count from the beginning of an attempt's first copy.
 *
 * @param timeout after which something is done about it
 * @param progressTimeout the attempt ends when nothing was sent for so long; {@link Step#FOR_EVER}
 *     for never
 * @param ramp by which the downtime limit rises
 * @param schedule what is done one after the other, none before the one ahead of it
 * @param poll how often it looks at rounds; of {@code schedule}, one measure that waits for a round
 *     is taken at each look
 * @param autoConverge whether the guest is throttled from the beginning
 */
public record Orchestration(
    Timeout timeout,
    SimDuration progressTimeout,
    Ramp ramp,
    List<Measure> schedule,
    SimDuration poll,
    boolean autoConverge) {

  /** Nobody watches. */
  public static final Orchestration NONE =
      new Orchestration(
          new Timeout(
              Step.FOR_EVER,
              Step.FOR_EVER,
              new Size(ByteCount.ofGib(1), ByteCount.ofGib(1)),
              Action.ABORT),
          Step.FOR_EVER,
          Ramp.FLAT,
          List.of(),
          SimDuration.ofMillis(500),
          false);

  public Orchestration {
    schedule = List.copyOf(schedule);
  }

  /** What is done about a migration that does not end. */
  public enum Action {
    ABORT("abort", "the attempt ends; the guest stays"),
    PAUSE("pause", "the guest stops now, and what is left moves while it stands"),
    POST_COPY("post-copy", "the guest moves now, and what is left follows it"),
    SWITCH_OVER(
        "switch-over",
        "a downtime limit of twice the timeout, at most QEMU's 2000 s: the rest always fits");

    private final String word;
    private final String about;

    Action(String word, String about) {
      this.word = word;
      this.about = about;
    }

    /** The stable name that scenario files use. */
    public String word() {
      return word;
    }

    /** One line for help texts and reference tables. */
    public String about() {
      return about;
    }
  }

  /**
   * How an orchestrator counts memory.
   *
   * @param unit what it calls a GiB
   * @param least no guest counts less
   */
  public record Size(ByteCount unit, ByteCount least) {

    /** Rounded up to whole units. */
    long units(ByteCount memory) {
      long most = Math.max(memory.bytes(), least.bytes());
      return (most + unit.bytes() - 1) / unit.bytes();
    }
  }

  /**
   * The time that an attempt has; the shorter of two holds.
   *
   * @param absolute {@link Step#FOR_EVER} for none
   * @param perUnit for each unit of memory; {@link Step#FOR_EVER} for none
   */
  public record Timeout(SimDuration absolute, SimDuration perUnit, Size size, Action action) {

    SimDuration of(ByteCount memory) {
      SimDuration bySize = scaled(perUnit, size.units(memory));
      return absolute.compareTo(bySize) < 0 ? absolute : bySize;
    }

    SimDuration step(SimDuration perUnitOfStep, ByteCount memory) {
      return scaled(perUnitOfStep, size.units(memory));
    }

    private static SimDuration scaled(SimDuration each, long units) {
      return each.nanos() > Long.MAX_VALUE / units ? Step.FOR_EVER : each.times(units);
    }
  }

  /**
   * A downtime limit that rises in even steps.
   *
   * @param most at the last step
   * @param steps 0 for a limit that stays as it is
   * @param perUnit time between two steps, for each unit of memory
   */
  public record Ramp(SimDuration most, int steps, SimDuration perUnit) {

    public static final Ramp FLAT = new Ramp(SimDuration.ZERO, 0, Step.FOR_EVER);

    /** Nova's: the base and the offset of a step. */
    SimDuration limit(int step) {
      long base = most.nanos() / steps;
      return SimDuration.ofNanos(base + (most.nanos() - base) / steps * step);
    }
  }

  /** When a measure is taken. */
  public sealed interface Trigger {

    /** So long after the first copy began. */
    record After(SimDuration time) implements Trigger {}

    /** Once so many rounds have ended. */
    record Rounds(int count) implements Trigger {}

    /** Once so many rounds have left no less than the best one before them. */
    record Stalled(int count) implements Trigger {}
  }

  /** What a measure is. */
  public sealed interface Deed {

    /** Another downtime limit. */
    record SetDowntime(SimDuration limit) implements Deed {}

    record Act(Action action) implements Deed {}
  }

  public record Measure(Trigger trigger, Deed deed) {}

  /** Has it watch the migration of a guest of {@code memory} that begins with {@code first}. */
  public Turn watch(Turn first, ByteCount memory, Tuning tuning) {
    return equals(NONE) ? first : Orchestrator.watch(first, this, memory, tuning);
  }
}
