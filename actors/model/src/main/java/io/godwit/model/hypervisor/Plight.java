package io.godwit.model.hypervisor;

import io.godwit.model.entity.StatePart;
import io.godwit.model.event.HypervisorEvent.HostPaused;
import io.godwit.model.event.HypervisorEvent.HostSlowed;
import io.godwit.model.event.HypervisorEvent.HostUnfit;
import io.godwit.model.fault.Slowdowns;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is wrong with a host that is up: it stands, is slow, or is unfit for guests that arrive. */
final class Plight implements StatePart {

  /** What is put off comes so long after the pause, when the host has been told of its end. */
  private static final SimDuration AFTER = SimDuration.ofNanos(1);

  private Optional<SimTime> pausedUntil = Optional.empty();

  /** When what was put off would come, of a pause that a crash has cut short. */
  private Optional<SimTime> deafAt = Optional.empty();

  private final Slowdowns slowdowns = new Slowdowns();
  private final Set<String> unfit = new TreeSet<>();

  /** Guests whose process is to be killed as soon as there is one. */
  private final Set<String> doomed = new TreeSet<>();

  /** Guests whose process was. */
  private final Set<String> killed = new TreeSet<>();

  void pause(SimTime at, HostPaused pause) {
    SimTime until = at.plus(pause.lasts());
    pausedUntil = Optional.of(pausedUntil.filter(before -> before.isAfter(until)).orElse(until));
  }

  void resume() {
    pausedUntil = Optional.empty();
  }

  void slow(SimTime at, HostSlowed slowed) {
    slowdowns.begin(at, slowed.factor(), slowed.lasts());
  }

  void unfit(HostUnfit how) {
    if (how.healed()) {
      unfit.remove(how.kind());
    } else {
      unfit.add(how.kind());
    }
  }

  void doom(String vm) {
    doomed.add(vm);
  }

  void killed(String vm) {
    killed.add(vm);
  }

  /** Another process is to serve it, or was not let. */
  void spare(String vm) {
    doomed.remove(vm);
    killed.remove(vm);
  }

  /** With the power go a pause and what it has put off. */
  void crash() {
    deafAt = pausedUntil.map(until -> until.plus(AFTER)).or(() -> deafAt);
    pausedUntil = Optional.empty();
    slowdowns.forget();
    doomed.clear();
    killed.clear();
  }

  /** Until when what comes now has to wait; empty when it need not. */
  Optional<SimDuration> standsFor(SimTime now) {
    return pausedUntil.isEmpty() || now.isAfter(pausedUntil.get())
        ? Optional.empty()
        : Optional.of(pausedUntil.get().since(now).plus(AFTER));
  }

  /** Whether a pause is over by now. */
  boolean mayResume(SimTime now) {
    return pausedUntil.filter(until -> !until.isAfter(now)).isPresent();
  }

  /** Whether what comes now was put off until after a crash that has made it void. */
  boolean isDeaf(SimTime now) {
    return deafAt.equals(Optional.of(now));
  }

  /** How many times as long everything takes. */
  int slowness(SimTime now) {
    return slowdowns.factor(now);
  }

  boolean isUnfit(String kind) {
    return unfit.contains(kind);
  }

  boolean isKilled(String vm) {
    return killed.contains(vm);
  }

  boolean isDoomed(String vm) {
    return doomed.contains(vm);
  }
}
