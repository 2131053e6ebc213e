package io.godwit.model.invariant;

import io.godwit.model.event.HypervisorEvent.VfioDeviceReset;
import io.godwit.model.event.HypervisorEvent.VfioStateChanged;
import io.godwit.model.event.MemberEvent.DeviceInitialised;
import io.godwit.model.event.MigrationEvent;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.MigrationEvent.PhaseEntered;
import io.godwit.model.event.MigrationEvent.RoomGranted;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.migration.Phase;
import io.godwit.model.vfio.VfioStates;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Follows the phases of each attempt: none is left out but those that may be, none comes twice.
 * Where devices are driven through VFIO, it follows their states too: each change is an arc, no
 * device of a guest goes beyond P2P at the source before all are there, and none runs at the
 * destination before all have left STOP (facts/virtio.md G.4). One that is broken and reset
 * meanwhile holds nobody up.
 */
final class PhasesInOrder extends Invariant {

  private final Map<String, Optional<Phase>> last = new LinkedHashMap<>();

  /** By member; those that are on no record are RUNNING. */
  private final Map<String, VfioStates> states = new LinkedHashMap<>();

  /**
   * Devices that were reset and that no driver has set up since: they are RUNNING and do nothing.
   */
  private final Set<String> blank = new LinkedHashSet<>();

  /** By member: all that its guest has, or will have, on the same host. */
  private final Map<String, List<String>> ofSource = new LinkedHashMap<>();

  private final Map<String, List<String>> ofDestination = new LinkedHashMap<>();

  @Override
  public void accept(RecordedEvent recorded) {
    if (recorded.event() instanceof VfioStateChanged changed) {
      changed(changed, recorded);
    } else if (recorded.event() instanceof VfioDeviceReset reset) {
      states.remove(reset.member());
      blank.add(reset.member());
    } else if (recorded.event() instanceof DeviceInitialised) {
      blank.remove(recorded.entity().name());
    }
    Handouts.in(recorded.event()).forEach(this::forget);
    if (!(recorded.event() instanceof MigrationEvent event)) {
      return;
    }
    String migration = recorded.entity().name();
    if (event instanceof RoomGranted granted) {
      granted.members().forEach(member -> ofDestination.put(member, granted.members()));
    } else if (event instanceof MigrationStarted started) {
      started.devices().forEach(member -> ofSource.put(member, started.devices()));
      started.devices().forEach(ofDestination::remove);
      last.put(migration, Optional.empty());
    } else if (event instanceof PhaseEntered entered) {
      Phase next = Phase.of(entered.phase());
      Optional<Phase> before = last.put(migration, Optional.of(next));
      judge(
          before != null && before.map(was -> was.mayPrecede(next)).orElse(next == Phase.RESERVE),
          () -> entered.phase() + " does not follow the phase before, " + at(recorded));
    } else if (event instanceof MigrationCompleted) {
      Optional<Phase> before = last.remove(migration);
      judge(
          before != null && before.equals(Optional.of(Phase.RELEASE)),
          () -> "completed without having been released, " + at(recorded));
    }
  }

  /** It is of the guest that comes, whatever guest left from it before. */
  private void forget(String member) {
    states.remove(member);
    blank.remove(member);
    ofSource.remove(member);
    ofDestination.remove(member);
  }

  private void changed(VfioStateChanged changed, RecordedEvent recorded) {
    VfioStates from = states.getOrDefault(changed.member(), VfioStates.RUNNING);
    VfioStates to = VfioStates.valueOf(changed.to());
    boolean forced = to == VfioStates.ERROR || from == VfioStates.ERROR;
    judge(
        from.name().equals(changed.from()) && (forced || from.hasArcTo(to)),
        () ->
            "%s went from %s to %s, which is no arc, %s"
                .formatted(changed.member(), changed.from(), changed.to(), at(recorded)));
    boolean goesOn = from == VfioStates.RUNNING_P2P || from == VfioStates.PRE_COPY_P2P;
    if (goesOn && (to == VfioStates.STOP || to == VfioStates.STOP_COPY)) {
      together(changed.member(), ofSource, VfioStates.RUNNING, VfioStates.PRE_COPY, recorded);
    } else if (to == VfioStates.RUNNING && from == VfioStates.RUNNING_P2P) {
      together(changed.member(), ofDestination, VfioStates.STOP, VfioStates.RESUMING, recorded);
    }
    states.put(changed.member(), to);
    if (from == VfioStates.ERROR) {
      blank.add(changed.member());
    } else {
      blank.remove(changed.member());
    }
  }

  /** No other device of the same guest may be in one of these states. */
  private void together(
      String member,
      Map<String, List<String>> guests,
      VfioStates one,
      VfioStates other,
      RecordedEvent recorded) {
    for (String each : guests.getOrDefault(member, List.of())) {
      VfioStates state = states.getOrDefault(each, VfioStates.RUNNING);
      judge(
          each.equals(member) || blank.contains(each) || (state != one && state != other),
          () -> "%s goes on while %s is in %s, %s".formatted(member, each, state, at(recorded)));
    }
  }
}
