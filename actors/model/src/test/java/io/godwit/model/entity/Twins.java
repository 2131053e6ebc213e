package io.godwit.model.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.Event;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The same entity twice: one goes on, the other is stopped and recovered before each message.
 * Nobody can tell them apart, by what they record or by what they send.
 */
public final class Twins<S extends State> {

  private final Scene<S> goesOn;
  private final Scene<S> recovers;
  private final List<Event> record = new ArrayList<>();

  private Twins(Scene<S> goesOn, Scene<S> recovers) {
    this.goesOn = goesOn;
    this.recovers = recovers;
  }

  /** Two of what {@code rules} makes. */
  public static <S extends State> Twins<S> of(Supplier<? extends Entity<S>> rules) {
    return new Twins<>(Scene.of(rules.get()), Scene.of(rules.get()));
  }

  /** Time passes. */
  public Twins<S> after(SimDuration time) {
    goesOn.after(time);
    recovers.after(time);
    return this;
  }

  /** A message comes; gives what is sent then. */
  public List<Outgoing> when(EntityId from, Message message) {
    goesOn.when(from, message);
    recovers.recovered().when(from, message);
    assertThat(recovers.events()).as("recovered before %s", message).isEqualTo(goesOn.events());
    assertThat(recovers.outgoing()).as("recovered before %s", message).isEqualTo(goesOn.outgoing());
    record.addAll(goesOn.events());
    return goesOn.outgoing();
  }

  /** What the last message had recorded. */
  public List<Event> events() {
    return goesOn.events();
  }

  /** All that was recorded of this type. */
  public <E extends Event> List<E> all(Class<E> type) {
    return record.stream().filter(type::isInstance).map(type::cast).toList();
  }

  public SimTime now() {
    return goesOn.now();
  }

  public S state() {
    return goesOn.state();
  }
}
