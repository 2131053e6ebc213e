package io.godwit.model.protocol;

import io.godwit.model.protocol.Rule.Fate;

/**
 * The race matrix (facts/virtio.md F-11): what becomes of every operation that meets any
 * disturbance, under every profile. No cell is left open; one that no text and no switch decides is
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
              switch (protocol.choice(Switch.MODE_DURING_FLR)) {
                case "wait" -> Fate.WAIT;
                case "reject" -> Fate.TRY_AGAIN;
                default -> Fate.PROCEED;
              },
              protocol,
              Switch.MODE_DURING_FLR);
      case CONTEXT_READ ->
          Rule.chosen(
              switch (protocol.choice(Switch.READ_DURING_FLR)) {
                case "snapshot-before" -> Fate.COMPLETE_FIRST;
                case "torn" -> Fate.TORN;
                case "eagain" -> Fate.TRY_AGAIN;
                default -> Fate.WAIT;
              },
              protocol,
              Switch.READ_DURING_FLR);
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
        switch (protocol.choice(Switch.COMMAND_ON_FLR)) {
          case "defer" -> Fate.WAIT;
          case "eagain" -> Fate.TRY_AGAIN;
          case "einval" -> Fate.REFUSE;
          case "hang" -> Fate.HANG;
          default -> Fate.COMPLETE_FIRST;
        },
        protocol,
        Switch.COMMAND_ON_FLR);
  }

  private static Rule duringReset(Protocol protocol, Operation operation) {
    return switch (operation) {
      case MODE_SET ->
          Rule.chosen(
              protocol.is(Switch.MODE_DURING_RESET, "on-complete") ? Fate.WAIT : Fate.PROCEED,
              protocol,
              Switch.MODE_DURING_RESET);
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
              switch (protocol.choice(Switch.MODE_DURING_POWER)) {
                case "wait" -> Fate.WAIT;
                case "reject" -> Fate.TRY_AGAIN;
                default -> Fate.PROCEED;
              },
              protocol,
              Switch.MODE_DURING_POWER);
      case CONTEXT_READ ->
          Rule.chosen(
              switch (protocol.choice(Switch.READ_IN_D3)) {
                case "eagain" -> Fate.TRY_AGAIN;
                case "default" -> Fate.PROCEED;
                default -> Fate.COMPLETE_FIRST;
              },
              protocol,
              Switch.READ_IN_D3);
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
