package io.godwit.model.device;

import io.godwit.model.entity.Decision;
import io.godwit.model.entity.LegacyEntity;
import io.godwit.model.entity.Message;
import io.godwit.model.event.Event;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.ContextApplied;
import io.godwit.model.event.MemberEvent.ContextDiscarded;
import io.godwit.model.event.MemberEvent.ContextRead;
import io.godwit.model.event.MemberEvent.ContextSealed;
import io.godwit.model.event.MemberEvent.ContextWritten;
import io.godwit.model.event.MemberEvent.DisturbanceBegan;
import io.godwit.model.event.MemberEvent.DisturbanceEnded;
import io.godwit.model.event.MemberEvent.MemberReset;
import io.godwit.model.event.MemberEvent.MemberStarted;
import io.godwit.model.event.MemberEvent.ModeChanged;
import io.godwit.model.event.MemberEvent.WorkingStateCleared;
import io.godwit.model.id.EntityId;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Switch;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import java.util.List;
import java.util.Optional;

/**
 * The rules of one member device: a mode, a context, and what becomes of whatever touches it. A
 * profile and its {@link Switch}es say how; {@link Commands} serves its owner, {@link Accesses} its
 * guest and its peers, {@link Disturbances} resets and the like. A refused command changes nothing.
 */
public final class MemberDevice implements LegacyEntity<MemberState> {

  private final EntityId id;
  private final MemberSettings settings;
  private final boolean assignedAtFirst;

  /** The member called {@code name}; {@code assigned} when a guest drives it as the run begins. */
  public MemberDevice(String name, MemberSettings settings, boolean assigned) {
    this.id = EntityId.member(name);
    this.settings = settings;
    this.assignedAtFirst = assigned;
  }

  @Override
  public MemberState initial() {
    var state = new MemberState(settings.protocol().modes().first());
    state.assigned = assignedAtFirst;
    if (assignedAtFirst) {
      state.fields = GuestDevice.setUp(id.name(), settings);
    }
    return state;
  }

  @Override
  public Decision decide(MemberState state, SimTime now, EntityId from, Message message) {
    var decision = Decision.builder();
    if (!state.started) {
      decision.record(
          new MemberStarted(settings.type().word(), settings.queues(), state.mode.word()));
    }
    var task = new MemberTask(id, settings, state, now, decision);
    if (message instanceof MemberMessage.Execute execute) {
      new Disturbances(task).meet(execute);
    } else if (message instanceof MemberMessage.Resume resume) {
      new Commands(task)
          .carryOut(
              new MemberMessage.Execute(resume.ticket(), resume.opcode(), resume.data()),
              state.context(now, settings));
    } else if (message instanceof MemberMessage.Struck struck) {
      struck(task, struck.strike());
    } else if (message instanceof MemberMessage.Settled settled) {
      new Disturbances(task).end(settled.disturbance());
    } else if (message instanceof MemberMessage.ResetFunction reset) {
      decision.record(new MemberReset(reset.cause()));
      decision.send(from, settings.resetTime(), new DriverMessage.FunctionReset());
    } else {
      throw new IllegalArgumentException("a member has no use for " + message);
    }
    return decision.build();
  }

  private static void struck(MemberTask task, Access.Strike strike) {
    if (strike instanceof Access.Strike.Touch touch) {
      new Accesses(task).serve(touch.access());
    } else if (strike instanceof Access.Strike.Disturb disturb) {
      new Disturbances(task).begin(disturb.disturbance());
    } else if (strike instanceof Access.Strike.Fail fail) {
      task.state().nextAnswer = Optional.of(fail);
    } else if (strike instanceof Access.Strike.LoseResult) {
      task.state().loseNextResult = true;
    } else if (strike instanceof Access.Strike.CorruptWrite) {
      task.state().corruptNextWrite = true;
    } else {
      throw new IllegalArgumentException("a member is not struck with " + strike);
    }
  }

  @Override
  public MemberState evolve(MemberState state, SimTime at, Event event) {
    if (event instanceof MemberStarted) {
      state.started = true;
    } else if (event instanceof ModeChanged changed) {
      changeMode(state, at, changed.to());
    } else if (event instanceof ContextRead read) {
      remember(state, read);
    } else if (event instanceof ContextWritten written) {
      fieldsOf(written.content())
          .forEach(
              field ->
                  state.written.merge(field.key(), field, (before, after) -> after.over(before)));
      state.queuesSetUp = true;
    } else if (event instanceof ContextDiscarded) {
      state.forgetReads();
      state.written.clear();
    } else if (event instanceof ContextSealed) {
      state.sealed = true;
    } else if (event instanceof ContextApplied applied) {
      state.forgetAll();
      state.fields = fieldsOf(applied.content());
      state.assigned = true;
      state.live = true;
    } else if (event instanceof WorkingStateCleared) {
      state.fields = GuestDevice.defaults(state.fields);
      state.live = false;
      state.forgetReads();
    } else if (event instanceof AccessServed served) {
      touched(state, served);
    } else if (event instanceof DisturbanceBegan began) {
      state.fields = state.stopped(at, settings);
      state.live &= !kind(began.kind()).clears();
      state.modeSince = at;
      state.disturbance = Optional.of(kind(began.kind()));
      state.disturbedUntil = at.plus(began.lasts());
    } else if (event instanceof DisturbanceEnded ended) {
      settled(state, at, ended);
    } else if (event instanceof MemberReset) {
      state.forgetAll();
      state.mode = settings.protocol().modes().first();
      state.assigned = false;
      state.live = true;
      state.disturbance = Optional.empty();
      state.fields = List.of();
    }
    return state;
  }

  private void changeMode(MemberState state, SimTime at, String mode) {
    state.fields = state.stopped(at, settings);
    state.mode = settings.protocol().modes().ofWord(mode);
    state.modeSince = at;
    state.rest = Bytes.EMPTY;
    state.toldBusy = false;
    if (state.works()) {
      state.fields = MemberState.merged(state.fields, state.deferred);
      state.deferred.clear();
      state.sealed = false;
      state.forgetReads();
    }
  }

  private void remember(MemberState state, ContextRead read) {
    state.lastRead = fieldsOf(read.content());
    state.lastReadMode = read.mode();
    if (!settings.protocol().is(Switch.CLEAR_ON_READ, "off")) {
      for (ContextField field : state.lastRead) {
        Bytes before = state.returned.getOrDefault(field.key(), field.value());
        state.returned.put(field.key(), field.over(field.with(before)).value());
      }
    }
  }

  private static void touched(MemberState state, AccessServed served) {
    Effect effect = Effect.of(served.effect());
    List<ContextField> changes = fieldsOf(served.fields());
    if (effect == Effect.DEFERRED) {
      state.deferred.addAll(changes);
    } else {
      state.fields = MemberState.merged(state.fields, changes);
    }
  }

  private void settled(MemberState state, SimTime at, DisturbanceEnded ended) {
    boolean cleared = kind(ended.kind()).clears();
    state.disturbance = Optional.empty();
    state.mode = settings.protocol().modes().ofWord(ended.mode());
    state.modeSince = at;
    state.fields = fieldsOf(ended.fields());
    if (cleared) {
      state.forgetReads();
      state.deferred.clear();
      state.tornField = Optional.empty();
    }
  }

  private static Disturbance kind(String word) {
    return Disturbance.ofWord(word)
        .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no disturbance"));
  }

  private static List<ContextField> fieldsOf(Bytes content) {
    return ContextCodec.decode(content)
        .orElseThrow(() -> new IllegalArgumentException("a recorded context is malformed"));
  }
}
