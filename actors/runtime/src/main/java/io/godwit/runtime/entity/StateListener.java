package io.godwit.runtime.entity;

import io.godwit.model.entity.State;
import io.godwit.model.id.EntityId;
import io.godwit.runtime.kernel.Delivery;

/** Is shown what an entity holds after each delivery; for tests that look back at a run. */
@FunctionalInterface
public interface StateListener {

  /** Looks at nothing. */
  StateListener NONE = (entity, delivery, state) -> {};

  /**
   * {@code state} is the live one, read here and now: it changes with the next delivery. Called
   * once the events of {@code delivery} are persisted.
   */
  void served(EntityId entity, Delivery delivery, State state);
}
