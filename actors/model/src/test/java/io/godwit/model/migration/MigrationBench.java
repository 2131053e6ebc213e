package io.godwit.model.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.Scene;
import io.godwit.model.event.Event;
import io.godwit.model.event.MigrationEvent.PhaseEntered;
import io.godwit.model.hypervisor.HypervisorMessage;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.MigrationAnswer.AttemptEnded;
import io.godwit.model.migration.MigrationMessage.CancelAttempt;
import io.godwit.model.network.FabricAnswer.FlowEnded;
import io.godwit.model.network.FabricMessage.StartFlow;
import io.godwit.model.network.FabricMessage.StopFlow;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * One migration in a {@link World}, without actors. It is stopped and recovered from its record
 * between any two messages, and must not notice.
 */
final class MigrationBench {

  /** A message on its way to the migration. */
  record Due(SimTime at, long sequence, EntityId from, Message message) {}

  /** What the migration recorded, and when. */
  record Recorded(SimTime at, Event event) {}

  private record Begun(StartFlow flow, SimTime at) {}

  final World world;
  private final Setup setup;
  private final Scene<MigrationState> scene;
  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::sequence));
  private final Map<Long, Begun> flows = new HashMap<>();
  private final List<Due> delivered = new ArrayList<>();
  private final List<Recorded> record = new ArrayList<>();
  private final List<Outgoing> sent = new ArrayList<>();
  private long sequence;

  MigrationBench(Setup setup) {
    this.setup = setup;
    this.world = new World(setup);
    this.scene = Scene.of(setup.migration());
  }

  /** The fleet asks for an attempt, now. */
  MigrationBench start(int attempt) {
    return deliver(EntityId.fleet(), setup.attempt(attempt));
  }

  /** An operator wants the guest to stay, now. */
  MigrationBench cancel() {
    return deliver(EntityId.fleet(), new CancelAttempt("cancelled by the operator"));
  }

  private MigrationBench deliver(EntityId from, Message message) {
    deliver(new Due(scene.now(), 0, from, message));
    return this;
  }

  private void deliver(Due due) {
    delivered.add(due);
    scene.after(due.at().since(scene.now())).recovered().when(due.from(), due.message());
    scene.events().forEach(event -> record.add(new Recorded(scene.now(), event)));
    sent.addAll(scene.outgoing());
    scene.outgoing().forEach(this::carry);
    requireCount();
  }

  /** What the state counts as open must be what is under way. */
  private void requireCount() {
    scene
        .state()
        .attempt()
        .filter(attempt -> !attempt.isOver())
        .ifPresent(
            attempt ->
                assertThat((long) attempt.awaited())
                    .as("awaited after %s", record)
                    .isEqualTo(
                        queue.stream()
                            .filter(due -> !(due.message() instanceof MigrationMessage))
                            .count()));
  }

  /** Has the world answer; what goes to the fleet or a device needs no answer. */
  private void carry(Outgoing out) {
    if (out.message() instanceof StartFlow flow) {
      flows.put(flow.flow(), new Begun(flow, scene.now()));
      schedule(world.flow(flow));
    } else if (out.message() instanceof StopFlow stop) {
      stop(stop.flow());
    } else if (out.message() instanceof MigrationMessage itself) {
      schedule(new World.Answer(out.delay(), out.to(), itself));
    } else if (out.message() instanceof HypervisorMessage) {
      schedule(world.ask(out));
    }
  }

  private void stop(long flow) {
    boolean open =
        queue.removeIf(due -> due.message() instanceof FlowEnded end && end.flow() == flow);
    if (open) {
      Begun begun = flows.get(flow);
      SimDuration ran = scene.now().since(begun.at());
      World.Answer cut = world.ended(begun.flow(), ran, false);
      schedule(new World.Answer(SimDuration.ofNanos(1), cut.from(), cut.message()));
    }
  }

  private void schedule(World.Answer answer) {
    queue.add(
        new Due(scene.now().plus(answer.after()), ++sequence, answer.from(), answer.message()));
  }

  /** Delivers the next message; says whether there was one. */
  boolean step() {
    Due due = queue.poll();
    if (due == null) {
      return false;
    }
    deliver(due);
    return true;
  }

  /** Delivers all that comes. */
  MigrationBench run() {
    while (step()) {
      // until nothing is on its way
    }
    return this;
  }

  /** Delivers until this phase has begun; fails when it never does. */
  MigrationBench runTo(Phase phase) {
    while (!events().contains(new PhaseEntered(phase.word()))) {
      if (!step()) {
        throw new AssertionError(phase + " is never reached: " + record);
      }
    }
    return this;
  }

  /** Delivers so many messages, or all that come. */
  MigrationBench step(int messages) {
    for (int i = 0; i < messages && step(); i++) {
      // one after the other
    }
    return this;
  }

  /** Delivers until the fleet is told how it ended. */
  MigrationBench runToEnding() {
    int before = sent(AttemptEnded.class).size();
    while (sent(AttemptEnded.class).size() == before && step()) {
      // until then
    }
    return this;
  }

  /** Whether the last attempt, if any, left the guest where it was. */
  boolean mayBeTriedAgain() {
    return ending()
        .map(AttemptEnded::outcome)
        .map(outcome -> outcome == Outcome.FAILED || outcome == Outcome.ROLLED_BACK)
        .orElse(true);
  }

  /** What the fleet was told; empty while an attempt is under way. */
  Optional<AttemptEnded> ending() {
    List<AttemptEnded> endings = sent(AttemptEnded.class);
    return endings.isEmpty() ? Optional.empty() : Optional.of(endings.get(endings.size() - 1));
  }

  <M extends Message> List<M> sent(Class<M> type) {
    return sent.stream().map(Outgoing::message).filter(type::isInstance).map(type::cast).toList();
  }

  <E extends Event> List<E> events(Class<E> type) {
    return events().stream().filter(type::isInstance).map(type::cast).toList();
  }

  List<Event> events() {
    return record.stream().map(Recorded::event).toList();
  }

  /** When the first event of this kind that is equal to {@code event} was recorded. */
  SimTime timeOf(Event event) {
    return record.stream()
        .filter(each -> each.event().equals(event))
        .findFirst()
        .orElseThrow()
        .at();
  }

  /** The same of the last one. */
  SimTime timeOfLast(Event event) {
    return record.stream()
        .filter(each -> each.event().equals(event))
        .reduce((first, second) -> second)
        .orElseThrow()
        .at();
  }

  List<Outgoing> sent() {
    return sent;
  }

  /** All messages so far, in the order in which they came. */
  List<Due> delivered() {
    return delivered;
  }
}
