package io.godwit.scenarios.file;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Kinds of faults that are no single strike at a device, with what they have in common. */
enum FaultFamily {
  /** Of links by name. */
  LINK(
      "link-down", "a link carries nothing",
      "link-degraded", "a link carries less"),
  /** Of all links of a place: the hosts' own, or those that lead out of it. */
  NETWORK(
      "switch-down", "every link of a rack carries nothing: its hosts reach nobody",
      "partition", "the uplinks of a rack or a pod carry nothing: its hosts reach only each other"),
  /** Of hosts with all that is on them. */
  HOST(
      "host-crash", "a host loses its power; with 'for' it boots again, empty",
      "host-down", "the same",
      "rack-power-loss", "the same for all hosts of a rack at once",
      "rolling-reboot", "the hosts of a place crash and boot one after another"),
  /** Of a migration itself. */
  MIGRATION(
      "stream-broken", "the connection between the hosts of a migration is closed",
      "cancel", "an operator ends the migration");

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

  /** Whether it strikes a place, and not a guest or its device. */
  static boolean isOfPlace(String kind) {
    return List.of(LINK, NETWORK, HOST).stream().anyMatch(family -> family.has(kind));
  }
}
