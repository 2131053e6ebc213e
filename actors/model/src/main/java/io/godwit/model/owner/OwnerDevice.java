package io.godwit.model.owner;

import io.godwit.model.device.Access;
import io.godwit.model.device.DriverMessage;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.MemberName;
import io.godwit.model.device.OwnerMessage;
import io.godwit.model.entity.Dispatch;
import io.godwit.model.entity.Entity;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.OwnerEvent.CommandDropped;
import io.godwit.model.event.OwnerEvent.CommandFetched;
import io.godwit.model.event.OwnerEvent.CommandServed;
import io.godwit.model.event.OwnerEvent.CommandTurnedAway;
import io.godwit.model.event.OwnerEvent.DoorbellRung;
import io.godwit.model.event.OwnerEvent.OwnerDisturbed;
import io.godwit.model.event.OwnerEvent.OwnerHampered;
import io.godwit.model.event.OwnerEvent.OwnerPrepared;
import io.godwit.model.event.OwnerEvent.OwnerRestored;
import io.godwit.model.event.OwnerEvent.OwnerStarted;
import io.godwit.model.event.OwnerEvent.ResultRoomGiven;
import io.godwit.model.fault.SeededBug;
import io.godwit.model.id.EntityId;
import io.godwit.model.owner.OwnerSettings.ServiceTimes;
import io.godwit.model.owner.OwnerState.Ticket;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.random.RandomStream;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.model.virtio.DeviceCommand;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rules of an owner device: a bounded administration virtqueue served in order by a bounded
 * number of engines. A command's time is doorbell, fetch of the frame, service, what the member
 * needs, write-back of the result, interrupt; the transfers of one owner share its link.
 */
public final class OwnerDevice implements Entity<OwnerState> {

  private static final Dispatch<OwnerDevice, UnitOfWork<OwnerState>, Message> MESSAGES =
      Dispatch.<OwnerDevice, UnitOfWork<OwnerState>, Message>over(OwnerMessage.class)
          .on(OwnerMessage.RingDoorbell.class, OwnerDevice::rung)
          .on(OwnerMessage.RingWithin.class, OwnerDevice::rungWithin)
          .on(OwnerMessage.FrameFetched.class, OwnerDevice::fetched)
          .on(OwnerMessage.Executed.class, OwnerDevice::executed)
          .on(OwnerMessage.DisturbOwner.class, OwnerDevice::disturb)
          .on(OwnerMessage.OwnerBack.class, OwnerDevice::restore)
          .on(OwnerMessage.HamperOwner.class, OwnerDevice::hamper)
          .total();

  private final EntityId id;
  private final EntityId host;
  private final OwnerSettings settings;
  private final long seed;
  private final CommandFrames frames;
  private final boolean prepares;

  /** The owner called {@code name}, whose driver in the host prepares it before anything else. */
  public OwnerDevice(String name, OwnerSettings settings) {
    this(name, settings, 0);
  }

  /** The owner called {@code name}; times that are drawn follow from {@code seed}. */
  public OwnerDevice(String name, OwnerSettings settings, long seed) {
    this(name, settings, true, seed);
  }

  /**
   * @param prepares whether the host's driver says of itself which commands it uses and how many
   *     objects; else somebody has to ask for that
   */
  public OwnerDevice(String name, OwnerSettings settings, boolean prepares) {
    this(name, settings, prepares, 0);
  }

  private OwnerDevice(String name, OwnerSettings settings, boolean prepares, long seed) {
    this.seed = seed;
    this.prepares = prepares;
    this.id = EntityId.owner(name);
    this.host = EntityId.hypervisor(MemberName.hostOfOwner(name));
    this.settings = settings;
    this.frames = new CommandFrames(settings.protocol());
  }

  @Override
  public OwnerState initial() {
    return new OwnerState(id.name(), settings);
  }

  @Override
  public void decide(UnitOfWork<OwnerState> unit, Message message) {
    if (!unit.state().isStarted()) {
      unit.record(
          new OwnerStarted(
              settings.protocol().profile().word(),
              settings.members(),
              settings.depth(),
              settings.engines()));
      prepare(unit);
    }
    Optional<SimDuration> held = held(unit, message);
    if (held.isPresent()) {
      unit.putOff(id, held.get(), message);
    } else {
      MESSAGES.handle(this, unit, message);
    }
  }

  /** A doorbell crosses the link; what comes next is the firmware's work. A reset needs neither. */
  private static Optional<SimDuration> held(UnitOfWork<OwnerState> unit, Message message) {
    boolean crosses =
        message instanceof OwnerMessage.RingDoorbell || message instanceof OwnerMessage.RingWithin;
    boolean works =
        message instanceof OwnerMessage.FrameFetched || message instanceof OwnerMessage.Executed;
    return crosses || works
        ? unit.state().hindrance().holds(unit.now(), crosses)
        : Optional.empty();
  }

  private void hamper(UnitOfWork<OwnerState> unit, OwnerMessage.HamperOwner hamper) {
    unit.record(new OwnerHampered(hamper.factor(), hamper.lasts(), hamper.link()));
  }

  /**
   * LIST_QUERY, LIST_USE and DRIVER_CAP_SET in closed form: a driver has done with them before the
   * first migration, and once more when its owner was reset.
   */
  private void prepare(UnitOfWork<OwnerState> unit) {
    if (prepares) {
      int objects = frames.profile().hasObjects() ? settings.objects() : 0;
      unit.record(
          new OwnerPrepared(
              frames.hasGroup(AdminCommand.GROUP_SELF)
                  ? frames.commands(AdminCommand.GROUP_SELF).bits()
                  : Bytes.EMPTY,
              frames.commands(AdminCommand.GROUP_SRIOV).bits(),
              objects,
              objects));
    }
  }

  private void rung(UnitOfWork<OwnerState> unit, OwnerMessage.RingDoorbell ring) {
    AdminCommand command = frames.command(ring.frame());
    if (unit.state().hasNoPlaceFor(command.memberId())) {
      turnAway(unit, ring, command);
      return;
    }
    long ticket = unit.state().nextTicket();
    unit.record(new DoorbellRung(ticket, ring.command(), ring.frame()));
    Optional<Disturbance> before = unit.state().disturbances().since(unit.first());
    if (before.isPresent()) { // it stood before the link when all that was outstanding failed
      Ticket failed = unit.state().open(ticket).orElseThrow();
      answer(unit, failed, OwnAnswers.failure(before.get()), SimDuration.ZERO, ByteCount.ZERO);
      return;
    }
    unit.send(id, unit.state().linkFree().since(unit.now()), new OwnerMessage.FrameFetched(ticket));
  }

  /** A driver that gives a room waits for a place in the queue: it asks for one thing at a time. */
  private void rungWithin(UnitOfWork<OwnerState> unit, OwnerMessage.RingWithin ring) {
    rung(unit, new OwnerMessage.RingDoorbell(ring.command(), ring.frame()));
    unit.state()
        .newest(ring.command())
        .ifPresent(ticket -> unit.record(new ResultRoomGiven(ticket, ring.room())));
  }

  private void turnAway(
      UnitOfWork<OwnerState> unit, OwnerMessage.RingDoorbell ring, AdminCommand command) {
    unit.record(
        new CommandTurnedAway(
            ring.command(), member(command.memberId()), word(command.opcode()), settings.depth()));
    unit.send(
        host,
        settings.link().postedWrite(),
        new DriverMessage.QueueFull(ring.command(), ring.frame()));
  }

  private void fetched(UnitOfWork<OwnerState> unit, OwnerMessage.FrameFetched fetched) {
    Optional<Ticket> open = unit.state().open(fetched.ticket());
    if (open.isEmpty()) {
      return; // answered already, when the owner was reset
    }
    Ticket ticket = open.get();
    unit.record(
        new CommandFetched(
            ticket.number(),
            ticket.command(),
            member(ticket.asked().memberId()),
            word(ticket.asked().opcode()),
            ticket.size(),
            unit.state().waiting(ticket.queue())));
    carryOutWhatHasBegun(unit);
  }

  /** What the owner answers by itself lets others begin in its place. */
  private void carryOutWhatHasBegun(UnitOfWork<OwnerState> unit) {
    boolean othersMayHaveBegun = true;
    while (othersMayHaveBegun) {
      othersMayHaveBegun = false;
      for (long number : unit.state().engines().justBegun()) {
        Ticket ticket = unit.state().open(number).orElseThrow();
        Optional<OwnAnswer> own = unit.state().ownAnswer(ticket.asked());
        if (own.isPresent()) {
          own.get().change().ifPresent(unit::record);
          SimDuration takes =
              unit.state().hindrance().stretched(unit.now(), times(unit, number).command());
          answer(unit, ticket, own.get().result(), takes, ByteCount.ZERO);
          othersMayHaveBegun = true;
        } else {
          askMember(unit, ticket);
        }
      }
    }
  }

  private void askMember(UnitOfWork<OwnerState> unit, Ticket ticket) {
    AdminCommand command = ticket.asked();
    unit.send(
        EntityId.member(member(command.memberId())),
        unit.state()
            .hindrance()
            .stretched(
                unit.now(),
                times(unit, ticket.number())
                    .of(frames, frames.asked(command).orElseThrow(), command.data())),
        new MemberMessage.Execute(
            ticket.number(), command.opcode(), frames.within(command, ticket.room())));
  }

  private ServiceTimes times(UnitOfWork<OwnerState> unit, long ticket) {
    return settings
        .times()
        .of(purpose -> RandomStream.of(seed, id, purpose + " of " + unit.state().occasion(ticket)));
  }

  private void executed(UnitOfWork<OwnerState> unit, OwnerMessage.Executed executed) {
    Optional<Ticket> open = unit.state().open(executed.ticket());
    if (open.isEmpty()) {
      return; // answered already, when the owner was reset
    }
    Ticket ticket = open.get();
    if (executed.lost()) {
      AdminCommand command = ticket.asked();
      unit.record(
          new CommandDropped(
              ticket.number(),
              ticket.command(),
              member(command.memberId()),
              word(command.opcode())));
    } else {
      var whole = new AdminResult(executed.status(), executed.qualifier(), executed.result());
      AdminResult result = room(ticket).fit(whole);
      ByteCount weight = ByteCount.of(executed.result().size()).plus(executed.unseen());
      SimDuration gathering = settings.times().context().timeToSend(weight);
      answer(unit, ticket, result, gathering, executed.unseen());
    }
    carryOutWhatHasBegun(unit);
  }

  /**
   * All that is outstanding fails, all members are reset with their owner, and objects are gone.
   */
  private void disturb(UnitOfWork<OwnerState> unit, OwnerMessage.DisturbOwner disturb) {
    unit.record(new OwnerDisturbed(disturb.disturbance().word(), disturb.lasts()));
    cutOff(unit);
    AdminResult failure = OwnAnswers.failure(disturb.disturbance());
    if (!SeededBug.OWNER_FORGETS_COMMANDS.isSown()) {
      for (Ticket ticket : unit.state().open()) {
        answer(unit, ticket, failure, SimDuration.ZERO, ByteCount.ZERO);
      }
    }
    for (int number = 1; number <= settings.members(); number++) {
      unit.send(
          EntityId.member(member(number)),
          settings.link().postedWrite(),
          new MemberMessage.Struck(new Access.Strike.Disturb(disturb.disturbance())));
    }
    unit.send(id, disturb.lasts(), new OwnerMessage.OwnerBack(unit.state().disturbances().count()));
  }

  /** What members were to carry out, and may hear of only when all is over, is void. */
  private void cutOff(UnitOfWork<OwnerState> unit) {
    var begun = new TreeMap<Long, Long>();
    for (Ticket ticket : unit.state().open()) {
      long member = ticket.asked().memberId();
      boolean isAsked = unit.state().engines().since(ticket.number()).isPresent();
      if (isAsked && member >= 1 && member <= settings.members()) {
        begun.merge(member, ticket.number(), Math::max);
      }
    }
    begun.forEach(
        (member, ticket) ->
            unit.send(
                EntityId.member(member(member)),
                settings.link().postedWrite(),
                new MemberMessage.CutOff(ticket)));
  }

  private void restore(UnitOfWork<OwnerState> unit, OwnerMessage.OwnerBack back) {
    Optional<Disturbance> ended = unit.state().disturbances().kind(back.disturbance());
    unit.record(new OwnerRestored(unit.state().objects().count(), back.disturbance()));
    Optional<Disturbance> left = unit.state().disturbances().strongest();
    if (left.isEmpty()) {
      unit.send(host, settings.link().interrupt(), new DriverMessage.OwnerCameBack(id.name()));
    }
    if (ended.equals(Optional.of(Disturbance.PF_FLR)) && !left.equals(ended)) {
      prepare(unit);
    }
  }

  private ResultRoom room(Ticket ticket) {
    return new ResultRoom(
        frames.asked(ticket.asked()).filter(known -> frames.profile().hasObjects()), ticket.room());
  }

  /**
   * Writes a result back.
   *
   * @param takes until it can be written
   * @param unseen that it stands for beside its own bytes
   */
  private void answer(
      UnitOfWork<OwnerState> unit,
      Ticket ticket,
      AdminResult result,
      SimDuration takes,
      ByteCount unseen) {
    SimTime begun = unit.state().engines().since(ticket.number()).orElse(unit.now());
    SimTime waitedFrom = ticket.fetched().isAfter(begun) ? begun : ticket.fetched();
    Bytes frame = frames.frame(ticket.asked(), result, ticket.room());
    unit.record(
        new CommandServed(
            ticket.number(),
            ticket.command(),
            word(ticket.asked().opcode()),
            result.status(),
            result.qualifier(),
            ByteCount.of(frame.size()),
            unseen,
            begun.since(waitedFrom),
            unit.now().plus(takes).since(begun)));
    unit.send(
        host,
        unit.state().linkFree().since(unit.now()).plus(settings.link().interrupt()),
        new DriverMessage.Interrupt(ticket.command(), frame));
  }

  private String word(int opcode) {
    return DeviceCommand.wordOf(frames.protocol(), opcode);
  }

  private String member(long number) {
    return id.name() + '/' + number;
  }
}
