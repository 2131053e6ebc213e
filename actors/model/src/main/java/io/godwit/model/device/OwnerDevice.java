package io.godwit.model.device;

import io.godwit.model.device.OwnerState.Ticket;
import io.godwit.model.entity.Decision;
import io.godwit.model.entity.LegacyEntity;
import io.godwit.model.entity.Message;
import io.godwit.model.event.Event;
import io.godwit.model.event.OwnerEvent.CommandFetched;
import io.godwit.model.event.OwnerEvent.CommandServed;
import io.godwit.model.event.OwnerEvent.CommandTurnedAway;
import io.godwit.model.event.OwnerEvent.OwnerDisturbed;
import io.godwit.model.event.OwnerEvent.OwnerRestored;
import io.godwit.model.event.OwnerEvent.OwnerStarted;
import io.godwit.model.id.EntityId;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import java.util.List;
import java.util.Optional;

/**
 * The rules of an owner device: a bounded administration virtqueue served in order by a bounded
 * number of engines. A command's time is doorbell, fetch of the frame, service, what the member
 * needs, write-back of the result, interrupt; the transfers of one owner share its link.
 */
public final class OwnerDevice implements LegacyEntity<OwnerState> {

  private final EntityId id;
  private final OwnerSettings settings;
  private final CommandFrames frames;

  public OwnerDevice(String name, OwnerSettings settings) {
    this.id = EntityId.owner(name);
    this.settings = settings;
    this.frames = new CommandFrames(settings.protocol());
  }

  @Override
  public OwnerState initial() {
    return new OwnerState(settings.queues(), settings.depth());
  }

  @Override
  public Decision decide(OwnerState state, SimTime now, EntityId from, Message message) {
    var decision = Decision.builder();
    if (!state.started) {
      decision.record(
          new OwnerStarted(
              settings.protocol().profile().word(),
              settings.members(),
              settings.depth(),
              settings.engines()));
    }
    if (message instanceof OwnerMessage.RingDoorbell ring) {
      rung(state, now, from, ring, decision);
    } else if (message instanceof OwnerMessage.FrameFetched fetched) {
      fetched(state, now, fetched.ticket(), decision);
    } else if (message instanceof OwnerMessage.Executed executed) {
      executed(state, now, executed, decision);
    } else if (message instanceof OwnerMessage.DisturbOwner disturb) {
      disturb(state, now, disturb, decision);
    } else if (message instanceof OwnerMessage.OwnerBack) {
      state.disturbance = Optional.empty();
      decision.record(new OwnerRestored(state.objects.size()));
    } else {
      throw new IllegalArgumentException("an owner has no use for " + message);
    }
    return decision.build();
  }

  private void rung(
      OwnerState state,
      SimTime now,
      EntityId from,
      OwnerMessage.RingDoorbell ring,
      Decision.Builder decision) {
    AdminCommand command = AdminCommand.decode(ring.frame());
    int queue = state.queues.of(command.memberId());
    if (state.queues.isFull(queue)) {
      decision.record(
          new CommandTurnedAway(
              ring.command(),
              member(command.memberId()),
              word(command.opcode()),
              settings.depth()));
      decision.send(
          from,
          settings.link().postedWrite(),
          new DriverMessage.QueueFull(ring.command(), ring.frame()));
      return;
    }
    long number = ++state.lastTicket;
    ByteCount size = ByteCount.of(ring.frame().size());
    SimTime done = transfer(state, now, settings.link().fetch(size));
    state.open.put(number, new Ticket(number, queue, ring.command(), from, command, size, done));
    state.queues.take(queue);
    decision.send(id, done.since(now), new OwnerMessage.FrameFetched(number));
  }

  /** Transfers of one owner follow each other on its link. */
  private static SimTime transfer(OwnerState state, SimTime now, SimDuration takes) {
    SimTime begins = state.linkFree.isAfter(now) ? state.linkFree : now;
    state.linkFree = begins.plus(takes);
    return state.linkFree;
  }

  private void fetched(OwnerState state, SimTime now, long number, Decision.Builder decision) {
    Ticket ticket = state.open.get(number);
    if (ticket == null) {
      return; // answered already, when the owner was reset
    }
    decision.record(
        new CommandFetched(
            ticket.command(),
            member(ticket.asked().memberId()),
            word(ticket.asked().opcode()),
            ticket.size(),
            state.queues.waiting(ticket.queue())));
    state.queues.add(ticket);
    beginWhatMay(state, now, decision);
  }

  /** The first of each queue, as far as engines are free; a member has one command at a time. */
  private void beginWhatMay(OwnerState state, SimTime now, Decision.Builder decision) {
    Optional<Ticket> next = nextThatMay(state);
    while (next.isPresent()) {
      begin(state, now, next.get(), decision);
      next = nextThatMay(state);
    }
  }

  private Optional<Ticket> nextThatMay(OwnerState state) {
    return state.begun.size() >= settings.engines()
        ? Optional.empty()
        : state.queues.next(ticket -> !state.busyMembers.contains(ticket.asked().memberId()));
  }

  private void begin(OwnerState state, SimTime now, Ticket ticket, Decision.Builder decision) {
    AdminCommand command = ticket.asked();
    Optional<AdminResult> own = answerItself(state, command, decision);
    state.begun.put(ticket.number(), now);
    if (own.isPresent()) {
      answer(state, now, ticket, own.get(), settings.times().command(), decision);
      return;
    }
    state.busyMembers.add(command.memberId());
    state.touched.add(command.memberId());
    decision.send(
        EntityId.member(member(command.memberId())),
        settings.times().of(frames, asked(command).orElseThrow(), command.data()),
        new MemberMessage.Execute(ticket.number(), command.opcode(), command.data()));
  }

  private Optional<DeviceCommand> asked(AdminCommand command) {
    return DeviceCommand.of(frames.protocol(), command.opcode())
        .filter(known -> !known.isInBand(frames.profile()));
  }

  /**
   * What needs no member: checks in the order group, opcode, member, and the owner's own commands.
   */
  private Optional<AdminResult> answerItself(
      OwnerState state, AdminCommand command, Decision.Builder decision) {
    Optional<DeviceCommand> asked = asked(command);
    boolean ofSelf = asked.isPresent() && asked.get().operation().isEmpty();
    boolean onSelf = command.groupType() == AdminCommand.GROUP_SELF;
    boolean disabled = state.disturbance.equals(Optional.of(Disturbance.VF_DISABLE));
    if (state.disturbance.isPresent() && !disabled) {
      return Optional.of(
          new AdminResult(AdminStatus.EIO, AdminQualifier.INVALID_COMMAND, Bytes.EMPTY));
    } else if ((command.groupType() != AdminCommand.GROUP_SRIOV && !(ofSelf && onSelf))
        || (disabled && !onSelf)
        || (asked.isPresent() && asked.get().selfOnly() && !onSelf)) {
      return Optional.of(AdminResult.invalid(AdminQualifier.INVALID_GROUP));
    } else if (asked.isEmpty()) {
      return Optional.of(AdminResult.invalid(AdminQualifier.INVALID_OPCODE));
    } else if (ofSelf) {
      return Optional.of(aboutItself(asked.get()));
    } else if (command.memberId() < 1 || command.memberId() > settings.members()) {
      return Optional.of(AdminResult.invalid(AdminQualifier.INVALID_MEMBER));
    } else if (asked.get().ownersOwn()) {
      return Optional.of(
          new ResourceObjects(state, settings, decision)
              .serve(asked.get(), command, member(command.memberId())));
    }
    return frames.profile().hasObjects()
        ? ResourceObjects.missing(state, asked.get(), command)
        : Optional.empty();
  }

  /** Which commands, and which capability: parts objects to read and to write. */
  private AdminResult aboutItself(DeviceCommand asked) {
    return AdminResult.success(
        switch (asked) {
          case LIST_QUERY -> supportedList();
          case CAP_ID_LIST_QUERY -> new FieldWriter(8).u64(1).bytes();
          case DEVICE_CAP_GET ->
              new FieldWriter(2).u8(settings.objects()).u8(settings.objects()).bytes();
          default -> Bytes.EMPTY;
        });
  }

  /** One le64 word: a bit for each opcode. */
  private Bytes supportedList() {
    long bits = 0;
    for (DeviceCommand command : DeviceCommand.values()) {
      if (command.isInBand(frames.profile())) {
        continue;
      }
      bits |= command.code(frames.protocol()).map(code -> 1L << code).orElse(0L);
    }
    return new FieldWriter(8).u64(bits).bytes();
  }

  /** All that is outstanding fails, members are reset with their owner, and objects are gone. */
  private void disturb(
      OwnerState state, SimTime now, OwnerMessage.DisturbOwner disturb, Decision.Builder decision) {
    decision.record(new OwnerDisturbed(disturb.disturbance().word(), disturb.lasts()));
    state.disturbance = Optional.of(disturb.disturbance());
    boolean disable = disturb.disturbance() == Disturbance.VF_DISABLE;
    AdminResult failure =
        disable
            ? AdminResult.invalid(AdminQualifier.INVALID_GROUP)
            : new AdminResult(AdminStatus.EIO, AdminQualifier.INVALID_COMMAND, Bytes.EMPTY);
    state.queues.clear();
    state.busyMembers.clear();
    for (Ticket ticket : List.copyOf(state.open.values())) {
      state.begun.putIfAbsent(ticket.number(), now);
      answer(state, now, ticket, failure, SimDuration.ZERO, decision);
    }
    state.objects.clear();
    for (long number : state.touched) {
      decision.send(
          EntityId.member(member(number)),
          settings.link().postedWrite(),
          new MemberMessage.Struck(new Access.Strike.Disturb(disturb.disturbance())));
    }
    decision.send(id, disturb.lasts(), new OwnerMessage.OwnerBack());
  }

  private void executed(
      OwnerState state, SimTime now, OwnerMessage.Executed executed, Decision.Builder decision) {
    Ticket ticket = state.open.get(executed.ticket());
    if (ticket == null) {
      return; // answered already, when the owner was reset
    }
    state.busyMembers.remove(ticket.asked().memberId());
    var result = new AdminResult(executed.status(), executed.qualifier(), executed.result());
    ByteCount weight = ByteCount.of(executed.result().size()).plus(executed.unseen());
    SimDuration gathering = settings.times().context().timeToSend(weight);
    if (executed.lost()) {
      state.begun.remove(ticket.number());
      state.open.remove(ticket.number());
      state.queues.release(ticket.queue());
      beginWhatMay(state, now, decision);
    } else {
      if (!executed.unseen().isZero()) {
        transfer(state, now.plus(gathering), settings.link().writeBack(executed.unseen()));
      }
      answer(state, now, ticket, result, gathering, decision);
    }
  }

  private void answer(
      OwnerState state,
      SimTime now,
      Ticket ticket,
      AdminResult result,
      SimDuration takes,
      Decision.Builder decision) {
    SimTime begun = state.begun.remove(ticket.number());
    state.open.remove(ticket.number());
    state.queues.release(ticket.queue());
    Bytes frame = result.encode();
    SimTime written =
        transfer(state, now.plus(takes), settings.link().writeBack(ByteCount.of(frame.size())));
    decision.record(
        new CommandServed(
            ticket.command(),
            word(ticket.asked().opcode()),
            result.status(),
            result.qualifier(),
            ByteCount.of(frame.size()),
            begun.since(ticket.fetched().isAfter(begun) ? begun : ticket.fetched()),
            now.plus(takes).since(begun)));
    decision.send(
        ticket.hypervisor(),
        written.since(now).plus(settings.link().interrupt()),
        new DriverMessage.Interrupt(ticket.command(), frame));
    beginWhatMay(state, now, decision);
  }

  private String word(int opcode) {
    return DeviceCommand.wordOf(frames.protocol(), opcode);
  }

  private String member(long number) {
    return id.name() + '/' + number;
  }

  @Override
  public OwnerState evolve(OwnerState state, SimTime at, Event event) {
    if (event instanceof OwnerStarted) {
      state.started = true;
    }
    return state;
  }
}
