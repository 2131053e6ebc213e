package io.godwit.scenarios.file;

import io.godwit.model.fleet.ControlTrouble;
import io.godwit.model.fleet.HostTrouble;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Kinds of faults that are no single strike at a device, with what they have in common. */
enum FaultFamily {
  /** Of links by name. */
  LINK(
      "link-down", "a link carries nothing",
      "link-degraded", "a link carries less",
      "link-lossy", "a link loses packets, so that TCP gets less of it",
      "link-flapping", "a link goes down and up again and again"),
  /** Of all links of a place: the hosts' own, or those that lead out of it. */
  NETWORK(
      "switch-down", "every link of a rack carries nothing: its hosts reach nobody",
      "partition", "the uplinks of a rack or a pod carry nothing: its hosts reach only each other"),
  /** Of hosts with all that is on them. */
  HOST(
      "host-crash", HostTrouble.CRASH.about(),
      "host-down", "the same",
      "rack-power-loss", "the same for all hosts of a rack at once",
      "rolling-reboot", "the hosts of a place crash and boot one after another"),
  /** Of the control plane. */
  CONTROL,
  /** Of a migration itself. */
  MIGRATION(
      "stream-broken", "the connection between the hosts of a migration is closed",
      "out-of-memory",
          "the destination runs out of memory: the process that receives the guest is killed, or"
              + " serves it already",
      "cancel", "an operator ends the migration"),
  /** Of nobody: more is asked for than usual. */
  LOAD("migration-storm", "many migrations are asked for at once, without limits of a plan");

  static {
    for (HostTrouble trouble : HostTrouble.values()) {
      HOST.kinds.put(trouble.word(), trouble.about());
    }
    for (ControlTrouble trouble : ControlTrouble.values()) {
      CONTROL.kinds.put(trouble.word(), trouble.about());
    }
  }

  @SuppressWarnings("ImmutableEnumChecker") // filled when it is made, and never changed
  private final Map<String, String> kinds = new LinkedHashMap<>();

  FaultFamily(String... kindsAndWords) {
    for (int i = 0; i < kindsAndWords.length; i += 2) {
      kinds.put(kindsAndWords[i], kindsAndWords[i + 1]);
    }
  }

  /** Its kinds, each with a line on it. */
  Map<String, String> kinds() {
    return kinds;
  }

  boolean has(String kind) {
    return kinds.containsKey(kind);
  }

  /** Whether a fault of this kind strikes devices. */
  static boolean isOfDevice(String kind) {
    return Arrays.stream(values()).noneMatch(family -> family.has(kind));
  }

  /** Whether the fleet lets it strike, and not a migration its guest or its device. */
  static boolean isOfPlace(String kind) {
    return List.of(LINK, NETWORK, HOST, CONTROL).stream().anyMatch(family -> family.has(kind));
  }

  /** What befalls a host; several kinds are crashes. */
  static HostTrouble hostTrouble(String kind) {
    return HostTrouble.ofWord(kind).orElse(HostTrouble.CRASH);
  }
}
