package io.godwit.model.strategy;

import io.godwit.model.precopy.Turn;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;

/**
 * Who watches over migrations, with the defaults of each (facts of libvirt, Nova and KubeVirt as of
 * August 2026).
 */
public enum Orchestrators {
  NONE("none", "nobody: only retry.timeout-per-gib ends an attempt", Rules.NONE),
  LIBVIRT("libvirt", "as virsh without a timeout: lets the hypervisor go on for ever", Rules.NONE),
  NOVA(
      "nova",
      "10 downtime steps up to 500 ms, 75 s a GiB apart; aborts after 800 s a GiB",
      Rules.NOVA.then(TimeoutAction.ABORT)),
  NOVA_FORCE(
      "nova-force-complete",
      "as nova, but pauses the guest after 800 s a GiB",
      Rules.NOVA.then(TimeoutAction.STOP_GUEST)),
  NOVA_POST_COPY(
      "nova-post-copy",
      "as nova, but goes on with post-copy after 800 s a GiB",
      Rules.NOVA.then(TimeoutAction.POST_COPY).withDevices(TimeoutAction.ABORT)),
  NOVA_AUTO_CONVERGE(
      "nova-auto-converge", "as nova, with auto-converge from the beginning", Rules.NOVA.helping()),
  KUBEVIRT(
      "kubevirt",
      "aborts after 150 s a GB, or 150 s without progress",
      Rules.KUBEVIRT.then(TimeoutAction.ABORT)),
  KUBEVIRT_POST_COPY(
      "kubevirt-post-copy",
      "as kubevirt, but goes on with post-copy after 150 s a GB; with devices, switches over",
      Rules.KUBEVIRT.then(TimeoutAction.POST_COPY).withDevices(TimeoutAction.SWITCH_OVER)),
  KUBEVIRT_DISRUPTION(
      "kubevirt-disruption",
      "as kubevirt, but pauses the guest after 150 s a GB; with devices, switches over",
      Rules.KUBEVIRT.then(TimeoutAction.STOP_GUEST).withDevices(TimeoutAction.SWITCH_OVER));

  /** What follows when the time is up. */
  enum TimeoutAction {
    ABORT,
    STOP_GUEST,
    POST_COPY,

    /** A downtime limit of twice the timeout, at most QEMU's 2000 s: the rest always fits. */
    SWITCH_OVER
  }

  /**
   * The rules of one.
   *
   * @param steps by which the downtime limit rises; 0 for a limit that stays
   * @param downtime at the last step
   * @param stepPerGib time between two steps, for each GiB
   * @param timeoutPerUnit until the action, for each unit of memory
   * @param unit of memory for the timeout, in bytes, of which a guest has {@code leastUnits} or
   *     more
   * @param progressTimeout without a byte sent, after which it aborts
   * @param deviceAction the action for a guest with passed-through devices, which QEMU moves by no
   *     post-copy
   */
  record Rules(
      int steps,
      SimDuration downtime,
      SimDuration stepPerGib,
      SimDuration timeoutPerUnit,
      long unit,
      long leastUnits,
      SimDuration progressTimeout,
      TimeoutAction action,
      TimeoutAction deviceAction,
      boolean autoConverge) {

    private static final SimDuration NEVER = SimDuration.ofSeconds(1_000_000_000L);
    private static final long GIB = 1L << 30;

    static final Rules NONE =
        new Rules(
            0,
            SimDuration.ZERO,
            NEVER,
            NEVER,
            1L << 60,
            1,
            NEVER,
            TimeoutAction.ABORT,
            TimeoutAction.ABORT,
            false);

    static final Rules NOVA =
        new Rules(
            10,
            SimDuration.ofMillis(500),
            SimDuration.ofSeconds(75),
            SimDuration.ofSeconds(800),
            GIB,
            2,
            NEVER,
            TimeoutAction.ABORT,
            TimeoutAction.ABORT,
            false);

    static final Rules KUBEVIRT =
        new Rules(
            0,
            SimDuration.ZERO,
            NEVER,
            SimDuration.ofSeconds(150),
            1_000_000_000L,
            1,
            SimDuration.ofSeconds(150),
            TimeoutAction.ABORT,
            TimeoutAction.ABORT,
            false);

    Rules then(TimeoutAction choice) {
      return new Rules(
          steps,
          downtime,
          stepPerGib,
          timeoutPerUnit,
          unit,
          leastUnits,
          progressTimeout,
          choice,
          choice,
          autoConverge);
    }

    Rules withDevices(TimeoutAction choice) {
      return new Rules(
          steps,
          downtime,
          stepPerGib,
          timeoutPerUnit,
          unit,
          leastUnits,
          progressTimeout,
          action,
          choice,
          autoConverge);
    }

    /** What is done with a guest that has devices, or none. */
    Rules of(boolean devices) {
      return devices ? then(deviceAction) : this;
    }

    Rules helping() {
      return new Rules(
          steps,
          downtime,
          stepPerGib,
          timeoutPerUnit,
          unit,
          leastUnits,
          progressTimeout,
          action,
          deviceAction,
          true);
    }

    /** Rounded up to whole units. */
    long units(ByteCount memory) {
      return Math.max(leastUnits, (memory.bytes() + unit - 1) / unit);
    }
  }

  private final String word;
  private final String about;

  @SuppressWarnings("ImmutableEnumChecker") // a record of numbers
  private final Rules rules;

  Orchestrators(String word, String about, Rules rules) {
    this.word = word;
    this.about = about;
    this.rules = rules;
  }

  /** The stable name that scenario files use. */
  public String word() {
    return word;
  }

  /** One line for help texts and reference tables. */
  public String about() {
    return about;
  }

  /** Whether it ends attempts itself, so that no other timeout should. */
  public boolean isInCharge() {
    return this != NONE;
  }

  /** Whether it asks for post-copy of a guest, so that the guest may not have devices. */
  public boolean asksForPostCopy() {
    return rules.of(false).action() == TimeoutAction.POST_COPY
        && rules.of(true).action() != TimeoutAction.SWITCH_OVER;
  }

  /**
   * Has it watch the migration that begins with {@code first}.
   *
   * @param devices whether the guest has any passed through to it
   */
  public Turn watch(Turn first, ByteCount memory, boolean devices, Tuning tuning) {
    return this == NONE || this == LIBVIRT
        ? first
        : Orchestrator.watch(first, rules.of(devices), memory, tuning);
  }
}
