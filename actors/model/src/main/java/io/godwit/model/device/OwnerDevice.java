package io.godwit.model.device;

import io.godwit.model.device.OwnerState.Ticket;
import io.godwit.model.entity.Decision;
import io.godwit.model.entity.Entity;
import io.godwit.model.entity.Message;
import io.godwit.model.event.Event;
import io.godwit.model.event.OwnerEvent.CommandFetched;
import io.godwit.model.event.OwnerEvent.CommandServed;
import io.godwit.model.event.OwnerEvent.CommandTurnedAway;
import io.godwit.model.event.OwnerEvent.OwnerStarted;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.SeedOpcode;
import java.util.Iterator;
import java.util.Optional;

/**
 * The rules of an owner device: a bounded administration virtqueue served in order by a bounded
 * number of engines. A command's time is doorbell, fetch of the frame, service, what the member
 * needs, write-back of the result, interrupt; the transfers of one owner share its link.
 */
public final class OwnerDevice implements Entity<OwnerState> {

  private final EntityId id;
  private final OwnerSettings settings;

  public OwnerDevice(String name, OwnerSettings settings) {
    this.id = EntityId.owner(name);
    this.settings = settings;
  }

  @Override
  public OwnerState initial() {
    return new OwnerState();
  }

  @Override
  public Decision decide(OwnerState state, SimTime now, EntityId from, Message message) {
    var decision = Decision.builder();
    if (!state.started) {
      decision.record(
          new OwnerStarted(
              settings.profile(), settings.members(), settings.depth(), settings.engines()));
    }
    if (message instanceof DeviceMessage.RingDoorbell ring) {
      rung(state, now, from, ring, decision);
    } else if (message instanceof DeviceMessage.FrameFetched fetched) {
      fetched(state, now, fetched.ticket(), decision);
    } else if (message instanceof DeviceMessage.Executed executed) {
      executed(state, now, executed, decision);
    } else {
      throw new IllegalArgumentException("an owner has no use for " + message);
    }
    return decision.build();
  }

  private void rung(
      OwnerState state,
      SimTime now,
      EntityId from,
      DeviceMessage.RingDoorbell ring,
      Decision.Builder decision) {
    AdminCommand command = AdminCommand.decode(ring.frame());
    if (state.open.size() >= settings.depth()) {
      decision.record(
          new CommandTurnedAway(
              ring.command(),
              member(command.memberId()),
              SeedOpcode.wordOf(command.opcode()),
              settings.depth()));
      decision.send(
          from,
          settings.link().postedWrite(),
          new DeviceMessage.QueueFull(ring.command(), ring.frame()));
      return;
    }
    long number = ++state.lastTicket;
    SimTime done = transfer(state, now, settings.link().fetch(ByteCount.of(ring.frame().size())));
    state.open.put(
        number, new Ticket(number, ring.command(), from, ring.frame(), command.opcode(), done));
    decision.send(id, done.since(now), new DeviceMessage.FrameFetched(number));
  }

  /** Transfers of one owner follow each other on its link. */
  private static SimTime transfer(OwnerState state, SimTime now, SimDuration takes) {
    SimTime begins = state.linkFree.isAfter(now) ? state.linkFree : now;
    state.linkFree = begins.plus(takes);
    return state.linkFree;
  }

  private void fetched(OwnerState state, SimTime now, long number, Decision.Builder decision) {
    Ticket ticket = state.open.get(number);
    AdminCommand command = AdminCommand.decode(ticket.frame());
    decision.record(
        new CommandFetched(
            ticket.command(),
            member(command.memberId()),
            SeedOpcode.wordOf(ticket.opcode()),
            ByteCount.of(ticket.frame().size()),
            state.waiting.size()));
    state.waiting.add(ticket);
    beginWhatMay(state, now, decision);
  }

  /** In queue order, as far as engines are free; a member has one command at a time. */
  private void beginWhatMay(OwnerState state, SimTime now, Decision.Builder decision) {
    Iterator<Ticket> tickets = state.waiting.iterator();
    while (state.begun.size() < settings.engines() && tickets.hasNext()) {
      Ticket ticket = tickets.next();
      AdminCommand command = AdminCommand.decode(ticket.frame());
      Optional<AdminResult> own = answerItself(command);
      if (own.isPresent()) {
        tickets.remove();
        state.begun.put(ticket.number(), now);
        answer(state, now, ticket, own.get(), settings.times().command(), decision);
      } else if (!state.busyMembers.contains(command.memberId())) {
        tickets.remove();
        state.begun.put(ticket.number(), now);
        state.busyMembers.add(command.memberId());
        decision.send(
            EntityId.member(member(command.memberId())),
            settings.times().of(command.opcode(), command.data()),
            new DeviceMessage.Execute(ticket.number(), command.opcode(), command.data()));
      }
    }
  }

  /**
   * What needs no member: checks in the order group, opcode, member, and the owner's own commands.
   */
  private Optional<AdminResult> answerItself(AdminCommand command) {
    Optional<SeedOpcode> opcode = SeedOpcode.ofCode(command.opcode());
    boolean own = opcode.isPresent() && opcode.get().ownersOwn();
    if (command.groupType() != AdminCommand.GROUP_SRIOV
        && !(own && command.groupType() == AdminCommand.GROUP_SELF)) {
      return Optional.of(AdminResult.invalid(AdminQualifier.INVALID_GROUP));
    } else if (opcode.isEmpty()) {
      return Optional.of(AdminResult.invalid(AdminQualifier.INVALID_OPCODE));
    } else if (own) {
      return Optional.of(
          AdminResult.success(
              opcode.get() == SeedOpcode.LIST_QUERY ? supportedList() : Bytes.EMPTY));
    } else if (command.memberId() < 1 || command.memberId() > settings.members()) {
      return Optional.of(AdminResult.invalid(AdminQualifier.INVALID_MEMBER));
    }
    return Optional.empty();
  }

  /** One le64 word: a bit for each opcode. */
  private static Bytes supportedList() {
    long bits = 0;
    for (SeedOpcode opcode : SeedOpcode.values()) {
      bits |= 1L << opcode.code();
    }
    return new FieldWriter(8).u64(bits).bytes();
  }

  private void executed(
      OwnerState state, SimTime now, DeviceMessage.Executed executed, Decision.Builder decision) {
    Ticket ticket = state.open.get(executed.ticket());
    state.busyMembers.remove(AdminCommand.decode(ticket.frame()).memberId());
    var result = new AdminResult(executed.status(), executed.qualifier(), executed.result());
    SimDuration gathering =
        settings.times().context().timeToSend(ByteCount.of(executed.result().size()));
    answer(state, now, ticket, result, gathering, decision);
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
    Bytes frame = result.encode();
    SimTime written =
        transfer(state, now.plus(takes), settings.link().writeBack(ByteCount.of(frame.size())));
    decision.record(
        new CommandServed(
            ticket.command(),
            SeedOpcode.wordOf(ticket.opcode()),
            result.status(),
            result.qualifier(),
            ByteCount.of(frame.size()),
            begun.since(ticket.fetched()),
            now.plus(takes).since(begun)));
    decision.send(
        ticket.hypervisor(),
        written.since(now).plus(settings.link().interrupt()),
        new DeviceMessage.Interrupt(ticket.command(), frame));
    beginWhatMay(state, now, decision);
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
