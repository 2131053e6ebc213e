package io.godwit.model.invariant;

import io.godwit.model.event.Event;
import io.godwit.model.event.MemberEvent.ContextRead;
import io.godwit.model.event.MemberEvent.DisturbanceEnded;
import io.godwit.model.event.MemberEvent.MemberReset;
import io.godwit.model.event.MemberEvent.ModeChanged;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.protocol.Stage;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Follows whether each device stood when it was last read, and whether it was this attempt that
 * stopped it.
 */
final class SourceStopped extends Invariant {

  private final Successions successions = new Successions();

  /** Stopped since their migration's attempt began. */
  private final Set<String> stopped = new LinkedHashSet<>();

  /** Of which the last read found them so. */
  private final Set<String> readStopped = new LinkedHashSet<>();

  @Override
  public void accept(RecordedEvent recorded) {
    successions.accept(recorded);
    Event event = recorded.event();
    String name = recorded.entity().name();
    if (event instanceof MigrationStarted started) {
      started.devices().forEach(stopped::remove);
      started.devices().forEach(readStopped::remove);
    } else if (event instanceof ModeChanged changed) {
      enter(name, changed.to());
    } else if (event instanceof DisturbanceEnded ended) {
      if (Stages.of(ended.mode()) == Stage.WORKING) {
        stopped.remove(name);
      }
    } else if (event instanceof MemberReset) {
      stopped.remove(name);
    } else if (event instanceof ContextRead read) {
      read(name, Stages.of(read.mode()) != Stage.WORKING && stopped.contains(name));
    } else if (event instanceof MigrationCompleted) {
      for (String source : successions.sources(name)) {
        judge(
            readStopped.remove(source),
            () -> source + " was not stopped when it was last read, " + at(recorded));
      }
    }
  }

  private void enter(String name, String mode) {
    if (Stages.of(mode) == Stage.WORKING) {
      stopped.remove(name);
    } else {
      stopped.add(name);
    }
  }

  private void read(String name, boolean standing) {
    if (standing) {
      readStopped.add(name);
    } else {
      readStopped.remove(name);
    }
  }
}
