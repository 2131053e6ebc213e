package io.godwit.model.invariant;

import io.godwit.model.event.MigrationEvent;
import io.godwit.model.event.MigrationEvent.ContextMoved;
import io.godwit.model.event.MigrationEvent.FinalMemorySent;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.MigrationEvent.PostCopyFinished;
import io.godwit.model.event.MigrationEvent.RoundFinished;
import io.godwit.model.event.RecordedEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds up what each attempt sent, and holds it against what it says at its end. */
final class BytesConserved extends Invariant {

  private record Sent(long memoryBytes, long contextBytes) {
    static final Sent NOTHING = new Sent(0, 0);

    Sent plus(long moreMemoryBytes, long moreContextBytes) {
      return new Sent(memoryBytes + moreMemoryBytes, contextBytes + moreContextBytes);
    }
  }

  private final Map<String, Sent> sent = new LinkedHashMap<>();

  @Override
  public void accept(RecordedEvent recorded) {
    if (!(recorded.event() instanceof MigrationEvent event)) {
      return;
    }
    String migration = recorded.entity().name();
    if (event instanceof MigrationStarted) {
      sent.put(migration, Sent.NOTHING);
    } else if (event instanceof RoundFinished round) {
      add(migration, round.sent().bytes(), 0);
    } else if (event instanceof FinalMemorySent last) {
      add(migration, last.sent().bytes(), 0);
    } else if (event instanceof PostCopyFinished followed) {
      add(migration, followed.sent().bytes(), 0);
    } else if (event instanceof ContextMoved moved) {
      add(migration, 0, moved.size().bytes());
    } else if (event instanceof MigrationCompleted completed) {
      Sent sum = sent.remove(migration);
      judge(
          completed.memorySent().bytes() == sum.memoryBytes()
              && completed.contextSent().bytes() == sum.contextBytes(),
          () -> "sent " + sum + ", but says " + completed + ", " + at(recorded));
    }
  }

  private void add(String migration, long memoryBytes, long contextBytes) {
    sent.merge(
        migration,
        Sent.NOTHING.plus(memoryBytes, contextBytes),
        (was, more) -> was.plus(more.memoryBytes(), more.contextBytes()));
  }
}
