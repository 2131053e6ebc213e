package io.godwit.scenarios.explore;

import io.godwit.model.migration.Phase;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What kinds of faults there are, by what they strike. */
final class Kinds {

  static final List<String> LINKS =
      List.of("link-down", "link-degraded", "link-lossy", "link-flapping");

  /** Of a rack's network. */
  static final List<String> NETWORKS = List.of("switch-down", "partition");

  /** Of hosts, by the clock or as one of a migration. */
  static final List<String> HOSTS =
      List.of("host-crash", "host-down", "rack-power-loss", "rolling-reboot");

  /** It has no side but the destination's. */
  private static final String OUT_OF_MEMORY = "out-of-memory";

  /** Of a migration, whether its guest has devices or not. */
  static final List<String> MIGRATIONS = List.of("stream-broken", "cancel", OUT_OF_MEMORY);

  static final String STORM = "migration-storm";

  /** In which a guest stands all the time. */
  private static final Set<Phase> STANDING = EnumSet.range(Phase.VCPU_STOP, Phase.RESUME);

  /** In which nothing is asked of a source's devices, for their contexts were read. */
  private static final Set<Phase> WRITTEN = EnumSet.range(Phase.FINAL_MEMORY, Phase.RESUME);

  static final String COMMAND_ERROR = "command-error";
  static final String DESTINATION = "destination";

  /** They strike the next command of a device, whenever that comes. */
  private static final List<String> OF_COMMANDS = List.of(COMMAND_ERROR, "lost-response");

  private Kinds() {}

  /** Whether it strikes only an attempt that fails, whose source's devices are asked once more. */
  static boolean waitsForTheWayBack(Aims.Aim aim) {
    return OF_COMMANDS.contains(aim.kind())
        && WRITTEN.contains(aim.phase())
        && !aim.side().equals(Optional.of(DESTINATION));
  }

  static boolean isOfDevice(String kind) {
    return Stream.of(LINKS, NETWORKS, HOSTS, MIGRATIONS).noneMatch(each -> each.contains(kind))
        && !Troubles.isOfHost(kind)
        && !Troubles.isOfControl(kind)
        && !kind.equals(STORM);
  }

  /** Whether it strikes nothing where guests have no devices. */
  static boolean needsDevices(String kind) {
    return isOfDevice(kind) || Troubles.needsOwners(kind);
  }

  /** Whether it can strike in a phase of a migration. */
  static boolean isOfPhase(String kind) {
    return isOfDevice(kind)
        || MIGRATIONS.contains(kind)
        || Troubles.isOfHost(kind)
        || Troubles.isOfControl(kind)
        || kind.equals("host-crash")
        || kind.equals("host-down");
  }

  /** Whether it can be in this phase: guests with devices do not go on before their memory. */
  static boolean isPossible(String kind, Phase phase, Domain domain) {
    boolean stands = STANDING.contains(phase) && !domain.wild() && Domain.isOfGuest(kind);
    return !stands && (phase != Phase.POST_COPY || !needsDevices(kind));
  }

  /** Whether a side of the migration makes a difference. */
  static boolean hasSide(String kind) {
    return !Troubles.isOfControl(kind) && !kind.equals(OUT_OF_MEMORY);
  }

  static boolean isOfLink(String kind) {
    return LINKS.contains(kind);
  }
}
