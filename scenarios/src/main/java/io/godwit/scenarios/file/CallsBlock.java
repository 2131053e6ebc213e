package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.POSITIVE_DURATION;

import io.godwit.model.unit.SimDuration;
import io.godwit.scenarios.file.ValueType.Word;

/** What the control plane's calls take. */
final class CallsBlock {

  static final Section SECTION = new Section("calls");

  static final Key<SimDuration> LOCAL =
      SECTION.withDefault(
          "local",
          POSITIVE_DURATION,
          "10 us",
          "from a migration to its host's hypervisor and back (an assumption: a system call)");

  static final Key<SimDuration> REMOTE =
      SECTION.withDefault(
          "remote",
          POSITIVE_DURATION,
          "50 us",
          "to the destination's hypervisor, beside the network (an assumption)");

  static final Key<SimDuration> FLEET =
      SECTION.withDefault(
          "fleet",
          POSITIVE_DURATION,
          "1 ms",
          "from the fleet to a host (an assumption, as over HTTP)");

  private static final Key<String> NETWORK =
      SECTION.withDefault(
          "network",
          Word.of("fabric", "separate"),
          "fabric",
          "which network they cross; a separate one has no latency of its own");

  private CallsBlock() {}

  /** Whether they have the latency of the fabric too. */
  static boolean crossFabric(Values calls) {
    return calls.get(NETWORK).equals("fabric");
  }
}
