package io.godwit.model.protocol;

import java.util.List;

/**
 * Everything that the thread leaves open and that makes a difference to run: one constant for each
 * question, with its choices and what each profile says. Defaults are those of the ledger
 * (facts/virtio.md F.6): the accepted text as Linux drives it, or the seed's first version.
 */
public enum Switch {
  CLEAR_ON_READ(
      "clear-on-read",
      "what a successful context read clears in the device",
      List.of("F-55", "F-60"),
      List.of("off", "change-record", "working-state"),
      "change-record",
      "off"),
  INCREMENTAL(
      "incremental",
      "what a context read returns",
      List.of("F-58", "F-67"),
      List.of("full", "delta", "delta-with-repeats"),
      "delta",
      "full"),
  RETENTION(
      "retention",
      "how long the device can return again what it has returned",
      List.of("F-56", "F-59"),
      List.of("until-reset", "until-next-read", "none"),
      "none",
      "until-reset"),
  STOP_INFLIGHT(
      "stop-inflight",
      "what becomes of requests in flight when the device stops",
      List.of("F-32", "F-33", "F-35", "G-12"),
      List.of("drain", "carry", "drop", "zero-length"),
      "carry",
      "drain"),
  STOP_DOORBELL(
      "stop-doorbell",
      "what a stopped device does with a doorbell",
      List.of("F-34", "F-36"),
      List.of("drop", "count", "cache"),
      "count",
      "cache"),
  RESUME_RECHECK(
      "resume-recheck",
      "whether a device that resumes looks at its rings without having been asked",
      List.of("F-37"),
      List.of("yes", "no"),
      "yes",
      "yes"),
  KICK_ALL_QUEUES(
      "kick-all-queues",
      "whether the destination's hypervisor rings every queue once the device resumes",
      List.of("F-37"),
      List.of("no", "yes"),
      "no",
      "no"),
  STOP_CONFIG_WRITE(
      "stop-config-write",
      "what a stopped device does with a configuration write",
      List.of("F-46"),
      List.of("apply", "ignore", "defer"),
      "apply",
      "apply"),
  FREEZE_CONFIG_WRITE(
      "freeze-config-write",
      "what a frozen device does with a configuration write",
      List.of("F-46"),
      List.of("ignore", "apply", "defer"),
      "ignore",
      "ignore"),
  FREEZE_CONFIG_READ(
      "freeze-config-read",
      "what a frozen device answers to a configuration read",
      List.of("F-47"),
      List.of("valid", "all-ones"),
      "valid",
      "valid"),
  CONFIG_CHANGE(
      "config-change",
      "what a stopped device does with a change of its own, such as of its link",
      List.of("F-48"),
      List.of("defer-notification", "suppress", "lose-notification"),
      "suppress",
      "defer-notification"),
  FREEZE_PEER_READ(
      "freeze-peer-read",
      "what a frozen device answers to a peer that reads its memory",
      List.of("F-39"),
      List.of("valid", "last-value", "all-ones"),
      "last-value",
      "valid"),
  MODE_DURING_RESET(
      "mode-during-reset",
      "when a mode change is answered that meets a virtio reset",
      List.of("F-25"),
      List.of("on-complete", "on-start"),
      "on-start",
      "on-complete"),
  MODE_DURING_FLR(
      "mode-during-flr",
      "what a mode change does that meets a function level reset",
      List.of("F-16", "F-17", "F-18", "F-21"),
      List.of("wait", "migrate-pending", "reject"),
      "wait",
      "wait"),
  READ_DURING_FLR(
      "read-during-flr",
      "what a context read returns that meets a function level reset",
      List.of("F-19", "G-02"),
      List.of("snapshot-after", "snapshot-before", "torn", "eagain"),
      "snapshot-after",
      "snapshot-after"),
  COMMAND_ON_FLR(
      "command-on-flr",
      "what any other command does that meets a function level reset",
      List.of("F-15"),
      List.of("complete-then-reset", "defer", "eagain", "einval", "hang"),
      "complete-then-reset",
      "complete-then-reset"),
  FLR_PATH(
      "flr-path",
      "what a hypervisor makes of a guest's function level reset: it reaches the device, the"
          + " hypervisor resets the virtio device in its place, or it resets PCI registers alone",
      List.of("F-23", "F-24"),
      List.of("direct", "emulated", "swallowed"),
      "direct",
      "direct"),
  FLR_IN_FREEZE(
      "flr-in-freeze",
      "whether a reset changes the context of a frozen device",
      List.of("F-20"),
      List.of("allowed", "deferred"),
      "allowed",
      "allowed"),
  FLR_CLEARS_STOPPED(
      "flr-clears-stopped",
      "whether a function level reset lets a stopped device work again",
      List.of("G-01"),
      List.of("yes", "no"),
      "yes",
      "yes"),
  MODE_DURING_POWER(
      "mode-during-power",
      "what a mode change does that meets a power transition",
      List.of("F-26"),
      List.of("wait", "ignore", "reject"),
      "ignore",
      "wait"),
  READ_IN_D3(
      "read-in-d3",
      "what a context read returns that meets a power transition",
      List.of("F-26"),
      List.of("readable", "default", "eagain"),
      "readable",
      "readable"),
  FREEZE_FLUSH(
      "freeze-flush",
      "how the hypervisor makes sure that posted writes have landed before it freezes",
      List.of("F-30"),
      List.of("none", "read-flush", "device-waits"),
      "none",
      "read-flush"),
  MODE_MATRIX(
      "mode-matrix",
      "which mode may follow which, of the seed's three",
      List.of("F-44", "F-51"),
      List.of("seed", "strict-pairs"),
      "seed",
      "seed"),
  STOP_BEFORE_FREEZE(
      "stop-before-freeze",
      "whether all devices of a guest stop before the first one freezes",
      List.of("F-38", "F-51"),
      List.of("yes", "no"),
      "yes",
      "yes"),
  MODE_BUSY(
      "mode-busy",
      "what a busy device answers to a mode change",
      List.of("F-42", "F-43"),
      List.of("take-time", "eagain"),
      "take-time",
      "take-time"),
  RETRY_EAGAIN(
      "retry-eagain",
      "whether the owner's driver tries again what the device says to try again",
      List.of("G-13", "F-42"),
      List.of("no", "yes"),
      "yes",
      "no"),
  FRONTEND(
      "frontend",
      "how the hypervisor drives devices: by their commands alone, or through the states of VFIO,"
          + " whose data session is lost with a reset of the function",
      List.of("F-01", "F-08"),
      List.of("commands", "vfio"),
      "commands",
      "commands"),
  MODE_ERROR(
      "mode-error",
      "what the owner's driver does with a device that will not stop",
      List.of("F-42", "G-13"),
      List.of("report", "reset"),
      "report",
      "report"),
  RESUME_TOGETHER(
      "resume-together",
      "whether all devices of a guest leave Freeze for Stop before the first one works (VFIO's P2P"
          + " at the destination; nothing where no mode lies between, or none may follow)",
      List.of("F-38", "F-51"),
      List.of("no", "yes"),
      "no",
      "no"),
  ADMIN_TIMEOUT(
      "admin-timeout",
      "how long the owner's driver waits for a command",
      List.of("G-14", "F-43"),
      List.of("none", "1s"),
      "none",
      "none"),
  ROLLBACK(
      "rollback",
      "who brings a device back when its migration fails",
      List.of("F-60", "F-61"),
      List.of("device", "management", "none"),
      "management",
      "device"),
  READ_ATOMICITY(
      "read-atomicity",
      "whether a read sees a control command half done",
      List.of("F-63"),
      List.of("per-device", "torn"),
      "per-device",
      "per-device"),
  PARTIAL_REGISTERS(
      "partial-registers",
      "whether a register that is half written is part of the context",
      List.of("F-64", "F-65"),
      List.of("captured", "lost"),
      "captured",
      "captured"),
  PRESETUP(
      "presetup",
      "whether a destination that gets a context ahead sets its queues up then",
      List.of("F-09", "F-52"),
      List.of("on", "off"),
      "on",
      "on"),
  UNKNOWN_MODE_FLAGS(
      "unknown-mode-flags",
      "what a mode change with reserved bits does",
      List.of("G-18"),
      List.of("einval", "ignore"),
      "einval",
      "einval"),
  CONFIG_GENERATION(
      "config-generation",
      "whether the configuration's generation goes on at the destination",
      List.of("F-69"),
      List.of("carried", "restarted"),
      "carried",
      "carried"),
  STATUS_WRITE(
      "status-write",
      "what a stopped device does when its guest writes the status register",
      List.of("F-41", "F-45"),
      List.of("apply", "defer"),
      "apply",
      "apply"),
  CONTROL_COMMAND(
      "control-command",
      "what becomes of a control-queue command in flight when the device stops",
      List.of("G-11"),
      List.of("complete", "leave-unobserved", "lose"),
      "complete",
      "complete"),
  PART_CHECK(
      "part-check",
      "how a destination recognises a context that was corrupted on its way",
      List.of("G-07", "F-53"),
      List.of("none", "digest"),
      "none",
      "none"),
  SHARED_MEMORY(
      "shared-memory",
      "whether the content of a shared memory region moves with the device",
      List.of("G-10", "F-39"),
      List.of("left-behind", "migrated"),
      "left-behind",
      "left-behind");

  private final String key;
  private final String about;

  @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody can change
  private final List<String> ledger;

  @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody can change
  private final List<String> choices;

  private final String seed;
  private final String accepted;

  Switch(
      String key,
      String about,
      List<String> ledger,
      List<String> choices,
      String seed,
      String accepted) {
    this.key = key;
    this.about = about;
    this.ledger = List.copyOf(ledger);
    this.choices = List.copyOf(choices);
    this.seed = seed;
    this.accepted = accepted;
  }

  /** The key in scenario files and events. */
  public String key() {
    return key;
  }

  /** One line for reference tables. */
  public String about() {
    return about;
  }

  /** The items of the ledger that it answers, such as {@code F-55}. */
  public List<String> ledger() {
    return ledger;
  }

  public List<String> choices() {
    return choices;
  }

  /**
   * What the profile says: the seed for itself and its precursor, the accepted text for others. The
   * precursor's hypervisor rings all queues, and a suspended device ignores writes (facts/virtio.md
   * B.5, B.6, E.3).
   */
  public String standard(Profiles profile) {
    return switch (profile) {
      case SEED_2023 -> seed;
      case PRECURSOR -> this == KICK_ALL_QUEUES ? "yes" : seed;
      case VIRTIO_1_4 -> accepted;
      case STATUS_BIT -> this == STOP_CONFIG_WRITE ? "ignore" : accepted;
    };
  }
}
