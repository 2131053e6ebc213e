package io.godwit.model.invariant;

import io.godwit.model.event.Event;
import io.godwit.model.event.HypervisorEvent.FunctionForced;
import io.godwit.model.event.HypervisorEvent.ReservationMade;
import io.godwit.model.event.HypervisorEvent.StandingDeviceReset;
import io.godwit.model.event.HypervisorEvent.VcpusStarted;
import io.godwit.model.event.MemberEvent.DeviceInitialised;
import io.godwit.model.event.MemberEvent.DisturbanceEnded;
import io.godwit.model.event.MemberEvent.MemberReset;
import io.godwit.model.event.MemberEvent.ModeChanged;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for devices that work while their guest is on its way, though only their driver may set
 * them to work. A reset of the whole function may end the mode with everything else: what is left
 * has nothing to work with, and harms nobody unless it is set up before its driver or its guest
 * goes on.
 */
final class StoppedDevicesStand extends Invariant {

  private final Set<String> stopped = new LinkedHashSet<>();

  /** Those that a reset of the whole function has brought back into their first mode. */
  private final Set<String> blank = new LinkedHashSet<>();

  /** By guest: what it leaves, and what it goes to. */
  private final Map<String, List<String>> devices = new LinkedHashMap<>();

  @Override
  public void accept(RecordedEvent recorded) {
    Event event = recorded.event();
    String name = recorded.entity().name();
    if (event instanceof ModeChanged changed) {
      blank.remove(name);
      if (Stages.of(changed.to()) == Stage.WORKING) {
        stopped.remove(name);
      } else {
        stopped.add(name);
      }
      judge(true, () -> "");
    } else if (event instanceof DisturbanceEnded ended) {
      disturbed(name, ended, recorded);
    } else if (event instanceof DeviceInitialised) {
      judge(
          !blank.contains(name),
          () -> "%s was set up while it had to stand, %s".formatted(name, at(recorded)));
    } else if (event instanceof MemberReset) {
      forget(name);
    } else if (event instanceof FunctionForced forced) {
      forget(forced.member()); // its driver wants it to work, and has no other way
    } else if (event instanceof StandingDeviceReset reset) {
      forget(reset.member()); // its driver knows, and its guest goes on
    } else if (event instanceof MigrationStarted started) {
      devices.put(started.vm(), new ArrayList<>(started.devices()));
    } else if (event instanceof ReservationMade made) {
      devices.computeIfAbsent(made.vm(), first -> new ArrayList<>()).addAll(made.members());
    } else if (event instanceof VcpusStarted started) {
      devices.getOrDefault(started.vm(), List.of()).forEach(this::forget);
    }
  }

  private void forget(String name) {
    stopped.remove(name);
    blank.remove(name);
  }

  private void disturbed(String name, DisturbanceEnded ended, RecordedEvent recorded) {
    boolean works = Stages.of(ended.mode()) == Stage.WORKING;
    boolean whole = Disturbance.of(ended.kind()).clearsFunction();
    judge(
        !stopped.contains(name) || !works || whole,
        () -> "a %s set %s to work, %s".formatted(ended.kind(), name, at(recorded)));
    if (stopped.contains(name) && works) {
      blank.add(name);
    }
  }
}
