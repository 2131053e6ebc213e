package io.godwit.model.member;

import io.godwit.model.context.HeldContext;
import io.godwit.model.context.Registers;
import io.godwit.model.context.Resets;
import io.godwit.model.context.RingPositions;
import io.godwit.model.device.Access;
import io.godwit.model.device.MsixVector;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.ContextSealed;
import io.godwit.model.event.MemberEvent.RingsSeen;
import io.godwit.model.option.Choice;
import io.godwit.model.option.ConfigChange;
import io.godwit.model.option.FreezeConfigWrite;
import io.godwit.model.option.Option;
import io.godwit.model.option.PartialRegisters;
import io.godwit.model.option.StatusWrite;
import io.godwit.model.option.StopConfigWrite;
import io.godwit.model.option.StopDoorbell;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Operation;
import io.godwit.model.protocol.Rule;
import io.godwit.model.protocol.Stage;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What guest, peers and the device itself do to it, outside all admin commands (facts/virtio.md
 * B.1). In every mode each access has an effect, and an option or a text that says which.
 */
final class Accesses {

  private static final List<Choice> APPLY =
      List.of(StopConfigWrite.APPLY, StatusWrite.APPLY, FreezeConfigWrite.APPLY);

  private static final List<Choice> DEFER =
      List.of(StopConfigWrite.DEFER, StatusWrite.DEFER, FreezeConfigWrite.DEFER);

  /** What a device says of itself by the status register. */
  static final String NEEDS_RESET = "needs-reset";

  private static final String NO_CHOICE = "";

  private final MemberTask task;

  Accesses(MemberTask task) {
    this.task = task;
  }

  /**
   * An effect, who says so, and values: those that were asked for or read, those that are there
   * now, and those that will be there later.
   */
  private record Served(
      Effect effect,
      String by,
      String choice,
      List<ContextField> asked,
      List<ContextField> fields,
      List<ContextField> later) {

    /** The same effect, if it has one, on what is given. */
    Served changing(List<ContextField> given) {
      return new Served(
          effect,
          by,
          choice,
          asked.isEmpty() ? List.of() : given,
          fields.isEmpty() ? List.of() : given,
          later.isEmpty() ? List.of() : given);
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
    Mode mode = task.state().mode();
    if (!task.state().ongoing().isEmpty() && operation.isPresent()) {
      Rule rule = new Disturbances(task).decided(operation.get());
      if (rule.fate() == Rule.Fate.SWALLOWED) {
        record(access, mode, fixed(Effect.SWALLOWED, rule.decidedBy()));
        return;
      }
    }
    Optional<Mode> leaving = task.state().draining(task.now()).filter(left -> finishes(access));
    Served usual = usual(access, leaving.orElse(mode));
    Served served = changes.map(usual::changing).orElse(usual);
    List<MsixVector> pending =
        access == Access.MSIX_UNMASK ? new Signals(task).pendingUnderFunctionMask() : List.of();
    record(access, leaving.orElse(mode), served);
    new Signals(task).tell(pending);
    if (access == Access.LINK_FLAP && leaving.orElse(mode).stage() == Stage.WORKING) {
      new Signals(task).configurationChanged();
    }
    boolean rings = access == Access.DOORBELL || access == Access.PEER_DOORBELL;
    if (rings && mode.stage() != Stage.WORKING && task.state().held().hasRings()) {
      seePut(mode);
    }
    if (!served.fields().isEmpty()) {
      sealAgain(mode.stage());
    }
  }

  private Served usual(Access access, Mode mode) {
    return switch (mode.stage()) {
      case WORKING -> whileWorking(access);
      case STOPPED -> whileStopped(access);
      case FROZEN -> whileFrozen(access);
    };
  }

  /** Whether a device that drains still does it: all but to fetch what it had not observed. */
  private static boolean finishes(Access access) {
    return access != Access.DOORBELL
        && access != Access.PEER_DOORBELL
        && access != Access.CONTROL_COMMAND;
  }

  /** A command on the control queue that sets one thing. */
  void control(List<ContextField> changes) {
    Mode mode = task.state().mode();
    if (mode.stage() == Stage.WORKING && task.state().ongoing().isEmpty()) {
      record(Access.CONTROL_COMMAND, mode, fixed(Effect.APPLIED, "a working device", changes));
    } else {
      serve(Access.CONTROL_COMMAND, changes);
    }
  }

  /** A setting that the device takes, and that its context has no field for. */
  void leaveOut(ContextField setting) {
    Served served =
        new Served(
            Effect.LOST,
            "no field of the context holds it",
            NO_CHOICE,
            List.of(setting),
            List.of(),
            List.of());
    record(Access.CONTROL_COMMAND, task.state().mode(), served);
  }

  /** An access that a working device has no use for. */
  void ignore(Access access, String by) {
    record(access, task.state().mode(), fixed(Effect.IGNORED, by));
  }

  /** Whoever rang has put a request into the first ring. */
  private void seePut(Mode mode) {
    var positions = new ArrayList<>(task.state().held().queues().positions());
    positions.set(0, positions.get(0).put());
    task.record(new RingsSeen(mode.word(), RingPositions.encode(positions)));
  }

  private void record(Access access, Mode mode, Served served) {
    record(access.by(), access.word(), mode, served);
  }

  private void record(String by, String access, Mode mode, Served served) {
    task.record(
        new AccessServed(
            by,
            access,
            mode.word(),
            served.effect().word(),
            served.by(),
            served.choice(),
            ContextCodec.encode(served.asked()),
            ContextCodec.encode(served.fields()),
            ContextCodec.encode(served.later())));
  }

  /** A reset of the function that its guest believes in, and of which the device never hears. */
  void swallowReset() {
    MemberState state = task.state();
    record(
        "guest",
        "swallowed-reset",
        state.mode(),
        new Served(
            Effect.IGNORED,
            Option.FLR_PATH.key(),
            task.protocol().word(Option.FLR_PATH),
            Resets.left(state.fields()),
            List.of(),
            List.of()));
  }

  /** A device that cannot suspend or resume says that it needs a reset (facts/virtio.md B.6). */
  void needsReset() {
    MemberState state = task.state();
    task.record(
        new AccessServed(
            "device",
            NEEDS_RESET,
            state.mode().word(),
            Effect.APPLIED.word(),
            "a suspend or resume that fails (1.4)",
            NO_CHOICE,
            ContextCodec.encode(List.of()),
            ContextCodec.encode(Registers.needingReset(state.fields())),
            ContextCodec.encode(List.of())));
    sealAgain(state.mode().stage());
    new GuestDriver(task).look();
  }

  /** What changes a stopped device whose seal is there already changes what is still to be read. */
  private void sealAgain(Stage stage) {
    if (task.state().isSealed() && stage == Stage.STOPPED) {
      task.record(new ContextSealed(ContextCodec.encode(task.state().fields())));
    }
  }

  private Served whileWorking(Access access) {
    List<ContextField> fields = task.state().fields();
    String by = "a working device";
    return switch (access) {
      case DOORBELL, PEER_DOORBELL -> fixed(Effect.APPLIED, by);
      case PEER_READ, CONFIG_READ -> read(Effect.VALID, by, NO_CHOICE, access);
      case PCI_READ -> pci(Effect.VALID);
      case MSIX_MASK, MSIX_UNMASK -> pci(Effect.APPLIED);
      case CONFIG_WRITE -> fixed(Effect.APPLIED, by, configWrite(fields));
      case LINK_FLAP -> fixed(Effect.APPLIED, by, ownChange(fields));
      case STATUS_WRITE -> fixed(Effect.APPLIED, by, Registers.status(fields));
      case HALF_REGISTER -> partial(Registers.halfAddress(fields));
      case QUEUE_SELECT -> partial(Registers.selected(fields));
      case CONTROL_COMMAND -> controlCommand(fields);
    };
  }

  private List<ContextField> configWrite(List<ContextField> fields) {
    return Registers.configuration(fields, task.settings().type().type().writtenField());
  }

  private List<ContextField> ownChange(List<ContextField> fields) {
    return Registers.configuration(fields, task.settings().type().type().ownField());
  }

  private static Served pci(Effect effect) {
    return fixed(effect, "PCI registers are the same in all modes (seed, 1.4)");
  }

  /** A step of several: one half of an address, or which queue the next step is about. */
  private Served partial(List<ContextField> half) {
    boolean captured = task.protocol().is(PartialRegisters.CAPTURED);
    return chosen(
        captured ? Effect.APPLIED : Effect.LOST,
        Option.PARTIAL_REGISTERS,
        half,
        captured ? half : List.of());
  }

  /** It changes a first table at once, and a second one later. */
  private Served controlCommand(List<ContextField> fields) {
    List<ContextField> first = Registers.receiveMode(fields);
    List<ContextField> second = Registers.vlanTable(fields).stream().toList();
    return new Served(
        Effect.APPLIED,
        Option.READ_ATOMICITY.key(),
        task.protocol().word(Option.READ_ATOMICITY),
        HeldContext.merged(first, second),
        first,
        second);
  }

  private Served whileStopped(Access access) {
    List<ContextField> fields = task.state().fields();
    return switch (access) {
      case DOORBELL, PEER_DOORBELL -> doorbell();
      case CONTROL_COMMAND ->
          unobserved(
              task.protocol().is(StopDoorbell.DROP) ? Effect.DROPPED : Effect.RECORDED,
              Option.STOP_DOORBELL.key(),
              task.protocol().word(Option.STOP_DOORBELL));
      case PCI_READ -> pci(Effect.VALID);
      case MSIX_MASK, MSIX_UNMASK -> pci(Effect.APPLIED);
      case PEER_READ, CONFIG_READ ->
          read(Effect.VALID, "a stopped device answers reads (seed, 1.4)", NO_CHOICE, access);
      case CONFIG_WRITE -> written(Option.STOP_CONFIG_WRITE, configWrite(fields));
      case STATUS_WRITE -> written(Option.STATUS_WRITE, Registers.status(fields));
      case HALF_REGISTER -> partialWhileStopped(Registers.halfAddress(fields));
      case QUEUE_SELECT -> partialWhileStopped(Registers.selected(fields));
      case LINK_FLAP -> linkFlap(fields);
    };
  }

  /**
   * One that is suspended in band ignores writes of any register but its status (facts/virtio.md
   * B.6), and no selector or half of an address is an exception.
   */
  private Served partialWhileStopped(List<ContextField> half) {
    boolean takes =
        !task.protocol().profile().isInBand() || task.protocol().is(StopConfigWrite.APPLY);
    return takes ? partial(half) : written(Option.STOP_CONFIG_WRITE, half);
  }

  /** What is noted moves with the context, if its layout has a place for it. */
  private Served doorbell() {
    boolean drops = task.protocol().is(StopDoorbell.DROP);
    boolean notes = !drops && task.settings().carriesIndexes();
    return chosen(
        drops ? Effect.DROPPED : Effect.RECORDED,
        Option.STOP_DOORBELL,
        List.of(),
        notes ? List.of(DoorbellNotes.noted(task)) : List.of());
  }

  /** A command lies on the control queue, in memory, and the device has not looked at it. */
  private Served unobserved(Effect effect, String by, String choice) {
    List<ContextField> fields = task.state().fields();
    List<ContextField> tables =
        HeldContext.merged(
            Registers.receiveMode(fields), Registers.vlanTable(fields).stream().toList());
    return new Served(effect, by, choice, tables, List.of(), tables);
  }

  private Served written(Option which, List<ContextField> changes) {
    Choice choice = task.protocol().choice(which);
    if (APPLY.contains(choice)) {
      return chosen(Effect.APPLIED, which, changes, changes);
    } else if (DEFER.contains(choice)) {
      return new Served(Effect.DEFERRED, which.key(), choice.word(), changes, List.of(), changes);
    }
    return chosen(Effect.IGNORED, which, changes, List.of());
  }

  private Served linkFlap(List<ContextField> fields) {
    List<ContextField> change = ownChange(fields);
    return switch (task.protocol().choice(ConfigChange.class)) {
      case DEFER_NOTIFICATION ->
          chosen(
              Effect.RECORDED,
              Option.CONFIG_CHANGE,
              change,
              HeldContext.merged(change, PendingNotice.mark(fields)));
      case SUPPRESS -> chosen(Effect.SUPPRESSED, Option.CONFIG_CHANGE, change, change);
      case LOSE_NOTIFICATION -> chosen(Effect.LOST, Option.CONFIG_CHANGE, change, List.of());
    };
  }

  private Served whileFrozen(Access access) {
    List<ContextField> fields = task.state().fields();
    String text = "not accepted in Freeze (seed)";
    return switch (access) {
      case DOORBELL, PEER_DOORBELL -> fixed(Effect.DROPPED, text);
      case CONTROL_COMMAND -> unobserved(Effect.DROPPED, text, NO_CHOICE);
      case PCI_READ -> pci(Effect.VALID);
      case MSIX_MASK, MSIX_UNMASK -> pci(Effect.APPLIED);
      case PEER_READ -> read(Option.FREEZE_PEER_READ, access);
      case CONFIG_READ -> read(Option.FREEZE_CONFIG_READ, access);
      case CONFIG_WRITE -> written(Option.FREEZE_CONFIG_WRITE, configWrite(fields));
      case STATUS_WRITE -> written(Option.FREEZE_CONFIG_WRITE, Registers.status(fields));
      case HALF_REGISTER -> written(Option.FREEZE_CONFIG_WRITE, Registers.halfAddress(fields));
      case QUEUE_SELECT -> written(Option.FREEZE_CONFIG_WRITE, Registers.selected(fields));
      case LINK_FLAP -> flapInFreeze(fields);
    };
  }

  /** A frozen device initiates none; once it works again it can say what its link has done. */
  private Served flapInFreeze(List<ContextField> fields) {
    List<ContextField> change = ownChange(fields);
    boolean later =
        task.protocol().is(ConfigChange.DEFER_NOTIFICATION) && task.state().held().isAssigned();
    return later
        ? new Served(
            Effect.DEFERRED,
            Option.CONFIG_CHANGE.key(),
            task.protocol().word(Option.CONFIG_CHANGE),
            change,
            List.of(),
            HeldContext.merged(change, PendingNotice.mark(fields)))
        : new Served(
            Effect.SUPPRESSED,
            "a frozen device initiates none (seed)",
            NO_CHOICE,
            change,
            List.of(),
            List.of());
  }

  private Served read(Option which, Access access) {
    String choice = task.protocol().word(which);
    return read(Effect.of(choice), which.key(), choice, access);
  }

  /** What the bus returns: what is there, or what it returns when nobody answers. */
  private Served read(Effect effect, String by, String choice, Access access) {
    List<ContextField> there = Registers.read(task.state().fields(), access == Access.PEER_READ);
    List<ContextField> returned =
        effect == Effect.ALL_ONES ? there.stream().map(Registers::allOnes).toList() : there;
    return new Served(effect, by, choice, returned, List.of(), List.of());
  }

  private static Served fixed(Effect effect, String by) {
    return fixed(effect, by, List.of());
  }

  private static Served fixed(Effect effect, String by, List<ContextField> changes) {
    return new Served(effect, by, NO_CHOICE, changes, changes, List.of());
  }

  private Served chosen(
      Effect effect, Option which, List<ContextField> asked, List<ContextField> fields) {
    return new Served(effect, which.key(), task.protocol().word(which), asked, fields, List.of());
  }
}
