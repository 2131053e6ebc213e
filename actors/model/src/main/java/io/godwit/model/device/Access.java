package io.godwit.model.device;

import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Operation;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import java.util.Arrays;
import java.util.Optional;

/** What somebody other than the owner can do to a member device, as a scenario names it. */
public enum Access {
  DOORBELL("doorbell", "guest", "the guest rings a queue"),
  PEER_DOORBELL("peer-doorbell", "peer", "another device of the guest rings a queue"),
  PEER_READ("peer-read", "peer", "another device of the guest reads its memory"),
  CONFIG_WRITE("config-write", "guest", "the guest writes its configuration"),
  CONFIG_READ("config-read", "guest", "the guest reads its configuration"),
  PCI_READ("pci-read", "guest", "the guest reads PCI configuration space"),
  MSIX_MASK("msix-mask", "guest", "the guest masks the vectors of its MSI-X"),
  MSIX_UNMASK("msix-unmask", "guest", "the guest unmasks them, and hears of what is pending"),
  STATUS_WRITE("status-write", "guest", "the guest writes the status register"),
  QUEUE_SELECT("queue-select", "guest", "the guest selects a queue, and has not looked at it yet"),
  HALF_REGISTER("half-register-write", "guest", "the first half of a 64-bit queue address"),
  CONTROL_COMMAND("control-command", "guest", "a command on the control queue changes two tables"),
  LINK_FLAP("link-flap", "device", "the link goes down: the device changes its configuration");

  private final String word;
  private final String by;
  private final String about;

  Access(String word, String by, String about) {
    this.word = word;
    this.by = by;
    this.about = about;
  }

  /** The stable word of events and scenario files. */
  public String word() {
    return word;
  }

  /** Who does it: guest, peer or device. */
  public String by() {
    return by;
  }

  /** Whether the guest does it, which it can while it runs. */
  public boolean isOfGuest() {
    return by.equals("guest");
  }

  /** Whether another device of the guest does it, which it can while it works. */
  public boolean isOfPeer() {
    return by.equals("peer");
  }

  /** One line for reference tables. */
  public String about() {
    return about;
  }

  /** Its row in the race matrix; a read or a flap is in none. */
  public Optional<Operation> operation() {
    return switch (this) {
      case DOORBELL, PEER_DOORBELL -> Optional.of(Operation.DOORBELL);
      case CONFIG_WRITE, STATUS_WRITE, HALF_REGISTER, QUEUE_SELECT ->
          Optional.of(Operation.CONFIG_WRITE);
      case CONTROL_COMMAND -> Optional.of(Operation.CONTROL_COMMAND);
      case PEER_READ, CONFIG_READ, PCI_READ, MSIX_MASK, MSIX_UNMASK, LINK_FLAP -> Optional.empty();
    };
  }

  public static Optional<Access> ofWord(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
  }

  /** What a scenario can strike a member with. */
  public sealed interface Strike {

    /** An access by guest, peer or the device itself. */
    record Touch(Access access) implements Strike {}

    /** A write of a guest with its value: of the configuration at an offset, or of the status. */
    record Write(Access access, int offset, Bytes value) implements Strike {}

    /**
     * A command on the control queue that sets one thing (virtio 1.4, 5.1.6.5).
     *
     * @param commandClass of the command
     * @param command in that class
     * @param value that is set; of no bytes, for what differs in one bit from what is there
     */
    record Control(int commandClass, int command, Bytes value) implements Strike {}

    /** One vector is masked or unmasked; {@code access} is one of the two. */
    record Vector(Access access, MsixVector vector) implements Strike {}

    /** Something that goes on for a while. */
    record Disturb(Disturbance disturbance) implements Strike {}

    /** The same for the owner and all its members. */
    record DisturbOwner(Disturbance disturbance, SimDuration lasts) implements Strike {}

    /** The next command is answered so, without effect. */
    record Fail(int status, int qualifier) implements Strike {}

    /** The next command takes effect, but its result never reaches the hypervisor. */
    record LoseResult() implements Strike {}

    /** The next read is carried out twice, as by a driver that asks again; the second counts. */
    record Repeat() implements Strike {}

    /** A legacy driver selects a queue, and the hypervisor passes the write on (1.4). */
    record Legacy() implements Strike {}

    /** A byte of the next context written is flipped. */
    record CorruptWrite() implements Strike {}
  }
}
