package io.godwit.scenarios.explore;

import io.godwit.model.device.MemberName;
import io.godwit.model.event.Event;
import io.godwit.model.event.FabricEvent;
import io.godwit.model.event.FleetEvent;
import io.godwit.model.event.HypervisorEvent;
import io.godwit.model.event.MemberEvent;
import io.godwit.model.event.MigrationEvent;
import io.godwit.model.event.OwnerEvent;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.Phase;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** In which of a few situations each entity is, as its events tell; what coverage is made of. */
final class Situations {

  private static final String FRESH = "new";

  private static final Set<String> HANDED_OVER =
      EnumSet.range(Phase.CONTEXT_READ, Phase.RELEASE).stream()
          .map(Phase::word)
          .collect(Collectors.toSet());

  private final Map<EntityId, String> words = new LinkedHashMap<>();
  private final Map<EntityId, Integer> open = new LinkedHashMap<>();
  private final Map<String, String> profiles = new LinkedHashMap<>();
  private final Map<EntityId, String> guests = new LinkedHashMap<>();

  /** By guest, its host; none while it stands. */
  private final Map<String, String> running = new LinkedHashMap<>();

  private final Set<EntityId> underWay = new LinkedHashSet<>();
  private final Set<String> admittedNow = new LinkedHashSet<>();

  /** The situation of an entity, in words. */
  String of(EntityId entity) {
    return words.getOrDefault(entity, FRESH) + load(open.getOrDefault(entity, 0));
  }

  private static String load(int open) {
    return open <= 0 ? "" : open == 1 ? " with one" : " with several";
  }

  /** Migrations whose attempts are under way. */
  Set<EntityId> underWay() {
    return underWay;
  }

  /** The profile that the owner of a member speaks. */
  String profile(EntityId member) {
    return profiles.getOrDefault(MemberName.owner(member.name()), FRESH);
  }

  /** Whether the guest of a migration runs on the host of {@code owner} now. */
  boolean runsAt(EntityId migration, String owner) {
    String host = owner.substring(0, owner.lastIndexOf('/'));
    return running.getOrDefault(guests.getOrDefault(migration, FRESH), FRESH).equals(host);
  }

  /** Whether other devices of the guest can work beside {@code owner}: until all have stopped. */
  boolean devicesWorkAt(EntityId migration, String owner) {
    return runsAt(migration, owner) || !HANDED_OVER.contains(words.getOrDefault(migration, FRESH));
  }

  void take(RecordedEvent recorded) {
    EntityId entity = recorded.entity();
    Event event = recorded.event();
    if (event instanceof MigrationEvent migration) {
      migration(entity, migration);
    } else if (event instanceof MemberEvent member) {
      member(entity, member);
    } else if (event instanceof OwnerEvent owner) {
      owner(entity, owner);
    } else if (event instanceof HypervisorEvent hypervisor) {
      hypervisor(entity, hypervisor);
    } else if (event instanceof FabricEvent fabric) {
      fabric(entity, fabric);
    } else if (event instanceof FleetEvent fleet) {
      fleet(entity, fleet);
    }
  }

  private void count(EntityId entity, int more) {
    open.merge(entity, more, Integer::sum);
  }

  private void migration(EntityId entity, MigrationEvent event) {
    if (event instanceof MigrationEvent.AttemptBegun begun) {
      words.put(entity, "begun");
      guests.put(entity, begun.vm());
      running.putIfAbsent(begun.vm(), begun.source());
      underWay.add(entity);
    } else if (event instanceof MigrationEvent.PhaseEntered entered) {
      words.put(entity, entered.phase());
    } else if (event instanceof MigrationEvent.PostCopyPaused) {
      words.put(entity, "post-copy paused");
    } else if (event instanceof MigrationEvent.PostCopyResumed) {
      words.put(entity, "post-copy");
    } else if (event instanceof MigrationEvent.UndoEntered entered) {
      words.put(entity, "undo: " + entered.stage());
    } else if (isEnd(event)) {
      words.put(entity, "ended");
      underWay.remove(entity);
    }
  }

  /** Whether an attempt is over with it. */
  static boolean isEnd(MigrationEvent event) {
    return event instanceof MigrationEvent.MigrationCompleted
        || event instanceof MigrationEvent.MigrationFailed
        || event instanceof MigrationEvent.MigrationRolledBack
        || event instanceof MigrationEvent.GuestLost;
  }

  private void member(EntityId entity, MemberEvent event) {
    if (event instanceof MemberEvent.MemberStarted started) {
      words.put(entity, started.mode());
    } else if (event instanceof MemberEvent.ModeChanged changed) {
      words.put(entity, changed.to());
    } else if (event instanceof MemberEvent.DisturbanceBegan began) {
      words.put(entity, "in " + began.kind());
    } else if (event instanceof MemberEvent.DisturbanceEnded ended) {
      words.put(entity, ended.mode());
    } else if (event instanceof MemberEvent.MemberReset) {
      words.put(entity, FRESH);
    }
  }

  private void owner(EntityId entity, OwnerEvent event) {
    if (event instanceof OwnerEvent.OwnerStarted started) {
      profiles.put(entity.name(), started.profile());
      words.put(entity, "working");
    } else if (event instanceof OwnerEvent.DoorbellRung) {
      count(entity, 1);
    } else if (event instanceof OwnerEvent.CommandServed
        || event instanceof OwnerEvent.CommandDropped) {
      count(entity, -1);
    } else if (event instanceof OwnerEvent.OwnerDisturbed disturbed) {
      words.put(entity, "in " + disturbed.kind());
    } else if (event instanceof OwnerEvent.OwnerRestored) {
      words.put(entity, "working");
    }
  }

  private void hypervisor(EntityId entity, HypervisorEvent event) {
    if (event instanceof HypervisorEvent.VcpusStarted started) {
      running.put(started.vm(), entity.name());
    }
    if (event instanceof HypervisorEvent.ReservationMade) {
      words.put(entity, "keeping room");
    } else if (event instanceof HypervisorEvent.ReservationReleased
        || event instanceof HypervisorEvent.VcpusStarted) {
      words.put(entity, "running");
    } else if (event instanceof HypervisorEvent.VcpusStopped stopped) {
      words.put(entity, "with a guest stopped");
      running.put(stopped.vm(), FRESH);
    } else if (event instanceof HypervisorEvent.CommandSubmitted
        || event instanceof HypervisorEvent.StatusWritten) {
      count(entity, 1);
    } else if (event instanceof HypervisorEvent.CommandCompleted
        || event instanceof HypervisorEvent.StatusSeen) {
      count(entity, -1);
    }
  }

  private void fabric(EntityId entity, FabricEvent event) {
    if (event instanceof FabricEvent.FlowStarted) {
      count(entity, 1);
    } else if (event instanceof FabricEvent.FlowEnded) {
      count(entity, -1);
    } else if (event instanceof FabricEvent.LinkCapacityChanged changed) {
      words.put(entity, changed.capacity().isZero() ? "a link down" : "links changed");
    }
  }

  private void fleet(EntityId entity, FleetEvent event) {
    if (event instanceof FleetEvent.MigrationAdmitted admitted) {
      admittedNow.add(admitted.migration());
    } else if (event instanceof FleetEvent.RetryScheduled retry) {
      admittedNow.remove(retry.migration());
      words.put(entity, "retrying");
    } else if (event instanceof FleetEvent.MigrationSettled settled) {
      admittedNow.remove(settled.migration());
    } else if (event instanceof FleetEvent.HostsCordoned) {
      words.put(entity, "draining");
    } else if (event instanceof FleetEvent.PlanFinished) {
      words.put(entity, "a plan ended");
    }
    open.put(entity, admittedNow.size());
  }
}
