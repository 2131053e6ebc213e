package io.godwit.model.member;

import io.godwit.model.context.HeldContext;
import io.godwit.model.context.Resets;
import io.godwit.model.device.Access;
import io.godwit.model.device.DriverMessage;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.ContextSealed;
import io.godwit.model.event.MemberEvent.DisturbanceBegan;
import io.godwit.model.event.MemberEvent.DisturbanceEnded;
import io.godwit.model.event.MemberEvent.RaceDecided;
import io.godwit.model.id.EntityKind;
import io.godwit.model.member.Ongoing.Going;
import io.godwit.model.option.FlrClearsStopped;
import io.godwit.model.option.FlrInFreeze;
import io.godwit.model.option.FlrPath;
import io.godwit.model.option.Option;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Operation;
import io.godwit.model.protocol.Races;
import io.godwit.model.protocol.Rule;
import io.godwit.model.protocol.Stage;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminStatus;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import io.godwit.model.virtio.DeviceCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Resets, power transitions and the like, and the commands that meet them ({@link Races}). */
final class Disturbances {

  /** Of a virtio or a queue reset: Linux looks every millisecond (facts/virtio.md H.1). */
  private static final SimDuration SOFT_RESET = SimDuration.ofMillis(1);

  /** From D3hot back to D0: the 10 ms that PCI power management lets software wait. */
  private static final SimDuration POWER = SimDuration.ofMillis(10);

  private final MemberTask task;

  Disturbances(MemberTask task) {
    this.task = task;
  }

  /** A function level reset is the guest's, unless its hypervisor does it. */
  void strike(Disturbance disturbance) {
    boolean trapped =
        disturbance == Disturbance.VF_FLR
            && task.unit().from().kind() != EntityKind.HYPERVISOR
            && !task.protocol().is(FlrPath.DIRECT);
    if (!trapped) {
      begin(disturbance);
    } else if (task.protocol().is(FlrPath.EMULATED)) {
      begin(Disturbance.VIRTIO_RESET);
    } else {
      new Accesses(task).swallowReset();
    }
  }

  void begin(Disturbance disturbance) {
    Mode mode = task.state().mode();
    if (disturbance == Disturbance.LINK_CHANGE) {
      new Accesses(task).serve(Access.LINK_FLAP);
    } else if (disturbance.clears()
        && mode.stage() == Stage.FROZEN
        && task.protocol().is(FlrInFreeze.DEFERRED)) {
      task.record(
          new AccessServed(
              "guest",
              disturbance.word(),
              mode.word(),
              Effect.DEFERRED.word(),
              Option.FLR_IN_FREEZE.key(),
              "deferred",
              ContextCodec.encode(List.of()),
              ContextCodec.encode(List.of()),
              ContextCodec.encode(List.of())));
    } else {
      SimDuration lasts = lasts(disturbance);
      task.record(new DisturbanceBegan(disturbance.word(), lasts));
      task.toSelf(lasts, new MemberMessage.Settled(disturbance));
    }
  }

  private SimDuration lasts(Disturbance disturbance) {
    return switch (disturbance) {
      case VF_FLR, PF_FLR, VF_DISABLE -> task.settings().resetTime();
      case VIRTIO_RESET -> SOFT_RESET.plus(task.settings().requestTime());
      case QUEUE_RESET -> SOFT_RESET;
      case POWER, LINK_CHANGE -> POWER;
    };
  }

  void end(Disturbance disturbance) {
    MemberState state = task.state();
    if (!state.ongoing().isDue(disturbance, task.now())) {
      return; // the function was reset for its next guest meanwhile
    }
    boolean stood = state.mode().stage() != Stage.WORKING;
    boolean works = disturbance.clears() && task.protocol().is(FlrClearsStopped.YES);
    Mode mode =
        works && disturbance != Disturbance.VIRTIO_RESET
            ? task.protocol().modes().afterReset()
            : state.mode();
    boolean toBeRead =
        state.isSealed() && mode.stage() == Stage.STOPPED && !disturbance.isOfOwner();
    Bytes content = ContextCodec.encode(left(disturbance));
    task.record(new DisturbanceEnded(disturbance.word(), mode.word(), content));
    if (toBeRead) {
      task.record(new ContextSealed(content));
    }
    if (stood && disturbance == Disturbance.VF_FLR) {
      new GuestDriver(task).tell(new DriverMessage.FunctionCleared(task.id().name()));
    }
    new GuestDriver(task).look(disturbance.clearsFunction());
  }

  /** What a disturbance leaves of the context. */
  private List<ContextField> left(Disturbance disturbance) {
    List<ContextField> fields = task.state().fields();
    return disturbance.clears() ? leftByReset(fields) : fields;
  }

  /** With what is set up goes what the guest was still to hear of. */
  private static List<ContextField> leftByReset(List<ContextField> fields) {
    return Resets.left(HeldContext.merged(fields, PendingNotice.cleared(fields)));
  }

  /**
   * A command of the owner: at once, or as the race matrix has it. Of several disturbances the
   * first that does not let it pass decides.
   */
  void meet(MemberMessage.Execute command) {
    if (isCutOff(command)) {
      return;
    } else if (new StatusWrites(task).isOverwritten(command)) {
      new StatusWrites(task).show(command);
      return;
    }
    Optional<Operation> operation =
        DeviceCommand.of(task.protocol(), command.opcode()).flatMap(DeviceCommand::operation);
    List<Going> ongoing = task.state().ongoing().all();
    if (ongoing.isEmpty() || operation.isEmpty()) {
      carryOut(command, task.state().context(task.now()));
    } else {
      Going decisive = decisive(operation.get(), ongoing);
      meet(command, decisive, decided(operation.get(), decisive.kind()));
    }
  }

  /** While its owner is reset a member refuses by itself; from then on nothing is left of it. */
  private boolean isCutOff(MemberMessage.Execute command) {
    return task.state().isCutOff(command.ticket())
        && !task.isInBand(command)
        && task.state().ongoing().all().stream().noneMatch(going -> going.kind().isOfOwner());
  }

  private Going decisive(Operation operation, List<Going> ongoing) {
    return ongoing.stream()
        .filter(going -> !Races.rule(task.protocol(), operation, going.kind()).letsPass())
        .findFirst()
        .orElse(ongoing.get(0));
  }

  private void meet(MemberMessage.Execute command, Going going, Rule rule) {
    Disturbance disturbance = going.kind();
    switch (rule.fate()) {
      case WAIT ->
          task.toSelf(
              going.until().since(task.now()).plus(SimDuration.ofNanos(1)),
              new MemberMessage.Resume(command.ticket(), command.opcode(), command.data()));
      case COMPLETE_FIRST, UNAFFECTED, SWALLOWED ->
          carryOut(command, task.state().context(task.now()));
      case PROCEED -> carryOut(command, leftByReset(task.state().fields()));
      case TORN -> carryOut(command, torn(disturbance));
      case TRY_AGAIN ->
          refuse(command, AdminStatus.EAGAIN, AdminQualifier.TRY_AGAIN, disturbance, rule);
      case REFUSE ->
          refuse(command, AdminStatus.EINVAL, AdminQualifier.INVALID_COMMAND, disturbance, rule);
      case FAIL_LOCALLY ->
          refuse(command, AdminStatus.EIO, AdminQualifier.INVALID_COMMAND, disturbance, rule);
      case HANG -> {}
    }
  }

  private void carryOut(MemberMessage.Execute command, List<ContextField> seen) {
    new Commands(task).carryOut(command, seen);
  }

  /** What becomes of an access that meets what goes on, by the first that does not let it pass. */
  Rule decided(Operation operation) {
    return decided(operation, decisive(operation, task.state().ongoing().all()).kind());
  }

  private Rule decided(Operation operation, Disturbance disturbance) {
    Rule rule = Races.rule(task.protocol(), operation, disturbance);
    task.record(
        new RaceDecided(
            operation.word(),
            disturbance.word(),
            rule.fate().word(),
            rule.decidedBy(),
            rule.choice()));
    return rule;
  }

  /** The first half as it was, the rest as the disturbance leaves it. */
  private List<ContextField> torn(Disturbance disturbance) {
    List<ContextField> before = task.state().context(task.now());
    var torn = new ArrayList<>(left(disturbance));
    return HeldContext.merged(torn, before.subList(0, before.size() / 2));
  }

  private void refuse(
      MemberMessage.Execute command,
      int status,
      int qualifier,
      Disturbance disturbance,
      Rule rule) {
    String by = (rule.decidedBy() + ' ' + rule.choice()).strip();
    new Commands(task)
        .refuseAtOnce(
            command, status, qualifier, "%s goes on (%s)".formatted(disturbance.word(), by));
  }
}
