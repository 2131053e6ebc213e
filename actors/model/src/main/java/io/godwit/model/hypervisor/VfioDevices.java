package io.godwit.model.hypervisor;

import io.godwit.model.entity.StatePart;
import io.godwit.model.event.HypervisorEvent.VfioDeviceReset;
import io.godwit.model.event.HypervisorEvent.VfioStateChanged;
import io.godwit.model.vfio.VfioStates;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The states of VFIO in which a kernel holds its members (facts/virtio.md G). */
final class VfioDevices implements StatePart {

  /** All others are RUNNING. */
  private final Map<String, VfioStates> states = new TreeMap<>();

  /** Whose data session ended with a reset that nobody has found yet. */
  private final Set<String> broken = new TreeSet<>();

  /** That were reset while the driver was at work on them. */
  private final Set<String> deferred = new TreeSet<>();

  VfioStates of(String member) {
    return states.getOrDefault(member, VfioStates.RUNNING);
  }

  boolean isBroken(String member) {
    return broken.contains(member);
  }

  boolean isDeferred(String member) {
    return deferred.contains(member);
  }

  /** All that are not in RUNNING. */
  Set<String> elsewhere() {
    return new TreeSet<>(states.keySet());
  }

  /** The states that an operation brings a member through, in order. */
  List<VfioStates> path(DeviceTask task) {
    VfioStates now = of(task.member());
    return target(task.operation(), now).map(now::pathTo).orElse(List.of());
  }

  /**
   * A device that is read before it stands is in PRE_COPY from then on; one that stops with a data
   * session goes on to STOP_COPY, one without to STOP.
   */
  private static Optional<VfioStates> target(DeviceOperation operation, VfioStates now) {
    return switch (operation) {
      case READ_CONTEXT ->
          Optional.of(
              switch (now) {
                case RUNNING, PRE_COPY -> VfioStates.PRE_COPY;
                case RUNNING_P2P, PRE_COPY_P2P -> VfioStates.PRE_COPY_P2P;
                default -> VfioStates.STOP_COPY;
              });
      case WRITE_CONTEXT -> Optional.of(VfioStates.RESUMING);
      case STOP ->
          Optional.of(
              now == VfioStates.PRE_COPY ? VfioStates.PRE_COPY_P2P : VfioStates.RUNNING_P2P);
      case FREEZE -> Optional.of(now.saves() ? VfioStates.STOP_COPY : VfioStates.STOP);
      case ACTIVATE, RESTORE -> Optional.of(VfioStates.RUNNING);
      case DISCARD_CONTEXT, LEGACY_WRITE, RELEASE_OBJECT, FORGET_CONTEXT, REVIVE, DESELECT_QUEUE ->
          Optional.empty();
    };
  }

  void changed(VfioStateChanged event) {
    put(event.member(), VfioStates.valueOf(event.to()));
  }

  private void put(String member, VfioStates state) {
    if (state == VfioStates.RUNNING) {
      states.remove(member);
    } else {
      states.put(member, state);
    }
  }

  void reset(VfioDeviceReset event) {
    states.remove(event.member());
    deferred.remove(event.member());
    if (event.session()) {
      broken.add(event.member());
    }
  }

  void defer(String member) {
    deferred.add(member);
  }

  /** Whoever had the session has closed it. */
  void close(String member) {
    broken.remove(member);
  }

  void givenBack(String member) {
    states.remove(member);
    broken.remove(member);
    deferred.remove(member);
  }

  void forget() {
    states.clear();
    broken.clear();
    deferred.clear();
  }
}
