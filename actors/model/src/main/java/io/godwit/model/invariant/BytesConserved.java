package io.godwit.model.invariant;

import io.godwit.model.event.FabricEvent.FlowEnded;
import io.godwit.model.event.FabricEvent.FlowStarted;
import io.godwit.model.event.FleetEvent.LinkUsed;
import io.godwit.model.event.FleetEvent.PlanFinished;
import io.godwit.model.event.FleetEvent.PlanStarted;
import io.godwit.model.event.FleetEvent.RunFinished;
import io.godwit.model.event.MigrationEvent;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.id.EntityKind;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Holds three accounts of the same bytes against each other: what every flow carried, aborted ones
 * included, what the links counted, and what the migrations say. A run of the first version has no
 * flows on record; then a migration is held against itself alone.
 */
final class BytesConserved extends Invariant {

  private record Open(FlowStarted flow, SentBytes attempt) {}

  private final Map<Long, Open> open = new LinkedHashMap<>();
  private final Map<String, Long> crossed = new LinkedHashMap<>();
  private final Map<String, SentBytes> attempts = new LinkedHashMap<>();
  private boolean flowsOnRecord;
  private int plansOpen;
  private boolean finished;

  @Override
  public void accept(RecordedEvent recorded) {
    if (recorded.event() instanceof FlowStarted started) {
      started(started, recorded);
    } else if (recorded.event() instanceof FlowEnded ended) {
      ended(ended, recorded);
    } else if (recorded.event() instanceof LinkUsed used) {
      used(used, recorded);
    } else if (recorded.event() instanceof MigrationEvent event) {
      migration(event, recorded);
    } else if (recorded.event() instanceof PlanStarted) {
      plansOpen++;
    } else if (recorded.event() instanceof PlanFinished) {
      plansOpen--;
    } else if (recorded.event() instanceof RunFinished) {
      finished = true;
    }
  }

  private void started(FlowStarted flow, RecordedEvent recorded) {
    flowsOnRecord = true;
    EntityId asker = EntityId.ofPersistenceId(flow.asker());
    SentBytes attempt =
        asker.kind() == EntityKind.MIGRATION ? attempt(asker.name()) : new SentBytes();
    attempt.start(flow);
    Open before = open.put(flow.flow(), new Open(flow, attempt));
    judge(before == null, () -> "flow " + flow.flow() + " began twice, " + at(recorded));
  }

  private void ended(FlowEnded end, RecordedEvent recorded) {
    Open was = open.remove(end.flow());
    judge(
        was != null && end.sent().compareTo(was.flow().size()) <= 0,
        () -> "flow " + end.flow() + " was not open, or sent more than it had, " + at(recorded));
    if (was != null) {
      was.attempt().end(was.flow(), end.sent());
      was.flow().links().forEach(link -> crossed.merge(link, end.sent().bytes(), Long::sum));
    }
  }

  /** A flow that is still up has sent something between nothing and its size. */
  private void used(LinkUsed used, RecordedEvent recorded) {
    if (!flowsOnRecord) {
      return;
    }
    Long known = crossed.remove(used.link());
    long least = known == null ? 0 : known;
    long most = least + openBytes(used.link());
    long carried = used.carried().bytes();
    judge(
        carried >= least && carried <= most,
        () ->
            "%s carried %d bytes, but the flows across it %d, %s"
                .formatted(used.link(), carried, least, at(recorded)));
  }

  private long openBytes(String link) {
    return open.values().stream()
        .filter(each -> each.flow().links().contains(link))
        .mapToLong(each -> each.flow().size().bytes())
        .sum();
  }

  private void migration(MigrationEvent event, RecordedEvent recorded) {
    String name = recorded.entity().name();
    if (event instanceof MigrationStarted) {
      attempts.put(name, new SentBytes());
    }
    attempt(name)
        .say(event, flowsOnRecord)
        .ifPresent(
            statement ->
                judge(statement.isTrue(), () -> statement.words().get() + ", " + at(recorded)));
  }

  private SentBytes attempt(String migration) {
    return attempts.computeIfAbsent(migration, unheardOf -> new SentBytes());
  }

  /** All that began has ended, and every link that was crossed is accounted for. */
  @Override
  protected void end() {
    for (Open each : open.values()) {
      judge(
          !finished,
          () -> "flow %d of %s never ended".formatted(each.flow().flow(), each.flow().asker()));
    }
    if (finished && plansOpen == 0) {
      crossed.forEach(
          (link, bytes) ->
              judge(
                  bytes == 0,
                  () -> "%d bytes crossed %s, which is in no report".formatted(bytes, link)));
    }
  }
}
