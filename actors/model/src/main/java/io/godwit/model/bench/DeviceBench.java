package io.godwit.model.bench;

import io.godwit.model.context.MemberSettings;
import io.godwit.model.device.Access;
import io.godwit.model.device.DriverMessage;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.MemberName;
import io.godwit.model.device.OwnerMessage;
import io.godwit.model.device.PcieLink;
import io.godwit.model.entity.Entity;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.State;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.Event;
import io.godwit.model.id.EntityId;
import io.godwit.model.member.MemberDevice;
import io.godwit.model.member.MemberState;
import io.godwit.model.member.MemberView;
import io.godwit.model.owner.OwnerDevice;
import io.godwit.model.owner.OwnerSettings;
import io.godwit.model.owner.OwnerState;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.ModeTable;
import io.godwit.model.protocol.Stage;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.CommandFrames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * One owner device and its members on a bench of their own: the same rules as in a run, on virtual
 * time, with whoever holds the bench in place of a hypervisor and of all guests.
 */
public final class DeviceBench {

  private static final String HOST = "bench";

  private final EntityId host = EntityId.hypervisor(HOST);
  private final String ownerName;
  private final Party<OwnerState> owner;
  private final Map<Integer, Party<MemberState>> members = new TreeMap<>();
  private final PriorityQueue<Due> due = new PriorityQueue<>();
  private final int count;
  private final PcieLink link;
  private final MemberSettings settings;
  private SimTime now = SimTime.ZERO;
  private long sent;
  private long lastCommand;
  private Optional<Bytes> arrived = Optional.empty();
  private Optional<Boolean> shown = Optional.empty();

  /** A bench; every member has a guest that has set it up, different for every {@code seed}. */
  public DeviceBench(OwnerSettings owner, MemberSettings members, long seed) {
    this.ownerName = HOST + '/' + members.type().word() + '-' + seed;
    this.owner =
        new Party<>(
            EntityId.owner(ownerName), new OwnerDevice(ownerName, owner, hasNoLists(members)));
    this.count = owner.members();
    this.link = owner.link();
    this.settings = members;
  }

  /** What came of a command: its device-writable part, and how long it took. */
  public record Answer(Bytes frame, SimDuration took) {}

  private record Due(SimTime at, long order, EntityId from, Outgoing out)
      implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  /** An entity, and all that it has recorded since somebody asked last. */
  private final class Party<S extends State> {
    final EntityId id;
    final Entity<S> rules;
    final S state;
    List<Event> events = new ArrayList<>();

    Party(EntityId id, Entity<S> rules) {
      this.id = id;
      this.rules = rules;
      this.state = rules.initial();
    }

    void tell(EntityId from, Message message) {
      var unit = new UnitOfWork<>(state, now, from);
      rules.decide(unit, message);
      events.addAll(unit.events());
      unit.outgoing().forEach(out -> send(id, out));
    }

    List<Event> said() {
      List<Event> said = events;
      events = new ArrayList<>();
      return said;
    }
  }

  /** The precursor's driver has nothing to say of which commands it uses. */
  private static boolean hasNoLists(MemberSettings settings) {
    return settings.protocol().profile().hasWindows();
  }

  public SimTime now() {
    return now;
  }

  /** Members are numbered from 1 to this. */
  public int memberCount() {
    return count;
  }

  /**
   * Puts a frame on the admin queue and waits for its answer; empty when none ever comes.
   *
   * @param room device-writable bytes, 1 or more; empty for any number
   */
  public Optional<Answer> ask(Bytes frame, Optional<Integer> room) {
    SimTime begun = now;
    arrived = Optional.empty();
    lastCommand++;
    OwnerMessage ring =
        room.isPresent()
            ? new OwnerMessage.RingWithin(lastCommand, frame, room.get())
            : new OwnerMessage.RingDoorbell(lastCommand, frame);
    send(host, new Outgoing(owner.id, link.doorbell(), ring));
    while (arrived.isEmpty() && !due.isEmpty()) {
      deliverNext();
    }
    return arrived.map(answer -> new Answer(answer, now.since(begun)));
  }

  /**
   * Writes a member's status register in band, and waits until it shows what came of that; empty
   * when it never does.
   *
   * @param suspend whether the register shall suspend the device or let it work
   */
  public Optional<Boolean> suspend(int member, boolean suspend) {
    ModeTable modes = settings.protocol().modes();
    Mode mode = suspend ? modes.in(Stage.STOPPED) : modes.in(Stage.WORKING);
    AdminCommand write = new CommandFrames(settings.protocol()).setMode(member, mode);
    lastCommand++;
    shown = Optional.empty();
    var execute = new MemberMessage.Execute(lastCommand, write.opcode(), write.data());
    send(host, new Outgoing(member(member).id, link.doorbell(), execute));
    while (shown.isEmpty() && !due.isEmpty()) {
      deliverNext();
    }
    return shown;
  }

  /** The owner is reset, or turns its members off. */
  public void disturbOwner(Disturbance disturbance, SimDuration lasts) {
    var disturb = new OwnerMessage.DisturbOwner(disturbance, lasts);
    send(host, new Outgoing(owner.id, Outgoing.SHORTEST, disturb));
    pass(Outgoing.SHORTEST);
  }

  /** Something else than the owner touches a member; gives what it recorded of that. */
  public List<Event> strike(int member, Access.Strike strike) {
    Party<MemberState> struck = member(member);
    struck.said();
    send(host, new Outgoing(struck.id, Outgoing.SHORTEST, new MemberMessage.Struck(strike)));
    pass(Outgoing.SHORTEST);
    return struck.said();
  }

  /** Lets time pass, and what falls into it happen. */
  public void pass(SimDuration length) {
    SimTime end = now.plus(length);
    while (!due.isEmpty() && !due.peek().at().isAfter(end)) {
      deliverNext();
    }
    now = end;
  }

  /** How a member stands. */
  public MemberView view(int member) {
    return MemberView.of(member(member).state, now);
  }

  OwnerState owner() {
    return owner.state;
  }

  private Party<MemberState> member(int number) {
    if (number < 1 || number > count) {
      throw new IllegalArgumentException("member " + number + ": there are 1 to " + count);
    }
    return members.computeIfAbsent(number, this::begin);
  }

  private Party<MemberState> begin(int number) {
    String name = ownerName + '/' + number;
    return new Party<>(EntityId.member(name), new MemberDevice(name, settings, true));
  }

  private void send(EntityId from, Outgoing out) {
    due.add(new Due(now.plus(out.delay()), sent++, from, out));
  }

  private void deliverNext() {
    Due next = due.remove();
    now = next.at();
    Message message = next.out().message();
    EntityId to = next.out().to();
    if (to.equals(host)) {
      if (message instanceof DriverMessage.Interrupt interrupt
          && interrupt.command() == lastCommand) {
        arrived = Optional.of(interrupt.result());
      } else if (message instanceof DriverMessage.StatusShown status
          && status.command() == lastCommand) {
        shown = Optional.of(status.asWritten());
      }
    } else if (to.equals(owner.id)) {
      owner.tell(next.from(), message);
    } else {
      member(MemberName.number(to.name())).tell(next.from(), message);
    }
  }
}
