package io.godwit.model.device;

import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.ContextSealed;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Operation;
import io.godwit.model.protocol.Rule;
import io.godwit.model.protocol.Stage;
import io.godwit.model.protocol.Switch;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import java.util.List;
import java.util.Optional;

/**
 * What guest, peers and the device itself do to it, outside all admin commands (facts/virtio.md
 * B.1). In every mode each access has an effect, and a switch or a text that says which.
 */
final class Accesses {

  /**
   * A posted write that was sent before the device froze lands within this (three times the 0.5 us
   * of facts/virtio.md H.2, and some more).
   */
  private static final SimDuration POSTED_WINDOW = SimDuration.ofMicros(2);

  private static final String NO_CHOICE = "";

  private final MemberTask task;

  Accesses(MemberTask task) {
    this.task = task;
  }

  /** An effect, who says so, and what it changes. */
  private record Served(Effect effect, String by, String choice, List<ContextField> changes) {

    /** The same effect, if it has one, on what is given. */
    Served changing(List<ContextField> given) {
      return new Served(effect, by, choice, changes.isEmpty() ? List.of() : given);
    }
  }

  void serve(Access access) {
    serve(access, Optional.empty());
  }

  /** The same, of which it is known what it would change. */
  void serve(Access access, List<ContextField> changes) {
    serve(access, Optional.of(changes));
  }

  private void serve(Access access, Optional<List<ContextField>> changes) {
    Optional<Operation> operation = access.operation();
    Optional<Disturbance> disturbance = task.state().disturbance();
    if (disturbance.isPresent() && operation.isPresent()) {
      Rule rule = new Disturbances(task).decided(operation.get(), disturbance.get());
      if (rule.fate() == Rule.Fate.SWALLOWED) {
        record(access, task.state().mode(), fixed(Effect.SWALLOWED, rule.decidedBy()));
        return;
      }
    }
    Stage stage = stage(access);
    Served usual =
        switch (stage) {
          case WORKING -> whileWorking(access);
          case STOPPED -> whileStopped(access);
          case FROZEN -> whileFrozen(access);
        };
    Served served = changes.map(usual::changing).orElse(usual);
    Mode mode = task.state().mode();
    record(access, stage == mode.stage() ? mode : task.protocol().modes().in(stage), served);
    sealAgain(stage, served);
  }

  /** An access that a working device has no use for. */
  void ignore(Access access, String by) {
    record(access, task.state().mode(), fixed(Effect.IGNORED, by));
  }

  /** A posted write that was flushed before the device froze counts as come before. */
  private Stage stage(Access access) {
    MemberState state = task.state();
    boolean posted =
        state.mode().stage() == Stage.FROZEN
            && access.operation().isPresent()
            && task.now().since(state.held().since()).compareTo(POSTED_WINDOW) <= 0
            && !task.protocol().is(Switch.FREEZE_FLUSH, "none");
    return posted ? Stage.STOPPED : state.mode().stage();
  }

  private void record(Access access, Mode mode, Served served) {
    task.record(
        new AccessServed(
            access.by(),
            access.word(),
            mode.word(),
            served.effect().word(),
            served.by(),
            served.choice(),
            ContextCodec.encode(served.changes())));
  }

  /** A device that cannot suspend or resume says that it needs a reset (facts/virtio.md B.6). */
  void needsReset() {
    MemberState state = task.state();
    task.record(
        new AccessServed(
            "device",
            "needs-reset",
            state.mode().word(),
            Effect.APPLIED.word(),
            "a suspend or resume that fails (1.4)",
            NO_CHOICE,
            ContextCodec.encode(Registers.status(state.fields()))));
  }

  /** What changes a stopped device whose seal is there already changes what is still to be read. */
  private void sealAgain(Stage stage, Served served) {
    boolean changes = !served.changes().isEmpty() && served.effect() != Effect.DEFERRED;
    if (changes && task.state().isSealed() && stage == Stage.STOPPED) {
      task.record(new ContextSealed(ContextCodec.encode(task.state().fields())));
    }
  }

  private Served whileWorking(Access access) {
    List<ContextField> fields = task.state().fields();
    String by = "a working device";
    return switch (access) {
      case DOORBELL, PEER_DOORBELL -> fixed(Effect.APPLIED, by);
      case PEER_READ, CONFIG_READ -> fixed(Effect.VALID, by);
      case PCI_READ -> pci();
      case CONFIG_WRITE -> fixed(Effect.APPLIED, by, Registers.configuration(fields));
      case STATUS_WRITE -> fixed(Effect.APPLIED, by, Registers.status(fields));
      case HALF_REGISTER -> halfRegister(fields);
      case CONTROL_COMMAND -> controlCommand(fields);
      case LINK_FLAP -> fixed(Effect.APPLIED, by, Registers.configuration(fields));
    };
  }

  private static Served pci() {
    return fixed(Effect.VALID, "PCI registers are the same in all modes (seed, 1.4)");
  }

  private Served halfRegister(List<ContextField> fields) {
    boolean captured = task.protocol().is(Switch.PARTIAL_REGISTERS, "captured");
    return chosen(
        captured ? Effect.APPLIED : Effect.LOST,
        Switch.PARTIAL_REGISTERS,
        captured ? Registers.halfAddress(fields) : List.of());
  }

  /** It changes a first table at once, and a second one later. */
  private Served controlCommand(List<ContextField> fields) {
    return chosen(Effect.APPLIED, Switch.READ_ATOMICITY, Registers.receiveMode(fields));
  }

  private Served whileStopped(Access access) {
    List<ContextField> fields = task.state().fields();
    return switch (access) {
      case DOORBELL, PEER_DOORBELL, CONTROL_COMMAND ->
          chosen(
              task.protocol().is(Switch.STOP_DOORBELL, "drop") ? Effect.DROPPED : Effect.RECORDED,
              Switch.STOP_DOORBELL,
              List.of());
      case PCI_READ -> pci();
      case PEER_READ, CONFIG_READ ->
          fixed(Effect.VALID, "a stopped device answers reads (seed, 1.4)");
      case CONFIG_WRITE -> written(Switch.STOP_CONFIG_WRITE, Registers.configuration(fields));
      case STATUS_WRITE -> written(Switch.STATUS_WRITE, Registers.status(fields));
      case HALF_REGISTER -> halfRegister(fields);
      case LINK_FLAP -> linkFlap(fields);
    };
  }

  private Served written(Switch which, List<ContextField> changes) {
    return switch (task.protocol().choice(which)) {
      case "apply" -> chosen(Effect.APPLIED, which, changes);
      case "defer" -> chosen(Effect.DEFERRED, which, changes);
      default -> chosen(Effect.IGNORED, which, List.of());
    };
  }

  private Served linkFlap(List<ContextField> fields) {
    return switch (task.protocol().choice(Switch.CONFIG_CHANGE)) {
      case "defer-notification" ->
          chosen(
              Effect.RECORDED,
              Switch.CONFIG_CHANGE,
              HeldContext.merged(Registers.configuration(fields), PendingNotice.mark(fields)));
      case "suppress" ->
          chosen(Effect.SUPPRESSED, Switch.CONFIG_CHANGE, Registers.configuration(fields));
      default -> chosen(Effect.LOST, Switch.CONFIG_CHANGE, List.of());
    };
  }

  private Served whileFrozen(Access access) {
    List<ContextField> fields = task.state().fields();
    return switch (access) {
      case DOORBELL, PEER_DOORBELL, CONTROL_COMMAND ->
          fixed(Effect.DROPPED, "not accepted in Freeze (seed)");
      case PCI_READ -> pci();
      case PEER_READ -> read(Switch.FREEZE_PEER_READ);
      case CONFIG_READ -> read(Switch.FREEZE_CONFIG_READ);
      case CONFIG_WRITE -> written(Switch.FREEZE_CONFIG_WRITE, Registers.configuration(fields));
      case STATUS_WRITE -> written(Switch.FREEZE_CONFIG_WRITE, Registers.status(fields));
      case HALF_REGISTER -> written(Switch.FREEZE_CONFIG_WRITE, Registers.halfAddress(fields));
      case LINK_FLAP -> fixed(Effect.SUPPRESSED, "a frozen device initiates none (seed)");
    };
  }

  private Served read(Switch which) {
    return chosen(Effect.of(task.protocol().choice(which)), which, List.of());
  }

  private static Served fixed(Effect effect, String by) {
    return fixed(effect, by, List.of());
  }

  private static Served fixed(Effect effect, String by, List<ContextField> changes) {
    return new Served(effect, by, NO_CHOICE, changes);
  }

  private Served chosen(Effect effect, Switch which, List<ContextField> changes) {
    return new Served(effect, which.key(), task.protocol().choice(which), changes);
  }
}
