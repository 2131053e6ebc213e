package io.godwit.model.invariant;

import io.godwit.model.context.Registers;
import io.godwit.model.event.Event;
import io.godwit.model.event.FleetEvent.GuestDeparted;
import io.godwit.model.event.FleetEvent.RunFinished;
import io.godwit.model.event.HypervisorEvent.HostCrashed;
import io.godwit.model.event.HypervisorEvent.HostPaused;
import io.godwit.model.event.HypervisorEvent.HostResumed;
import io.godwit.model.event.HypervisorEvent.HypervisorStarted;
import io.godwit.model.event.HypervisorEvent.ReservationMade;
import io.godwit.model.event.HypervisorEvent.VcpusStarted;
import io.godwit.model.event.HypervisorEvent.VcpusStopped;
import io.godwit.model.event.HypervisorEvent.VmCreated;
import io.godwit.model.event.HypervisorEvent.VmKilled;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.ContextApplied;
import io.godwit.model.event.MemberEvent.DeviceInitialised;
import io.godwit.model.event.MemberEvent.DisturbanceBegan;
import io.godwit.model.event.MemberEvent.DisturbanceEnded;
import io.godwit.model.event.MemberEvent.MemberReset;
import io.godwit.model.event.MemberEvent.ModeChanged;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityKind;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Stage;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.ContextCodec;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows where each guest runs, and whether the devices that it has there work: in a mode in which
 * they do, not being reset, and with DRIVER_OK in the status register. A guest can do without for
 * as long as a reset takes, however long that is, and setting its device up again, with a good
 * margin.
 */
final class RunningGuestsHaveDevices extends Invariant {

  /**
   * Linux's watchdog of network devices calls a queue stuck after five seconds (watchdog_timeo in
   * net/sched/sch_generic.c); drivers of other types wait longer. A hypervisor that waits a second
   * and then two for answers that are lost, while the guest runs, is within it.
   */
  private static final SimDuration LIMIT = SimDuration.ofSeconds(5);

  private record Home(String vm, String host) {}

  /** What of a device keeps it from working; nothing when it works. */
  private static final class Device {
    String mode = "";
    int resets;
    boolean driven = true;

    boolean works() {
      return (mode.isEmpty() || Stages.of(mode) == Stage.WORKING) && resets == 0 && driven;
    }

    String trouble() {
      return resets > 0 ? "is reset" : driven ? "is in " + mode : "has no driver";
    }
  }

  private final Map<String, Device> devices = new LinkedHashMap<>();
  private final Map<Home, List<String>> owned = new LinkedHashMap<>();
  private final Map<String, String> hostByVm = new LinkedHashMap<>();

  /** By member: the guest that would like to use it, and where. */
  private final Map<String, Home> users = new LinkedHashMap<>();

  /** By guest: since when it runs with a device that does not work, for whatever reason. */
  private final Map<String, SimTime> brokenSince = new LinkedHashMap<>();

  /** The same while no device of it is being reset. */
  private final Map<String, SimTime> downSince = new LinkedHashMap<>();

  /** Hosts that stand, with all guests on them. */
  private final Set<String> standing = new LinkedHashSet<>();

  private boolean finished;

  @Override
  public void accept(RecordedEvent recorded) {
    Event event = recorded.event();
    String name = recorded.entity().name();
    if (event instanceof MigrationStarted started) {
      owns(new Home(started.vm(), started.source()), started.devices());
      hostByVm.putIfAbsent(started.vm(), started.source());
    } else if (event instanceof ReservationMade made) {
      owns(new Home(made.vm(), name), made.members());
    } else if (event instanceof HypervisorStarted started) {
      started.vms().forEach(vm -> hostByVm.put(vm, name));
    } else if (event instanceof VcpusStopped stopped) {
      hostByVm.put(stopped.vm(), "");
      look(stopped.vm(), recorded);
    } else if (event instanceof VcpusStarted started) {
      hostByVm.put(started.vm(), name);
      look(started.vm(), recorded);
    } else if (event instanceof VmCreated created) {
      owns(new Home(created.vm(), name), created.members());
      hostByVm.put(created.vm(), name);
      look(created.vm(), recorded);
    } else if (event instanceof GuestDeparted departed) {
      left(departed.vm(), departed.host());
    } else if (event instanceof HostPaused) {
      standing.add(name);
      guestsOf(name).forEach(downSince::remove);
    } else if (event instanceof HostResumed) {
      standing.remove(name);
      guestsOf(name).forEach(vm -> look(vm, recorded));
    } else if (event instanceof HostCrashed crashed) {
      standing.remove(name);
      crashed.guests().forEach(vm -> left(vm, name));
    } else if (event instanceof VmKilled killed) {
      left(killed.vm(), name);
    } else if (event instanceof RunFinished) {
      finished = true;
    } else if (recorded.entity().kind() == EntityKind.MEMBER) {
      take(name, event, recorded);
    }
  }

  private List<String> guestsOf(String host) {
    return hostByVm.keySet().stream().filter(vm -> host.equals(hostByVm.get(vm))).toList();
  }

  /** With its host it is gone, and runs nowhere until it is started again. */
  private void left(String vm, String host) {
    if (host.equals(hostByVm.get(vm))) {
      hostByVm.put(vm, "");
      downSince.remove(vm);
      brokenSince.remove(vm);
    }
  }

  private void owns(Home home, List<String> members) {
    owned.put(home, members);
    members.forEach(member -> users.put(member, home));
  }

  private void take(String member, Event event, RecordedEvent recorded) {
    if (!changes(member, event)) {
      return;
    }
    Home user = users.get(member);
    if (user != null) {
      look(user.vm(), recorded);
    }
  }

  /** Whether the event says anything about whether a device works. */
  private boolean changes(String member, Event event) {
    if (event instanceof ModeChanged changed) {
      device(member).mode = changed.to();
    } else if (event instanceof DisturbanceBegan began) {
      device(member).resets += clears(began.kind()) ? 1 : 0;
    } else if (event instanceof DisturbanceEnded ended) {
      Device device = device(member);
      device.resets -= clears(ended.kind()) ? 1 : 0;
      device.mode = ended.mode();
      device.driven = isDriven(ended.fields());
    } else if (event instanceof ContextApplied applied) {
      device(member).driven = isDriven(applied.content());
    } else if (event instanceof DeviceInitialised initialised) {
      device(member).driven = isDriven(initialised.content());
    } else if (event instanceof AccessServed served && isGivenUp(served)) {
      device(member).driven = false;
    } else if (event instanceof MemberReset) {
      devices.remove(member);
      users.remove(member);
    } else {
      return false;
    }
    return true;
  }

  private Device device(String member) {
    return devices.computeIfAbsent(member, first -> new Device());
  }

  private static boolean clears(String kind) {
    return Disturbance.of(kind).clears();
  }

  /** Whether a device says of itself that it needs a reset. */
  private static boolean isGivenUp(AccessServed served) {
    return served.by().equals("device")
        && Registers.needsReset(ContextCodec.decode(served.fields()).orElse(List.of()));
  }

  private static boolean isDriven(Bytes content) {
    return Registers.isDriven(ContextCodec.decode(content).orElse(List.of()));
  }

  /** What happens at the other end of a migration changes nothing for a guest. */
  private void look(String vm, RecordedEvent recorded) {
    String host = hostByVm.getOrDefault(vm, "");
    boolean isDown = !brokenDevices(vm, host).isEmpty();
    if (!isDown) {
      brokenSince.remove(vm);
    } else {
      brokenSince.putIfAbsent(vm, recorded.at());
    }
    SimTime since = downSince.get(vm);
    if (!isDown || anyIsReset(vm, host) || standing.contains(host)) {
      downSince.remove(vm);
      judge(
          since == null || recorded.at().since(since).compareTo(LIMIT) <= 0,
          () ->
              "%s ran for %s with a device that did not work, until %s"
                  .formatted(vm, recorded.at().since(since), at(recorded)));
    } else if (since == null) {
      downSince.put(vm, recorded.at());
    }
  }

  private boolean anyIsReset(String vm, String host) {
    return owned.getOrDefault(new Home(vm, host), List.of()).stream()
        .map(devices::get)
        .anyMatch(device -> device != null && device.resets > 0);
  }

  private Set<String> brokenDevices(String vm, String host) {
    var broken = new LinkedHashSet<String>();
    for (String member : owned.getOrDefault(new Home(vm, host), List.of())) {
      Device device = devices.get(member);
      if (device != null && !device.works()) {
        broken.add(member + " " + device.trouble());
      }
    }
    return broken;
  }

  @Override
  protected void end() {
    if (finished) {
      brokenSince.forEach(
          (vm, since) ->
              judge(
                  false,
                  () ->
                      "%s runs since %s and %s for ever"
                          .formatted(
                              vm, since, String.join(", ", brokenDevices(vm, hostByVm.get(vm))))));
    }
  }
}
