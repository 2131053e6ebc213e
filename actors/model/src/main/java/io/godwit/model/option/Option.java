package io.godwit.model.option;

import java.util.Arrays;
import java.util.List;

/**
 * Everything that the thread leaves open and that makes a difference to run: one constant for each
 * question, with what each side says to it. Defaults are those of the ledger (facts/virtio.md F.6):
 * the accepted text as Linux drives it, or the seed's first version.
 */
public enum Option {
  CLEAR_ON_READ(
      "clear-on-read",
      "what a successful context read clears in the device",
      List.of("F-55", "F-60"),
      ClearOnRead.CHANGE_RECORD,
      ClearOnRead.OFF),
  INCREMENTAL(
      "incremental",
      "what a context read returns",
      List.of("F-58", "F-67"),
      Incremental.DELTA,
      Incremental.FULL),
  RETENTION(
      "retention",
      "how long the device can return again what it has returned",
      List.of("F-56", "F-59"),
      Retention.NONE,
      Retention.UNTIL_RESET),
  STOP_INFLIGHT(
      "stop-inflight",
      "what becomes of requests in flight when the device stops",
      List.of("F-32", "F-33", "F-35", "G-12"),
      StopInflight.CARRY,
      StopInflight.DRAIN),
  STOP_DOORBELL(
      "stop-doorbell",
      "what a stopped device does with a doorbell",
      List.of("F-34", "F-36"),
      StopDoorbell.COUNT,
      StopDoorbell.CACHE),
  RESUME_RECHECK(
      "resume-recheck",
      "whether a device that resumes looks at its rings without having been asked",
      List.of("F-37"),
      ResumeRecheck.YES,
      ResumeRecheck.YES),
  KICK_ALL_QUEUES(
      "kick-all-queues",
      "whether the destination's hypervisor rings every queue once the device resumes",
      List.of("F-37"),
      KickAllQueues.NO,
      KickAllQueues.NO),
  STOP_CONFIG_WRITE(
      "stop-config-write",
      "what a stopped device does with a configuration write",
      List.of("F-46"),
      StopConfigWrite.APPLY,
      StopConfigWrite.APPLY),
  FREEZE_CONFIG_WRITE(
      "freeze-config-write",
      "what a frozen device does with a configuration write",
      List.of("F-46"),
      FreezeConfigWrite.IGNORE,
      FreezeConfigWrite.IGNORE),
  FREEZE_CONFIG_READ(
      "freeze-config-read",
      "what a frozen device answers to a configuration read",
      List.of("F-47"),
      FreezeConfigRead.VALID,
      FreezeConfigRead.VALID),
  CONFIG_CHANGE(
      "config-change",
      "what a stopped device does with a change of its own, such as of its link",
      List.of("F-48"),
      ConfigChange.SUPPRESS,
      ConfigChange.DEFER_NOTIFICATION),
  FREEZE_PEER_READ(
      "freeze-peer-read",
      "what a frozen device answers to a peer that reads its memory",
      List.of("F-39"),
      FreezePeerRead.LAST_VALUE,
      FreezePeerRead.VALID),
  MODE_DURING_RESET(
      "mode-during-reset",
      "when a mode change is answered that meets a virtio reset",
      List.of("F-25"),
      ModeDuringReset.ON_START,
      ModeDuringReset.ON_COMPLETE),
  MODE_DURING_FLR(
      "mode-during-flr",
      "what a mode change does that meets a function level reset",
      List.of("F-16", "F-17", "F-18", "F-21"),
      ModeDuringFlr.WAIT,
      ModeDuringFlr.WAIT),
  READ_DURING_FLR(
      "read-during-flr",
      "what a context read returns that meets a function level reset",
      List.of("F-19", "G-02"),
      ReadDuringFlr.SNAPSHOT_AFTER,
      ReadDuringFlr.SNAPSHOT_AFTER),
  COMMAND_ON_FLR(
      "command-on-flr",
      "what any other command does that meets a function level reset",
      List.of("F-15"),
      CommandOnFlr.COMPLETE_THEN_RESET,
      CommandOnFlr.COMPLETE_THEN_RESET),
  FLR_PATH(
      "flr-path",
      "what a hypervisor makes of a guest's function level reset: it reaches the device, the"
          + " hypervisor resets the virtio device in its place, or it resets PCI registers alone",
      List.of("F-23", "F-24"),
      FlrPath.DIRECT,
      FlrPath.DIRECT),
  FLR_IN_FREEZE(
      "flr-in-freeze",
      "whether a reset changes the context of a frozen device",
      List.of("F-20"),
      FlrInFreeze.ALLOWED,
      FlrInFreeze.ALLOWED),
  FLR_CLEARS_STOPPED(
      "flr-clears-stopped",
      "whether a function level reset lets a stopped device work again",
      List.of("G-01"),
      FlrClearsStopped.YES,
      FlrClearsStopped.YES),
  MODE_DURING_POWER(
      "mode-during-power",
      "what a mode change does that meets a power transition",
      List.of("F-26"),
      ModeDuringPower.IGNORE,
      ModeDuringPower.WAIT),
  READ_IN_D3(
      "read-in-d3",
      "what a context read returns that meets a power transition",
      List.of("F-26"),
      ReadInD3.READABLE,
      ReadInD3.READABLE),
  FREEZE_FLUSH(
      "freeze-flush",
      "how the hypervisor makes sure that posted writes have landed before it freezes",
      List.of("F-30"),
      FreezeFlush.NONE,
      FreezeFlush.READ_FLUSH),
  PCI_RESTORE(
      "pci-restore",
      "what a hypervisor brings of the function's MSI-X to the destination: masks and pending bits, or"
          + " nothing",
      List.of("F-05", "F-54"),
      PciRestore.MSIX,
      PciRestore.MSIX),
  MODE_MATRIX(
      "mode-matrix",
      "which mode may follow which, of the seed's three",
      List.of("F-44", "F-51"),
      ModeMatrix.SEED,
      ModeMatrix.SEED),
  STOP_BEFORE_FREEZE(
      "stop-before-freeze",
      "whether all devices of a guest stop before the first one freezes",
      List.of("F-38", "F-51"),
      StopBeforeFreeze.YES,
      StopBeforeFreeze.YES),
  MODE_BUSY(
      "mode-busy",
      "what a busy device answers to a mode change",
      List.of("F-42", "F-43"),
      ModeBusy.TAKE_TIME,
      ModeBusy.TAKE_TIME),
  RETRY_EAGAIN(
      "retry-eagain",
      "whether the owner's driver tries again what the device says to try again",
      List.of("G-13", "F-42"),
      RetryEagain.YES,
      RetryEagain.NO),
  FRONTEND(
      "frontend",
      "how the hypervisor drives devices: by their commands alone, or through the states of VFIO,"
          + " whose data session is lost with a reset of the function",
      List.of("F-01", "F-08"),
      Frontend.COMMANDS,
      Frontend.COMMANDS),
  MODE_ERROR(
      "mode-error",
      "what the owner's driver does with a device that will not stop",
      List.of("F-42", "G-13"),
      ModeError.REPORT,
      ModeError.REPORT),
  RESUME_TOGETHER(
      "resume-together",
      "whether all devices of a guest leave Freeze for Stop before the first one works (VFIO's P2P"
          + " at the destination; nothing where no mode lies between, or none may follow)",
      List.of("F-38", "F-51"),
      ResumeTogether.NO,
      ResumeTogether.NO),
  SWITCHOVER_ACK(
      "switchover-ack",
      "whether a guest is stopped only once the destination has loaded what was read of its devices"
          + " while it ran, and has said so (QEMU's capability); else once that is sent",
      List.of("F-52"),
      SwitchoverAck.ON,
      SwitchoverAck.ON),
  ADMIN_TIMEOUT(
      "admin-timeout",
      "how long the owner's driver waits for a command",
      List.of("G-14", "F-43"),
      AdminTimeout.NONE,
      AdminTimeout.NONE),
  ROLLBACK(
      "rollback",
      "who brings a device back when its migration fails",
      List.of("F-60", "F-61"),
      Rollback.MANAGEMENT,
      Rollback.DEVICE),
  READ_ATOMICITY(
      "read-atomicity",
      "whether a read sees a control command half done",
      List.of("F-63"),
      ReadAtomicity.PER_DEVICE,
      ReadAtomicity.PER_DEVICE),
  PARTIAL_REGISTERS(
      "partial-registers",
      "whether a register that is half written is part of the context",
      List.of("F-64", "F-65"),
      PartialRegisters.CAPTURED,
      PartialRegisters.CAPTURED),
  PRESETUP(
      "presetup",
      "whether a destination that gets a context ahead sets its queues up then",
      List.of("F-09", "F-52"),
      Presetup.ON,
      Presetup.ON),
  UNKNOWN_MODE_FLAGS(
      "unknown-mode-flags",
      "what a mode change with reserved bits does",
      List.of("G-18"),
      UnknownModeFlags.EINVAL,
      UnknownModeFlags.EINVAL),
  CONFIG_GENERATION(
      "config-generation",
      "whether the configuration's generation goes on at the destination",
      List.of("F-69"),
      ConfigGeneration.CARRIED,
      ConfigGeneration.CARRIED),
  STATUS_WRITE(
      "status-write",
      "what a stopped device does when its guest writes the status register",
      List.of("F-41", "F-45"),
      StatusWrite.APPLY,
      StatusWrite.APPLY),
  CONTROL_COMMAND(
      "control-command",
      "what becomes of a control-queue command in flight when the device stops",
      List.of("G-11"),
      ControlCommandFate.COMPLETE,
      ControlCommandFate.COMPLETE),
  PART_CHECK(
      "part-check",
      "how a destination recognises a context that was corrupted on its way",
      List.of("G-07", "F-53"),
      PartCheck.NONE,
      PartCheck.NONE),
  SHARED_MEMORY(
      "shared-memory",
      "whether the content of a shared memory region moves with the device",
      List.of("G-10", "F-39"),
      SharedMemory.LEFT_BEHIND,
      SharedMemory.LEFT_BEHIND);

  private final String key;
  private final String about;

  @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody can change
  private final List<String> ledger;

  @SuppressWarnings("ImmutableEnumChecker") // an array that nobody is given
  private final Choice[] choices;

  @SuppressWarnings("ImmutableEnumChecker") // an enum constant
  private final Choice seed;

  @SuppressWarnings("ImmutableEnumChecker") // an enum constant
  private final Choice accepted;

  <C extends Enum<C> & Choice> Option(
      String key, String about, List<String> ledger, C seed, C accepted) {
    this.key = key;
    this.about = about;
    this.ledger = List.copyOf(ledger);
    this.choices = seed.getDeclaringClass().getEnumConstants();
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

  /** The words of all answers. */
  public List<String> words() {
    return Arrays.stream(choices).map(Choice::word).toList();
  }

  /** The answer with this word; throws for one that there is not. */
  public Choice choice(String word) {
    for (Choice each : choices) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "%s: '%s' is no choice; there are %s".formatted(key, word, words()));
  }

  /** What the seed says in its first version. */
  public Choice seed() {
    return seed;
  }

  /** What the accepted text says as Linux drives it. */
  public Choice accepted() {
    return accepted;
  }
}
