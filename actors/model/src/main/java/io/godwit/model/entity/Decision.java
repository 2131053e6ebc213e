package io.godwit.model.entity;

import io.godwit.model.event.Event;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimDuration;
import java.util.ArrayList;
import java.util.List;

/** What follows from one message: events to record, then messages to send, each in order. */
public record Decision(List<Event> events, List<Outgoing> outgoing) {

  public static final Decision NOTHING = new Decision(List.of(), List.of());

  public Decision {
    events = List.copyOf(events);
    outgoing = List.copyOf(outgoing);
  }

  public static Decision record(Event... events) {
    return new Decision(List.of(events), List.of());
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Collects a decision in the order in which it is reasoned. */
  public static final class Builder {
    private final List<Event> events = new ArrayList<>();
    private final List<Outgoing> outgoing = new ArrayList<>();

    private Builder() {}

    public Builder record(Event event) {
      events.add(event);
      return this;
    }

    public Builder send(EntityId to, SimDuration delay, Message message) {
      outgoing.add(new Outgoing(to, delay, message));
      return this;
    }

    public Decision build() {
      return new Decision(events, outgoing);
    }
  }
}
