package io.godwit.model.entity;

import io.godwit.model.event.Event;
import io.godwit.model.unit.SimTime;

/**
 * What one entity knows: a fold over its recorded events and nothing more. Its fields are private
 * and {@link #evolve} alone writes them; a decision reads through methods that give a result. Only
 * a {@link UnitOfWork}, and whoever recovers an entity from its record, may call {@code evolve}.
 * Settings that it was given, and caches of what its fields say, are {@code transient}; see {@link
 * StateTree}.
 */
public interface State {

  /** Changes in place as {@code event} says; total over the events that its entity records. */
  void evolve(SimTime at, Event event);
}
