package io.godwit.model.invariant;

import io.godwit.model.event.Event;
import io.godwit.model.event.FleetEvent.GuestDeparted;
import io.godwit.model.event.HypervisorEvent.HostCrashed;
import io.godwit.model.event.HypervisorEvent.HypervisorStarted;
import io.godwit.model.event.HypervisorEvent.VcpusStarted;
import io.godwit.model.event.HypervisorEvent.VcpusStopped;
import io.godwit.model.event.HypervisorEvent.VmCreated;
import io.godwit.model.event.HypervisorEvent.VmKilled;
import io.godwit.model.event.MigrationEvent.GuestLost;
import io.godwit.model.event.MigrationEvent.HostGivenUp;
import io.godwit.model.event.MigrationEvent.MigrationFailed;
import io.godwit.model.event.MigrationEvent.MigrationRolledBack;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.MigrationEvent.PhaseEntered;
import io.godwit.model.event.MigrationEvent.RestartBegun;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.migration.Phase;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Follows where each guest runs. */
final class OneHome extends Invariant {

  private static final String NOWHERE = "";

  /** Of a guest that is gone, which somebody has said with its cause. */
  private static final String LOST_WITH_ITS_HOST = "a host that crashed";

  /** Of a guest whose host crashed while it ran there: what it had done then is nowhere else. */
  private static final String LOST_AS_IT_RAN = "a host that crashed as it ran there";

  private final Map<String, String> hostByVm = new LinkedHashMap<>();

  /** By migration: its guest. */
  private final Map<String, String> guests = new LinkedHashMap<>();

  /** Guests that are lost, and have still to stop. */
  private final Set<String> doomed = new LinkedHashSet<>();

  /** By migration: where it began. */
  private final Map<String, String> sources = new LinkedHashMap<>();

  /** By guest that has not been stopped since: where it was started last. */
  private final Map<String, String> lastRan = new LinkedHashMap<>();

  /** Migrations whose memory follows the guest. */
  private final Set<String> following = new LinkedHashSet<>();

  /** Migrations that have lost a host. */
  private final Set<String> bereft = new LinkedHashSet<>();

  @Override
  public void accept(RecordedEvent recorded) {
    Event event = recorded.event();
    String host = recorded.entity().name();
    if (event instanceof HypervisorStarted started) {
      started.vms().forEach(vm -> beginsAnew(vm, host, recorded));
    } else if (event instanceof VcpusStarted started) {
      goesOn(started.vm(), host, recorded);
    } else if (event instanceof VmCreated created) {
      beginsAnew(created.vm(), host, recorded);
    } else if (event instanceof GuestDeparted departed) {
      hostByVm.remove(departed.vm());
    } else if (event instanceof HostCrashed crash) {
      crash.guests().forEach(vm -> crashed(vm, host));
    } else if (event instanceof VmKilled killed && killed.ran()) {
      crashed(killed.vm(), host);
    } else if (event instanceof MigrationStarted started) {
      guests.put(host, started.vm());
      sources.put(host, started.source());
    } else if (event instanceof MigrationRolledBack) {
      String source = sources.get(host);
      if (source == null || !source.equals(lastRan.get(guests.get(host)))) {
        judge(
            false,
            () -> guests.get(host) + " is said to be back and never ran again, " + at(recorded));
      }
    } else if (event instanceof RestartBegun restart) {
      hostByVm.replace(restart.vm(), LOST_AS_IT_RAN, LOST_WITH_ITS_HOST);
    } else if (event instanceof MigrationFailed) {
      String vm = guests.get(host);
      if (!Objects.equals(lastRan.getOrDefault(vm, sources.get(host)), sources.get(host))) {
        judge(
            false,
            () ->
                "%s is said to have stayed on %s and ran on %s, %s"
                    .formatted(vm, sources.get(host), lastRan.get(vm), at(recorded)));
      }
    } else if (event instanceof HostGivenUp) {
      bereft.add(host);
    } else if (event instanceof PhaseEntered entered) {
      if (Phase.of(entered.phase()) == Phase.POST_COPY) {
        following.add(host);
      } else {
        following.remove(host);
      }
    } else if (event instanceof GuestLost lost && hasCause(host, lost)) {
      String vm = guests.get(host);
      boolean stands = hostByVm.replace(vm, NOWHERE, LOST_WITH_ITS_HOST);
      if (!stands && !isLost(hostByVm.getOrDefault(vm, LOST_WITH_ITS_HOST))) {
        doomed.add(vm); // it runs still, without what it needs
      }
    } else if (event instanceof VcpusStopped stopped) {
      String was = hostByVm.put(stopped.vm(), NOWHERE);
      lastRan.remove(stopped.vm());
      if (doomed.remove(stopped.vm())) {
        hostByVm.put(stopped.vm(), LOST_WITH_ITS_HOST);
      }
      judge(
          host.equals(was),
          () -> stopped.vm() + " stopped on " + host + " but ran on " + was + ", " + at(recorded));
    }
  }

  /** A host is gone, or memory is missing that had to follow the guest. */
  private boolean hasCause(String migration, GuestLost lost) {
    return bereft.contains(migration)
        || (following.contains(migration) && !lost.missing().isZero());
  }

  /** What stands there still may have gone elsewhere. */
  private void crashed(String vm, String host) {
    String was = hostByVm.getOrDefault(vm, host);
    if (was.equals(host)) {
      doomed.remove(vm);
      hostByVm.put(vm, LOST_AS_IT_RAN);
    } else if (was.equals(NOWHERE)) {
      hostByVm.put(vm, LOST_WITH_ITS_HOST);
    }
  }

  private static boolean isLost(String host) {
    return host.equals(LOST_WITH_ITS_HOST) || host.equals(LOST_AS_IT_RAN);
  }

  /** From its image, or at the beginning of the run. */
  private void beginsAnew(String vm, String host, RecordedEvent recorded) {
    hostByVm.replace(vm, LOST_AS_IT_RAN, LOST_WITH_ITS_HOST);
    goesOn(vm, host, recorded);
  }

  /** From where it was stopped. */
  private void goesOn(String vm, String host, RecordedEvent recorded) {
    String was = hostByVm.put(vm, host);
    lastRan.put(vm, host);
    judge(
        was == null || was.equals(NOWHERE) || was.equals(LOST_WITH_ITS_HOST),
        () ->
            LOST_AS_IT_RAN.equals(was)
                ? "%s goes on at %s, and a host crashed with it, %s"
                    .formatted(vm, host, at(recorded))
                : "%s runs on %s and on %s, %s".formatted(vm, was, host, at(recorded)));
  }

  @Override
  protected void end() {
    doomed.forEach(vm -> judge(false, () -> vm + " is said to be lost and was never stopped"));
    hostByVm.forEach(
        (vm, host) ->
            judge(!host.equals(NOWHERE), () -> vm + " was stopped and never ran again: lost"));
  }
}
