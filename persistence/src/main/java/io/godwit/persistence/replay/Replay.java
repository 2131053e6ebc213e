package io.godwit.persistence.replay;

import io.godwit.model.entity.State;
import io.godwit.model.entity.StateTree;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimTime;
import io.godwit.persistence.run.EventLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The states of a run's entities at any point of virtual time: its record, folded by the same
 * {@code evolve} as the actors'. Each question reads the record once, up to the time asked about.
 */
public final class Replay {

  private final EventLog log;
  private final Function<EntityId, State> initial;

  /**
   * @param initial what an entity is before its first event
   */
  public Replay(EventLog log, Function<EntityId, State> initial) {
    this.log = log;
    this.initial = initial;
  }

  /**
   * What these entities held once everything at {@code at} had happened, in the order given.
   *
   * @throws io.godwit.persistence.run.OutdatedEventException when an older version recorded them
   */
  public List<Held> at(SimTime at, Set<EntityId> entities) {
    Map<EntityId, Fold> folds = begin(entities);
    try (Stream<RecordedEvent> events = log.eventsToFold(entities, at)) {
      events.forEachOrdered(event -> folds.get(event.entity()).take(event));
    }
    var held = new ArrayList<Held>(entities.size());
    folds.forEach((entity, fold) -> held.add(fold.held(entity)));
    return held;
  }

  /**
   * Tells of every event of these entities later than {@code after} and no later than {@code
   * until}, in their order, with what each changed.
   *
   * @throws io.godwit.persistence.run.OutdatedEventException when an older version recorded them
   */
  public void follow(
      SimTime after, SimTime until, Set<EntityId> entities, Consumer<Step> listener) {
    Map<EntityId, Fold> folds = begin(entities);
    try (Stream<RecordedEvent> events = log.eventsToFold(entities, until)) {
      events.forEachOrdered(
          event -> {
            Fold fold = folds.get(event.entity());
            if (event.at().isAfter(after)) {
              listener.accept(new Step(event, fold.changedBy(event)));
            } else {
              fold.take(event);
            }
          });
    }
  }

  private Map<EntityId, Fold> begin(Set<EntityId> entities) {
    var folds = new LinkedHashMap<EntityId, Fold>();
    entities.forEach(entity -> folds.put(entity, new Fold(initial.apply(entity))));
    return folds;
  }

  /** One entity on its way through the record. */
  private static final class Fold {
    private final State state;
    private long events;
    private Optional<RecordedEvent> last = Optional.empty();

    /** The state as it was last looked at, so that following looks once an event. */
    private Optional<StateTree> seen = Optional.empty();

    Fold(State state) {
      this.state = state;
    }

    void take(RecordedEvent event) {
      state.evolve(event.at(), event.event());
      events++;
      last = Optional.of(event);
    }

    List<Change> changedBy(RecordedEvent event) {
      StateTree before = seen.orElseGet(() -> StateTree.of(state));
      take(event);
      StateTree now = StateTree.of(state);
      seen = Optional.of(now);
      return Change.between(before, now);
    }

    Held held(EntityId entity) {
      return new Held(entity, StateTree.of(state), events, last);
    }
  }
}
