package io.godwit.dashboards.projection;

import io.godwit.model.device.MemberName;
import io.godwit.model.event.Event;
import io.godwit.model.event.FabricEvent.FlowBegun;
import io.godwit.model.event.FabricEvent.FlowEnded;
import io.godwit.model.event.FabricEvent.FlowStarted;
import io.godwit.model.event.FleetEvent.LinkChanged;
import io.godwit.model.event.FleetEvent.MigrationAdmitted;
import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.HypervisorEvent.ReservationMade;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.id.EntityKind;
import io.godwit.persistence.codec.EventField;
import io.godwit.persistence.codec.EventType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which events concern one migration, or one guest: its own, those that name it, and what its
 * devices, their owners, its commands and the links on its way went through meanwhile. It learns
 * the devices from the history, so it is asked about every event, in order.
 */
public final class Concern {

  /** Components that say whom an event is about. */
  private static final List<String> SUBJECTS = List.of("migration", "vm", "member", "device");

  private static final String COMMAND = "command";

  private final Set<String> vms = new HashSet<>();
  private final Set<String> migrations = new HashSet<>();
  private final boolean wholeGuest;
  private final Set<String> hosts = new HashSet<>();
  private Set<String> here = Set.of();
  private Set<String> there = Set.of();
  private boolean underWay;

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
    boolean concerned = isItsOwn(recorded) || isOnItsWay(event) || isNamed(recorded);
    if (event instanceof MigrationSettled settled && migrations.contains(settled.migration())) {
      settle(settled.outcome().equals("completed"));
    }
    return concerned;
  }

  private void learnFrom(Event event) {
    if (event instanceof MigrationPlanned planned) {
      plan(planned);
    } else if (event instanceof MigrationAdmitted admitted
        && migrations.contains(admitted.migration())) {
      underWay = true;
      hosts.add(admitted.destination());
    } else if (event instanceof MigrationStarted started
        && vms.contains(started.vm())
        && underWay) {
      here = Set.copyOf(started.devices());
      there = Set.of();
    } else if (event instanceof ReservationMade made && migrations.contains(made.migration())) {
      there = Set.copyOf(made.members());
    }
  }

  private void plan(MigrationPlanned planned) {
    if (wholeGuest ? vms.contains(planned.vm()) : migrations.contains(planned.migration())) {
      migrations.add(planned.migration());
      vms.add(planned.vm());
      hosts.add(planned.source());
    }
  }

  /** A guest keeps the devices where it is now; those of one migration are somebody else's now. */
  private void settle(boolean arrived) {
    underWay = false;
    hosts.clear();
    here = wholeGuest ? arrived ? there : here : Set.of();
    there = Set.of();
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
      named |= SUBJECTS.contains(field.name()) && isSubject(value);
      named |= wholeGuest && value instanceof List<?> list && list.stream().anyMatch(vms::contains);
      if (field.name().equals(COMMAND) && value instanceof Long number) {
        command = number;
      }
    }
    return command == 0 ? named : followsCommand(recorded, command, named);
  }

  private boolean isSubject(Object value) {
    return value instanceof String name
        && (migrations.contains(name) || vms.contains(name) || isDevice(name));
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
