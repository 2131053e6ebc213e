package io.godwit.model.owner;

import io.godwit.model.device.MemberName;
import io.godwit.model.entity.Dispatch;
import io.godwit.model.entity.State;
import io.godwit.model.event.Event;
import io.godwit.model.event.OwnerEvent;
import io.godwit.model.event.OwnerEvent.CommandDropped;
import io.godwit.model.event.OwnerEvent.CommandFetched;
import io.godwit.model.event.OwnerEvent.CommandListUsed;
import io.godwit.model.event.OwnerEvent.CommandServed;
import io.godwit.model.event.OwnerEvent.CommandTurnedAway;
import io.godwit.model.event.OwnerEvent.DoorbellRung;
import io.godwit.model.event.OwnerEvent.ObjectChanged;
import io.godwit.model.event.OwnerEvent.ObjectLimitsSet;
import io.godwit.model.event.OwnerEvent.OwnerDisturbed;
import io.godwit.model.event.OwnerEvent.OwnerHampered;
import io.godwit.model.event.OwnerEvent.OwnerPrepared;
import io.godwit.model.event.OwnerEvent.OwnerRestored;
import io.godwit.model.event.OwnerEvent.OwnerStarted;
import io.godwit.model.event.OwnerEvent.ResultRoomGiven;
import io.godwit.model.owner.ResourceObjects.ResourceObject;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.model.virtio.CommandList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is on an owner's queues and in its engines, which objects it holds, and what goes on with
 * the owner itself. Commands begin as soon as they may; no event says so, for the one that let them
 * begin implies it.
 */
public final class OwnerState implements State {

  private static final Dispatch<OwnerState, SimTime, Event> EVENTS =
      Dispatch.<OwnerState, SimTime, Event>over(OwnerEvent.class)
          .on(OwnerStarted.class, (state, at, event) -> state.started = true)
          .on(DoorbellRung.class, OwnerState::rung)
          .on(ResultRoomGiven.class, OwnerState::roomGiven)
          .on(CommandFetched.class, OwnerState::fetched)
          .on(CommandServed.class, OwnerState::served)
          .on(CommandDropped.class, OwnerState::dropped)
          .on(OwnerHampered.class, (state, at, event) -> state.hindrance.begin(at, event))
          .on(OwnerPrepared.class, OwnerState::prepared)
          .on(CommandListUsed.class, OwnerState::listUsed)
          .on(
              ObjectLimitsSet.class,
              (state, at, event) ->
                  state.negotiated.limit(new ObjectLimits(event.get(), event.set())))
          .on(ObjectChanged.class, OwnerState::objectChanged)
          .on(OwnerDisturbed.class, OwnerState::disturbed)
          .on(
              OwnerRestored.class,
              (state, at, event) -> state.disturbances.end(event.disturbance()))
          .ignoring(CommandTurnedAway.class)
          .total();

  /**
   * A command from doorbell to interrupt.
   *
   * @param command the hypervisor's number for it
   * @param size of its frame
   * @param fetched when the link has brought it
   * @param room for its result; empty when there is any
   */
  record Ticket(
      long number,
      int queue,
      long command,
      AdminCommand asked,
      ByteCount size,
      SimTime fetched,
      Optional<Integer> room) {}

  private final transient OwnerSettings settings;
  private final transient OwnAnswers answers;
  private boolean started;
  private long lastTicket;

  /** When the link has carried all that the device has asked it to. */
  private SimTime linkFree = SimTime.ZERO;

  /** Everything between doorbell and interrupt, by number. */
  private final Map<Long, Ticket> open = new TreeMap<>();

  /** Where times are drawn, by member and opcode: how many such commands there have been. */
  private final transient Map<String, Integer> asked = new TreeMap<>();

  /** Likewise, by ticket: which command of its member and opcode it is. */
  private final transient Map<Long, String> occasions = new TreeMap<>();

  private final AdminQueues queues;
  private final Engines engines;
  private final Negotiated negotiated = new Negotiated();
  private final ResourceObjects objects = new ResourceObjects();

  private final OwnerDisturbances disturbances = new OwnerDisturbances();
  private final Hindrance hindrance = new Hindrance();

  OwnerState(String owner, OwnerSettings settings) {
    this.settings = settings;
    this.answers = new OwnAnswers(owner, settings);
    this.queues = new AdminQueues(settings.queues(), settings.depth());
    this.engines = new Engines(settings.engines());
  }

  boolean isStarted() {
    return started;
  }

  long nextTicket() {
    return lastTicket + 1;
  }

  SimTime linkFree() {
    return linkFree;
  }

  /** The command with this ticket; empty when it was answered already. */
  Optional<Ticket> open(long ticket) {
    return Optional.ofNullable(open.get(ticket));
  }

  /** The ticket that the host just got for its command; empty when it got none. */
  Optional<Long> newest(long command) {
    return open(lastTicket).filter(each -> each.command() == command).map(Ticket::number);
  }

  /** All between doorbell and interrupt, in the order of their doorbells. */
  List<Ticket> open() {
    return List.copyOf(open.values());
  }

  /** Whether the queue for commands about {@code member} has no place. */
  boolean hasNoPlaceFor(long member) {
    return queues.isFull(queues.of(member));
  }

  /** How many commands of a queue are fetched and not begun. */
  int waiting(int queue) {
    return queues.waiting(queue);
  }

  Engines engines() {
    return engines;
  }

  public Negotiated negotiated() {
    return negotiated;
  }

  public ResourceObjects objects() {
    return objects;
  }

  /** What goes on with the owner itself. */
  OwnerDisturbances disturbances() {
    return disturbances;
  }

  Hindrance hindrance() {
    return hindrance;
  }

  /** What the owner answers by itself as it stands; empty when a member is to do something. */
  Optional<OwnAnswer> ownAnswer(AdminCommand command) {
    return answers.to(command, disturbances.strongest(), negotiated, objects);
  }

  @Override
  public void evolve(SimTime at, Event event) {
    EVENTS.handle(this, at, event);
  }

  private void rung(SimTime at, DoorbellRung event) {
    AdminCommand asked = new CommandFrames(settings.protocol()).command(event.frame());
    ByteCount size = ByteCount.of(event.frame().size());
    int queue = queues.of(asked.memberId());
    carry(at, settings.link().fetch(size));
    lastTicket = event.ticket();
    open.put(
        lastTicket,
        new Ticket(lastTicket, queue, event.command(), asked, size, linkFree, Optional.empty()));
    queues.take(queue);
    if (settings.times().areDrawn()) {
      String kind = "opcode %d of member %d".formatted(asked.opcode(), asked.memberId());
      int number = this.asked.merge(kind, 1, Integer::sum);
      occasions.put(lastTicket, kind + ", " + number);
    }
  }

  /** Which command of its member and opcode a ticket is for, in words that a draw depends on. */
  String occasion(long ticket) {
    return occasions.getOrDefault(ticket, "");
  }

  private void roomGiven(SimTime at, ResultRoomGiven event) {
    Ticket ticket = known(event.ticket());
    open.put(
        ticket.number(),
        new Ticket(
            ticket.number(),
            ticket.queue(),
            ticket.command(),
            ticket.asked(),
            ticket.size(),
            ticket.fetched(),
            Optional.of(event.bytes())));
  }

  /** Transfers of one owner follow each other on its link. */
  private void carry(SimTime earliest, SimDuration takes) {
    SimTime begins = linkFree.isAfter(earliest) ? linkFree : earliest;
    linkFree = begins.plus(takes);
  }

  private void fetched(SimTime at, CommandFetched event) {
    queues.add(known(event.ticket()));
    beginWhatMay(at);
  }

  private void served(SimTime at, CommandServed event) {
    SimTime begun = engines.since(event.ticket()).orElse(at);
    SimTime ready = begun.plus(event.service());
    if (!event.unseen().isZero()) {
      carry(ready, settings.link().writeBack(event.unseen()));
    }
    carry(ready, settings.link().writeBack(event.size()));
    close(at, event.ticket());
  }

  private void dropped(SimTime at, CommandDropped event) {
    close(at, event.ticket());
  }

  private void close(SimTime at, long number) {
    Ticket ticket = known(number);
    open.remove(number);
    occasions.remove(number);
    queues.release(ticket.queue());
    engines.end(ticket);
    beginWhatMay(at);
  }

  private Ticket known(long number) {
    return open(number)
        .orElseThrow(
            () -> new IllegalStateException("no command with ticket " + number + " is on record"));
  }

  /**
   * The first of each queue, as far as engines and members are free. One that the owner answers by
   * itself holds up the others: it is answered in the same instant, and that lets them begin.
   */
  private void beginWhatMay(SimTime at) {
    engines.lookAgain();
    Optional<Ticket> next = queues.next(engines::mayBegin);
    while (next.isPresent()) {
      Ticket ticket = next.get();
      boolean needsMember = ownAnswer(ticket.asked()).isEmpty();
      begin(at, ticket, needsMember);
      next = needsMember ? queues.next(engines::mayBegin) : Optional.empty();
    }
  }

  private void begin(SimTime at, Ticket ticket, boolean needsMember) {
    queues.begin(ticket.queue());
    engines.begin(at, ticket);
    if (needsMember) {
      engines.occupy(ticket.asked().memberId());
    }
  }

  private void prepared(SimTime at, OwnerPrepared event) {
    negotiated.use(AdminCommand.GROUP_SELF, new CommandList(event.selfCommands()));
    negotiated.use(AdminCommand.GROUP_SRIOV, new CommandList(event.memberCommands()));
    negotiated.limit(new ObjectLimits(event.get(), event.set()));
  }

  private void listUsed(SimTime at, CommandListUsed event) {
    negotiated.use(event.group(), new CommandList(event.commands()));
  }

  private void objectChanged(SimTime at, ObjectChanged event) {
    switch (ObjectChange.of(event.what())) {
      case CREATED, MODIFIED ->
          objects.put(
              event.object(),
              new ResourceObject(MemberName.number(event.member()), event.direction()));
      case DESTROYED -> objects.destroy(event.object());
      case REFUSED -> {}
    }
  }

  /** Objects are gone and members reset; what was outstanding is answered, none of it begins. */
  private void disturbed(SimTime at, OwnerDisturbed event) {
    disturbances.begin(at, Disturbance.of(event.kind()));
    queues.clear();
    engines.freeMembers();
    objects.clear();
    if (event.kind().equals(Disturbance.PF_FLR.word())) {
      negotiated.forget();
    }
  }
}
