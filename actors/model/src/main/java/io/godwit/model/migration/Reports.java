package io.godwit.model.migration;

import io.godwit.model.entity.Message;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.MigrationAnswer.AttemptDenied;
import io.godwit.model.migration.MigrationAnswer.AttemptReported;
import io.godwit.model.migration.MigrationMessage.ReportAttempt;
import io.godwit.model.migration.MigrationMessage.RestartGuest;
import io.godwit.model.migration.MigrationMessage.StartAttempt;
import java.util.Optional;

/** What a migration says to a fleet that asks twice, or that has forgotten what it was told. */
final class Reports {

  private final UnitOfWork<MigrationState> unit;

  Reports(UnitOfWork<MigrationState> unit) {
    this.unit = unit;
  }

  /** Whether this asks for an attempt that there was already; nothing is done twice. */
  boolean deny(Message message) {
    int asked =
        message instanceof StartAttempt start
            ? start.attempt()
            : message instanceof RestartGuest start ? start.attempt() : Integer.MAX_VALUE;
    int last = unit.state().lastAttempt();
    if (asked > last) {
      return false;
    }
    String reason = asked < last || unit.state().ending().isPresent() ? "is over" : "is under way";
    answer(new AttemptDenied(asked, "attempt %d %s already".formatted(asked, reason)));
    return true;
  }

  /** One that is under way says nothing: its end will. */
  void told(ReportAttempt ask) {
    Optional<MigrationState.Ending> ending = unit.state().ending();
    if (ask.attempt() == unit.state().lastAttempt() && ending.isPresent()) {
      answer(new AttemptReported(ask.attempt(), ending.get().outcome(), ending.get().reason()));
    }
  }

  private void answer(MigrationAnswer answer) {
    unit.send(EntityId.fleet(), unit.state().remoteCall(), answer);
  }
}
