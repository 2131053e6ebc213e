package io.godwit.model.entity;

import io.godwit.model.event.Event;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One decision as it is made: over a state, at a time, about a message from somebody. What it
 * records changes the state at once, so that the rest of the decision sees its own effect; there is
 * no other way to change it.
 */
public final class UnitOfWork<S extends State> {

  private final S state;
  private final SimTime now;
  private final SimTime first;
  private final EntityId from;
  private final List<Event> events = new ArrayList<>();
  private final List<Outgoing> outgoing = new ArrayList<>();

  /** Begins a decision; {@code from} sent the message that it is about. */
  public UnitOfWork(S state, SimTime now, EntityId from) {
    this(state, now, now, from);
  }

  /** The same of a message that came {@code first} before now, and was put off. */
  public UnitOfWork(S state, SimTime now, SimTime first, EntityId from) {
    this.state = state;
    this.now = now;
    this.first = first;
    this.from = from;
  }

  /** The state as the events recorded so far have left it. */
  public S state() {
    return state;
  }

  public SimTime now() {
    return now;
  }

  /** When the message came first: before now if it was put off. */
  public SimTime first() {
    return first;
  }

  public EntityId from() {
    return from;
  }

  /** Adds an event to the record, and lets the state evolve by it. */
  public void record(Event event) {
    events.add(event);
    state.evolve(now, event);
  }

  /** Sends a message, once all events of this decision are on record. */
  public void send(EntityId to, SimDuration delay, Message message) {
    send(new Outgoing(to, delay, message));
  }

  /** Sends a message that is addressed already, once all events of this decision are on record. */
  public void send(Outgoing message) {
    outgoing.add(message);
  }

  /**
   * Has {@code self} hear the message that this is about again, as if it came later. Messages that
   * are put off to the same time keep their order, however often each was put off.
   */
  public void putOff(EntityId self, SimDuration delay, Message message) {
    send(new Outgoing(self, delay, message, true));
  }

  /** Changes all that is to be sent so far. */
  public void rewrite(UnaryOperator<Outgoing> change) {
    outgoing.replaceAll(change);
  }

  /** What was recorded, in order. */
  public List<Event> events() {
    return Collections.unmodifiableList(events);
  }

  /** What is to be sent, in order. */
  public List<Outgoing> outgoing() {
    return Collections.unmodifiableList(outgoing);
  }
}
