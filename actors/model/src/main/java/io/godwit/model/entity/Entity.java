package io.godwit.model.entity;

/**
 * The rules of one entity, without an actor. The shell gives a unit of work over the state,
 * persists the events that were recorded in it, and only then sends its messages.
 *
 * @param <S> the state, which only recorded events change
 */
public interface Entity<S extends State> {

  /** What the entity is before its first event: a function of its settings. */
  S initial();

  /** Throws for a message that can only be a bug; refuses whatever a scenario can bring about. */
  void decide(UnitOfWork<S> unit, Message message);
}
