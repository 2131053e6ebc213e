package io.godwit.model.invariant;

import io.godwit.model.event.FabricEvent.FlowStarted;
import io.godwit.model.event.MigrationEvent;
import io.godwit.model.event.MigrationEvent.ContextMoved;
import io.godwit.model.event.MigrationEvent.FinalMemorySent;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.MigrationEvent.PhaseEntered;
import io.godwit.model.event.MigrationEvent.PostCopyFinished;
import io.godwit.model.event.MigrationEvent.RoundFinished;
import io.godwit.model.migration.Phase;
import io.godwit.model.unit.ByteCount;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What the flows of one attempt carried, beside what its migration says that it sent. */
final class SentBytes {

  /** A statement of a migration, and whether the flows bear it out; put in words if not. */
  record Statement(boolean isTrue, Supplier<String> words) {}

  private final Map<Long, Phase> startedIn = new LinkedHashMap<>();

  /** Memory that flows brought over and no event has told of, by the phase in which they began. */
  private final Map<Phase, Long> untold = new EnumMap<>(Phase.class);

  private Phase phase = Phase.RESERVE;
  private long contextCarried;
  private long contextSaid;
  private long memorySaid;

  void start(FlowStarted flow) {
    startedIn.put(flow.flow(), phase);
  }

  void end(FlowStarted flow, ByteCount sent) {
    untold.merge(startedIn.remove(flow.flow()), flow.memoryIn(sent).bytes(), Long::sum);
    contextCarried += flow.contextIn(sent).bytes();
  }

  /** Takes an event; gives what it states about bytes, if anything that can be checked. */
  Optional<Statement> say(MigrationEvent event, boolean flowsOnRecord) {
    if (event instanceof PhaseEntered entered) {
      phase = Phase.of(entered.phase());
    } else if (event instanceof RoundFinished round) {
      return memory(Phase.PRE_COPY, round.sent(), flowsOnRecord);
    } else if (event instanceof FinalMemorySent last) {
      return memory(Phase.FINAL_MEMORY, last.sent(), flowsOnRecord);
    } else if (event instanceof PostCopyFinished followed) {
      return memory(Phase.POST_COPY, followed.sent(), flowsOnRecord);
    } else if (event instanceof ContextMoved moved) {
      contextSaid += moved.size().bytes();
      return flowsOnRecord ? Optional.of(contextSoFar()) : Optional.empty();
    } else if (event instanceof MigrationCompleted completed) {
      return Optional.of(total(completed, flowsOnRecord));
    }
    return Optional.empty();
  }

  private Optional<Statement> memory(Phase of, ByteCount said, boolean flowsOnRecord) {
    memorySaid += said.bytes();
    Long carried = untold.remove(of);
    long bytes = carried == null ? 0 : carried;
    return flowsOnRecord
        ? Optional.of(
            new Statement(
                bytes == said.bytes(),
                () ->
                    "%d bytes of memory are said to be sent in %s, but flows carried %d"
                        .formatted(said.bytes(), of.word(), bytes)))
        : Optional.empty();
  }

  private Statement contextSoFar() {
    long said = contextSaid;
    long carried = contextCarried;
    return new Statement(
        said <= carried,
        () ->
            "%d bytes of context are said to have moved, but flows carried %d"
                .formatted(said, carried));
  }

  private Statement total(MigrationCompleted completed, boolean flowsOnRecord) {
    long memory = memorySaid;
    long context = contextSaid;
    long carried = contextCarried;
    return new Statement(
        completed.memorySent().bytes() == memory
            && completed.contextSent().bytes() == context
            && (!flowsOnRecord || context == carried),
        () ->
            "its parts come to %d bytes of memory and %d of context (flows carried %d), but says %s"
                .formatted(memory, context, carried, completed));
  }
}
