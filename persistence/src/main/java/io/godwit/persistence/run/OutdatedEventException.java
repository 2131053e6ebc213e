package io.godwit.persistence.run;

import io.godwit.model.id.EntityId;
import io.godwit.persistence.journal.RecordException;

/** An event of an older version can be shown, but does not hold all that a state is made of. */
public final class OutdatedEventException extends RecordException {

  private static final long serialVersionUID = 1L;

  OutdatedEventException(EntityId entity, String manifest) {
    super(
        entity.toString(),
        "it has a '%s', which an older version of Godwit recorded and which does not hold all that the state is made of"
            .formatted(manifest),
        "'godwit events' and 'godwit report' still read this run, and running its scenario again makes one that can be replayed");
  }
}
