package io.godwit.persistence.replay;

import io.godwit.model.event.RecordedEvent;
import java.util.List;

/** An event, and what it changed in the state of its entity. */
public record Step(RecordedEvent event, List<Change> changes) {

  public Step {
    changes = List.copyOf(changes);
  }
}
