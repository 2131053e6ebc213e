package io.godwit.persistence.run;

import io.godwit.model.id.EntityId;

/** An event of an older version can be shown, but does not hold all that a state is made of. */
public final class OutdatedEventException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OutdatedEventException(EntityId entity, String manifest) {
    super(
        "%s has a '%s', which an older version of Godwit recorded: it does not hold all that the state is made of; 'godwit events' and 'godwit report' still read this run, and running its scenario again makes one that can be replayed"
            .formatted(entity, manifest));
  }
}
