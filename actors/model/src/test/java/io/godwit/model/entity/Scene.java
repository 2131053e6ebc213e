package io.godwit.model.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.Event;
import io.godwit.model.event.Occurrence;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Given events, when a message comes, then events and messages: an entity without an actor. After
 * each message the state is folded once more from all that was recorded, and must be the same.
 */
public final class Scene<S extends State> {

  private final Entity<S> rules;
  private final List<Occurrence> record = new ArrayList<>();
  private S state;
  private SimTime now = SimTime.ZERO;
  private List<Event> events = List.of();
  private List<Outgoing> outgoing = List.of();

  private Scene(Entity<S> rules) {
    this.rules = rules;
    this.state = rules.initial();
  }

  public static <S extends State> Scene<S> of(Entity<S> rules) {
    return new Scene<>(rules);
  }

  /** This has happened, now. */
  public Scene<S> given(Event... happened) {
    for (Event event : happened) {
      record.add(new Occurrence(now, record.size() + 1, event));
      state.evolve(now, event);
    }
    return this;
  }

  /** Time passes. */
  public Scene<S> after(SimDuration time) {
    now = now.plus(time);
    return this;
  }

  /** A message comes; what follows is in {@link #events()} and {@link #outgoing()}. */
  public Scene<S> when(EntityId from, Message message) {
    var unit = new UnitOfWork<>(state, now, from);
    rules.decide(unit, message);
    events = List.copyOf(unit.events());
    outgoing = List.copyOf(unit.outgoing());
    events.forEach(event -> record.add(new Occurrence(now, record.size() + 1, event)));
    assertThat(StateTree.of(folded()))
        .as("the state after %s, folded from its record", message)
        .isEqualTo(StateTree.of(state));
    return this;
  }

  /** Stops the entity and recovers it from its record. */
  public Scene<S> recovered() {
    state = folded();
    return this;
  }

  private S folded() {
    S again = rules.initial();
    record.forEach(each -> again.evolve(each.at(), each.event()));
    return again;
  }

  public Scene<S> thenEvents(Event... expected) {
    assertThat(events).containsExactly(expected);
    return this;
  }

  public Scene<S> thenMessages(Message... expected) {
    assertThat(messages()).containsExactly(expected);
    return this;
  }

  /** What the last message had recorded. */
  public List<Event> events() {
    return events;
  }

  /** What the last message had sent. */
  public List<Outgoing> outgoing() {
    return outgoing;
  }

  public List<Message> messages() {
    return outgoing.stream().map(Outgoing::message).toList();
  }

  public S state() {
    return state;
  }

  public SimTime now() {
    return now;
  }
}
