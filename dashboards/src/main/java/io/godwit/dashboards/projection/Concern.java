package io.godwit.dashboards.projection;

import io.godwit.model.device.MemberName;
import io.godwit.model.event.Event;
import io.godwit.model.event.FabricEvent.FlowBegun;
import io.godwit.model.event.FabricEvent.FlowEnded;
import io.godwit.model.event.FabricEvent.FlowStarted;
import io.godwit.model.event.FleetEvent.GuestDeparted;
import io.godwit.model.event.FleetEvent.LinkChanged;
import io.godwit.model.event.FleetEvent.MigrationAdmitted;
import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.HypervisorEvent.HostCrashed;
import io.godwit.model.event.HypervisorEvent.ReservationMade;
import io.godwit.model.event.HypervisorEvent.VmCreated;
import io.godwit.model.event.HypervisorEvent.VmRemoved;
import io.godwit.model.event.MemberEvent.MemberReset;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.id.EntityKind;
import io.godwit.persistence.codec.EventField;
import io.godwit.persistence.codec.EventType;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which events concern one migration, or one guest: its own, those that name it, and what its
 * devices, their owners, its commands and the links on its way went through meanwhile. It learns
 * the devices from the history, so it is asked about every event, in order.
 */
public final class Concern {

  private static final String COMMAND = "command";
  private static final String MIGRATION = "migration";

  private static final String VM = "vm";

  /** Components that name a device. */
  private static final List<String> DEVICES = List.of("member", "device");

  private final Set<String> vms = new HashSet<>();
  private final Set<String> migrations = new HashSet<>();
  private final boolean wholeGuest;
  private final Set<String> hosts = new HashSet<>();
  private Set<String> here = Set.of();
  private Set<String> there = Set.of();
  private boolean underWay;

  /** The guest lives nowhere; its devices are its own until they are reset. */
  private boolean gone;

  /** The source that has not let go yet: the host, a blank and the guest. */
  private Optional<String> holding = Optional.empty();

  /** Commands on their way for it: the host, a blank and the command's number there. */
  private final Set<String> commands = new HashSet<>();

  /** Numbers of the flows that carry it. */
  private final Set<Long> flows = new HashSet<>();

  private Concern(boolean wholeGuest) {
    this.wholeGuest = wholeGuest;
  }

  public static Concern ofMigration(String name) {
    var concern = new Concern(false);
    concern.migrations.add(name);
    return concern;
  }

  /** All migrations of a guest, and whatever else names it. */
  public static Concern ofGuest(String vm) {
    var concern = new Concern(true);
    concern.vms.add(vm);
    return concern;
  }

  /** Whether the next event of the history belongs to it. */
  public boolean accept(RecordedEvent recorded) {
    Event event = recorded.event();
    learnFrom(event);
    boolean concerned =
        isLettingGo(recorded) || isItsOwn(recorded) || isOnItsWay(event) || isNamed(recorded);
    if (event instanceof MigrationSettled settled && migrations.contains(settled.migration())) {
      settle(settled.outcome().equals("completed"));
    } else if (event instanceof MemberReset && gone) {
      release(List.of(recorded.entity().name()));
    }
    return concerned;
  }

  private void learnFrom(Event event) {
    if (event instanceof MigrationPlanned planned) {
      plan(planned);
    } else if (event instanceof VmCreated created) {
      create(created);
    } else if (isItsEnd(event)) {
      gone = true;
    } else if (event instanceof MigrationAdmitted admitted
        && migrations.contains(admitted.migration())) {
      underWay = true;
      gone = false;
      hosts.add(admitted.destination());
    } else if (event instanceof MigrationStarted started
        && vms.contains(started.vm())
        && underWay) {
      here = Set.copyOf(started.devices());
      there = Set.of();
      holding = Optional.of(started.source() + ' ' + started.vm());
    } else if (event instanceof ReservationMade made) {
      reserve(made);
    }
  }

  private void create(VmCreated created) {
    if (wholeGuest && vms.contains(created.vm())) {
      here = Set.copyOf(created.members());
    } else {
      release(created.members());
    }
  }

  private void reserve(ReservationMade made) {
    if (migrations.contains(made.migration())) {
      there = Set.copyOf(made.members());
    } else {
      release(made.members());
    }
  }

  /** What is somebody else's now, or nobody's. */
  private void release(List<String> members) {
    here = without(here, members);
    there = without(there, members);
  }

  private static Set<String> without(Set<String> devices, List<String> members) {
    var left = new HashSet<>(devices);
    members.forEach(left::remove);
    return left;
  }

  private boolean isItsEnd(Event event) {
    return wholeGuest
        && ((event instanceof GuestDeparted departed && vms.contains(departed.vm()))
            || (event instanceof HostCrashed crashed
                && crashed.guests().stream().anyMatch(vms::contains)));
  }

  private void plan(MigrationPlanned planned) {
    if (wholeGuest ? vms.contains(planned.vm()) : migrations.contains(planned.migration())) {
      migrations.add(planned.migration());
      vms.add(planned.vm());
      hosts.add(planned.source());
    }
  }

  /**
   * A guest keeps the devices where it is now. Those of one migration are somebody else's now, and
   * what its guest goes through from now on is none of its concern; but the source may let go late.
   */
  private void settle(boolean arrived) {
    underWay = false;
    hosts.clear();
    if (wholeGuest) {
      here = arrived ? there : here;
    } else {
      here = Set.of();
      holding = holding.filter(source -> arrived);
      vms.clear();
    }
    there = Set.of();
  }

  private boolean isLettingGo(RecordedEvent recorded) {
    boolean letsGo =
        recorded.event() instanceof VmRemoved removed
            && holding.filter((recorded.entity().name() + ' ' + removed.vm())::equals).isPresent();
    holding = holding.filter(source -> !letsGo);
    return letsGo;
  }

  private boolean isItsOwn(RecordedEvent recorded) {
    String name = recorded.entity().name();
    return switch (recorded.entity().kind()) {
      case MIGRATION -> migrations.contains(name);
      case MEMBER -> isDevice(name);
      case OWNER -> ownsADevice(name) && !isOfACommand(recorded.event());
      case FABRIC -> isItsFlow(recorded.event());
      case FLEET, HYPERVISOR -> false;
    };
  }

  private boolean isItsFlow(Event event) {
    if (event instanceof FlowStarted started) {
      EntityId asker = EntityId.ofPersistenceId(started.asker());
      return asker.kind() == EntityKind.MIGRATION
          && migrations.contains(asker.name())
          && flows.add(started.flow());
    } else if (event instanceof FlowBegun begun) {
      return flows.contains(begun.flow());
    }
    return event instanceof FlowEnded ended && flows.remove(ended.flow());
  }

  private boolean isDevice(String member) {
    return here.contains(member) || there.contains(member);
  }

  private boolean ownsADevice(String owner) {
    return here.stream().anyMatch(member -> MemberName.owner(member).equals(owner))
        || there.stream().anyMatch(member -> MemberName.owner(member).equals(owner));
  }

  private static boolean isOfACommand(Event event) {
    return EventType.of(event).fields().stream()
        .anyMatch(field -> field.name().equals(COMMAND) || field.name().equals("member"));
  }

  /** A link of one of its hosts, or of the rack or pod around one. */
  private boolean isOnItsWay(Event event) {
    return underWay
        && event instanceof LinkChanged changed
        && hosts.stream().anyMatch(host -> (host + '/').startsWith(place(changed.link())));
  }

  private static String place(String link) {
    return link.substring(0, link.lastIndexOf('/') + 1);
  }

  private boolean isNamed(RecordedEvent recorded) {
    boolean named = false;
    long command = 0;
    for (EventField field : EventType.of(recorded.event()).fields()) {
      Object value = field.of(recorded.event());
      if (field.name().equals(MIGRATION) && isAnothers(value)) {
        return false;
      }
      named |= value instanceof String name && isSubject(field.name(), name);
      named |= wholeGuest && value instanceof List<?> list && list.stream().anyMatch(vms::contains);
      if (field.name().equals(COMMAND) && value instanceof Long number) {
        command = number;
      }
    }
    return command == 0 ? named : followsCommand(recorded, command, named);
  }

  /** Of two migrations of one guest each is concerned with its own alone. */
  private boolean isAnothers(Object migration) {
    return !wholeGuest
        && migration instanceof String name
        && !name.isEmpty()
        && !migrations.contains(name);
  }

  private boolean isSubject(String field, String name) {
    return (field.equals(MIGRATION) && migrations.contains(name))
        || (field.equals(VM) && vms.contains(name))
        || (DEVICES.contains(field) && isDevice(name));
  }

  /** A command that is named once is known by its number from then on. */
  private boolean followsCommand(RecordedEvent recorded, long number, boolean named) {
    String name = recorded.entity().name();
    String host =
        recorded.entity().kind() == EntityKind.OWNER
            ? name.substring(0, name.lastIndexOf('/'))
            : name;
    String command = host + ' ' + number;
    if (named) {
      commands.add(command);
    }
    return named || commands.contains(command);
  }
}
