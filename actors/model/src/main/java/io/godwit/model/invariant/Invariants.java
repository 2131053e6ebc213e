package io.godwit.model.invariant;

import java.util.function.Supplier;

/** The invariants of every run. To add one: its class, its test, and a constant. */
public enum Invariants {
  VM_RUNS_IN_ONE_PLACE(
      "vm-runs-in-one-place", "a guest never runs on two hosts and is never lost", OneHome::new),
  CONTEXT_CONSTANT_WHILE_FROZEN(
      "context-constant-while-frozen",
      "all reads together give the context as it was sealed on entering Freeze",
      ContextConstantWhileFrozen::new),
  CONTEXT_ARRIVES_UNCHANGED(
      "context-arrives-unchanged",
      "the context at resume equals the context at freeze, byte for byte",
      ContextArrives::new),
  COMMANDS_COMPLETE_ONCE(
      "commands-complete-once",
      "every admin command completes exactly once",
      CommandsCompleteOnce::new),
  MIGRATIONS_END(
      "migrations-end", "every planned migration is settled exactly once", MigrationsEnd::new),
  PHASES_IN_ORDER(
      "phases-in-order", "the phases of an attempt follow each other in order", PhasesInOrder::new),
  BYTES_CONSERVED(
      "bytes-conserved",
      "flows, links and migrations tell of the same bytes, aborted flows included",
      BytesConserved::new),
  REQUESTS_COMPLETE_ONCE(
      "requests-complete-once",
      "every request that a guest submits completes exactly once, somewhere, by the end",
      RequestsCompleteOnce::new),
  GUEST_WRITES_TAKE_EFFECT(
      "guest-writes-take-effect",
      "what a guest wrote is what it reads back, wherever it goes on",
      GuestWritesTakeEffect::new),
  READS_ARE_VALID(
      "reads-are-valid",
      "a device that stands answers reads with a value of its own",
      ReadsAreValid::new),
  CONFIG_CHANGES_SEEN(
      "config-changes-seen",
      "a guest hears of what its device changed by itself, and of nothing else",
      ConfigChangesSeen::new),
  ROLLBACK_KEEPS_CONTEXT(
      "rollback-keeps-context",
      "a device that works again on its old host has the context that it had",
      RollbackKeepsContext::new),
  STOPPED_DEVICES_STAND(
      "stopped-devices-stand",
      "no device that was stopped works again before it is told to",
      StoppedDevicesStand::new),
  ROOMS_GIVEN_BACK(
      "rooms-given-back",
      "a room that a host keeps is filled by its guest or given back",
      RoomsGivenBack::new),
  RUNNING_GUESTS_HAVE_DEVICES(
      "running-guest-has-working-devices",
      "no guest runs for more than five seconds with a device that does not work for it",
      RunningGuestsHaveDevices::new),
  SOURCE_STOPPED(
      "source-stopped-at-last-read",
      "the source device was stopped, in this attempt, when its last context was read",
      SourceStopped::new),
  RESETS_CLEAR_AND_KEEP(
      "resets-clear-and-keep",
      "a reset reaches all that it is for, leaves nothing that was set up or written, and keeps"
          + " what is read-only",
      ResetsClearAndKeep::new),
  DEVICE_WRITES_ARRIVE(
      "device-writes-arrive",
      "what devices write into a guest's memory by themselves is at the destination",
      DeviceWritesArrive::new);

  private final String word;
  private final String about;

  @SuppressWarnings("ImmutableEnumChecker") // the constructors hold no state
  private final Supplier<Invariant> constructor;

  Invariants(String word, String about, Supplier<Invariant> constructor) {
    this.word = word;
    this.about = about;
    this.constructor = constructor;
  }

  /** The stable word that reports use. */
  public String word() {
    return word;
  }

  /** One line for reference tables. */
  public String about() {
    return about;
  }

  /** A new judge of one history. */
  public Invariant create() {
    return constructor.get();
  }
}
