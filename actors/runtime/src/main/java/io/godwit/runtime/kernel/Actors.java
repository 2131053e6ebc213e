package io.godwit.runtime.kernel;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import io.godwit.model.id.EntityId;
import io.godwit.model.random.RandomStream;
import io.godwit.model.unit.SimDuration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The actors that live: each starts with a message to it, and ends as {@link StopRules} say. */
final class Actors {

  /** A look at who is idle is taken so many times in the time that an actor is kept. */
  private static final int LOOKS = 4;

  private static final String PURPOSE = "recover-randomly";

  private final Function<EntityId, Behavior<Instruction>> behaviors;
  private final ActorSystem<Void> system;
  private final RunQueue runQueue;
  private final StopRules rules;
  private final Set<Party> live = new LinkedHashSet<>();
  private final Map<EntityId, RandomStream> draws = new LinkedHashMap<>();

  /** Virtual time of the next look at who is idle. */
  private long lookNanos;

  Actors(
      Function<EntityId, Behavior<Instruction>> behaviors,
      ActorSystem<Void> system,
      RunQueue runQueue,
      StopRules rules) {
    this.behaviors = behaviors;
    this.system = system;
    this.runQueue = runQueue;
    this.rules = rules;
    lookNanos = rules.keepIdle().isPresent() ? 0 : Long.MAX_VALUE;
  }

  int count() {
    return live.size();
  }

  /** The actor of {@code party}, started now if none lives; {@code step} makes its name unique. */
  ActorRef<Instruction> of(Party party, long step) {
    return party.actor.orElseGet(() -> start(party, step));
  }

  private ActorRef<Instruction> start(Party party, long step) {
    ActorRef<Instruction> actor =
        system.systemActorOf(
            behaviors.apply(party.id),
            "entity-" + party.id.kind().prefix() + "-" + step,
            Props.empty());
    party.actor = Optional.of(actor);
    live.add(party);
    return actor;
  }

  /** The actor of {@code party} has ended. */
  void ended(Party party) {
    party.actor = Optional.empty();
    live.remove(party);
  }

  /** {@code party} has been served and the run queue is dry: now actors may be stopped. */
  void served(Party party, long nowNanos) {
    party.servedNanos = nowNanos;
    if (rules.perMillion() > 0 && isDrawn(party)) {
      stop(party);
    }
    if (nowNanos >= lookNanos) {
      rules.keepIdle().ifPresent(keep -> stopIdle(nowNanos, keep));
    }
  }

  private boolean isDrawn(Party party) {
    return draws
            .computeIfAbsent(party.id, id -> RandomStream.of(rules.seed(), id, PURPOSE))
            .below(StopRules.ALWAYS)
        < rules.perMillion();
  }

  /**
   * A look costs a visit to each actor that lives, and those are the ones that were served since
   * the last look but few: a handful of visits for each delivery, however many entities there are.
   */
  private void stopIdle(long nowNanos, SimDuration keep) {
    List<Party> idle =
        live.stream().filter(party -> nowNanos - party.servedNanos >= keep.nanos()).toList();
    idle.forEach(this::stop);
    lookNanos = nowNanos + Math.max(1, keep.nanos() / LOOKS);
  }

  private void stop(Party party) {
    party.actor.ifPresent(
        actor -> {
          actor.tell(Stop.NOW);
          runQueue.runDry();
        });
  }
}
