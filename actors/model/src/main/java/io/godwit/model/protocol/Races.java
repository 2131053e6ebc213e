package io.godwit.model.protocol;

import io.godwit.model.option.CommandOnFlr;
import io.godwit.model.option.ModeDuringFlr;
import io.godwit.model.option.ModeDuringPower;
import io.godwit.model.option.ModeDuringReset;
import io.godwit.model.option.Option;
import io.godwit.model.option.ReadDuringFlr;
import io.godwit.model.option.ReadInD3;
import io.godwit.model.protocol.Rule.Fate;

/**
 * The race matrix (facts/virtio.md F-11): what becomes of every operation that meets any
 * disturbance, under every profile. No cell is left open; one that no text and no option decides is
 * decided here, and says so.
 */
public final class Races {

  private static final String RESET_IS_THE_GUESTS =
      "a reset drops what its own guest asks meanwhile";
  private static final String ACCEPTED_TEXT = "answered only after the event completes (1.4)";
  private static final String OBJECTS = "objects are the owner's";
  private static final String OURS = "our own: nothing says otherwise";

  private Races() {}

  /** The rule of one cell. */
  public static Rule rule(Protocol protocol, Operation operation, Disturbance disturbance) {
    return switch (disturbance) {
      case VF_FLR -> duringFlr(protocol, operation);
      case VIRTIO_RESET -> duringReset(protocol, operation);
      case POWER -> duringPower(protocol, operation);
      case PF_FLR -> duringOwnerReset(operation);
      case VF_DISABLE -> duringDisable(operation);
      case QUEUE_RESET -> duringQueueReset(operation);
      case LINK_CHANGE -> Rule.fixed(Fate.UNAFFECTED, "a link is no part of what commands touch");
    };
  }

  private static Rule duringFlr(Protocol protocol, Operation operation) {
    return switch (operation) {
      case MODE_SET ->
          Rule.chosen(
              switch (protocol.choice(ModeDuringFlr.class)) {
                case WAIT -> Fate.WAIT;
                case REJECT -> Fate.TRY_AGAIN;
                case MIGRATE_PENDING -> Fate.PROCEED;
              },
              protocol,
              Option.MODE_DURING_FLR);
      case CONTEXT_READ ->
          Rule.chosen(
              switch (protocol.choice(ReadDuringFlr.class)) {
                case SNAPSHOT_BEFORE -> Fate.COMPLETE_FIRST;
                case TORN -> Fate.TORN;
                case EAGAIN -> Fate.TRY_AGAIN;
                case SNAPSHOT_AFTER -> Fate.WAIT;
              },
              protocol,
              Option.READ_DURING_FLR);
      case CONTEXT_WRITE ->
          protocol.profile() == Profiles.VIRTIO_1_4
              ? Rule.fixed(Fate.WAIT, ACCEPTED_TEXT)
              : otherCommand(protocol);
      case METADATA, LEGACY -> otherCommand(protocol);
      case OBJECT -> Rule.fixed(Fate.UNAFFECTED, OBJECTS);
      case DOORBELL, CONFIG_WRITE, CONTROL_COMMAND ->
          Rule.fixed(Fate.SWALLOWED, RESET_IS_THE_GUESTS);
    };
  }

  private static Rule otherCommand(Protocol protocol) {
    return Rule.chosen(
        switch (protocol.choice(CommandOnFlr.class)) {
          case DEFER -> Fate.WAIT;
          case EAGAIN -> Fate.TRY_AGAIN;
          case EINVAL -> Fate.REFUSE;
          case HANG -> Fate.HANG;
          case COMPLETE_THEN_RESET -> Fate.COMPLETE_FIRST;
        },
        protocol,
        Option.COMMAND_ON_FLR);
  }

  private static Rule duringReset(Protocol protocol, Operation operation) {
    return switch (operation) {
      case MODE_SET ->
          Rule.chosen(
              protocol.is(ModeDuringReset.ON_COMPLETE) ? Fate.WAIT : Fate.PROCEED,
              protocol,
              Option.MODE_DURING_RESET);
      case CONTEXT_WRITE ->
          protocol.profile() == Profiles.VIRTIO_1_4
              ? Rule.fixed(Fate.WAIT, ACCEPTED_TEXT)
              : Rule.fixed(Fate.PROCEED, OURS);
      case CONTEXT_READ, METADATA -> Rule.fixed(Fate.WAIT, OURS);
      case OBJECT -> Rule.fixed(Fate.UNAFFECTED, OBJECTS);
      case LEGACY -> Rule.fixed(Fate.COMPLETE_FIRST, OURS);
      case DOORBELL, CONFIG_WRITE, CONTROL_COMMAND ->
          Rule.fixed(Fate.SWALLOWED, RESET_IS_THE_GUESTS);
    };
  }

  private static Rule duringPower(Protocol protocol, Operation operation) {
    return switch (operation) {
      case MODE_SET ->
          Rule.chosen(
              switch (protocol.choice(ModeDuringPower.class)) {
                case WAIT -> Fate.WAIT;
                case REJECT -> Fate.TRY_AGAIN;
                case IGNORE -> Fate.PROCEED;
              },
              protocol,
              Option.MODE_DURING_POWER);
      case CONTEXT_READ ->
          Rule.chosen(
              switch (protocol.choice(ReadInD3.class)) {
                case EAGAIN -> Fate.TRY_AGAIN;
                case DEFAULT -> Fate.PROCEED;
                case READABLE -> Fate.COMPLETE_FIRST;
              },
              protocol,
              Option.READ_IN_D3);
      case CONTEXT_WRITE ->
          protocol.profile() == Profiles.VIRTIO_1_4
              ? Rule.fixed(Fate.WAIT, ACCEPTED_TEXT)
              : Rule.fixed(Fate.COMPLETE_FIRST, OURS);
      case METADATA, OBJECT -> Rule.fixed(Fate.UNAFFECTED, "the owner is awake");
      case LEGACY -> Rule.fixed(Fate.WAIT, OURS);
      case DOORBELL, CONFIG_WRITE, CONTROL_COMMAND ->
          Rule.fixed(Fate.SWALLOWED, "in D3 a function answers only configuration space (PCI)");
    };
  }

  private static Rule duringOwnerReset(Operation operation) {
    return operation.isCommand()
        ? Rule.fixed(Fate.FAIL_LOCALLY, "the owner's driver fails what is outstanding (Linux)")
        : Rule.fixed(Fate.SWALLOWED, "members of a reset owner are reset with it (PCI)");
  }

  private static Rule duringDisable(Operation operation) {
    return operation.isCommand()
        ? Rule.fixed(Fate.REFUSE, "INVALID_GROUP once VF Enable is clear (1.4)")
        : Rule.fixed(Fate.SWALLOWED, "a function that is turned off answers nothing (PCI)");
  }

  private static Rule duringQueueReset(Operation operation) {
    return switch (operation) {
      case MODE_SET, CONTEXT_READ, CONTEXT_WRITE -> Rule.fixed(Fate.WAIT, OURS);
      case METADATA, OBJECT, LEGACY -> Rule.fixed(Fate.UNAFFECTED, OURS);
      case DOORBELL -> Rule.fixed(Fate.SWALLOWED, RESET_IS_THE_GUESTS);
      case CONFIG_WRITE, CONTROL_COMMAND -> Rule.fixed(Fate.UNAFFECTED, "only one queue is reset");
    };
  }
}
