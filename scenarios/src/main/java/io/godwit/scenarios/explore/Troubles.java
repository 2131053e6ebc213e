package io.godwit.scenarios.explore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.model.fleet.ControlTrouble;
import io.godwit.model.fleet.HostTrouble;
import java.util.Optional;

/** What faults of hosts that do not crash need, and those of the control plane. */
final class Troubles {

  private static final long SHORTEST = 1_000_000;
  private static final long LONGEST = 90_000_000_000L;
  private static final int MOST_TIMES = 100;

  private Troubles() {}

  /** Whether it befalls a host that stays up, or its owner devices. */
  static boolean isOfHost(String kind) {
    return host(kind).isPresent();
  }

  static boolean isOfControl(String kind) {
    return ControlTrouble.ofWord(kind).isPresent();
  }

  /** Whether a host must have owner devices for it. */
  static boolean needsOwners(String kind) {
    return host(kind).filter(HostTrouble::isOfOwners).isPresent();
  }

  private static Optional<HostTrouble> host(String kind) {
    return HostTrouble.ofWord(kind).filter(trouble -> trouble != HostTrouble.CRASH);
  }

  /** Puts in how long and how bad it is, as drawn; {@code phased}: it strikes in a phase. */
  static void size(ObjectNode fault, boolean phased, Dice dice) {
    size(
        fault,
        phased,
        Amount.nanos(dice.magnitude(SHORTEST, LONGEST)).toString(),
        dice.between(2, MOST_TIMES),
        Amount.nanos(dice.magnitude(SHORTEST, LONGEST)).toString());
  }

  /** The same with these. */
  static void size(ObjectNode fault, boolean phased, String lasts, long factor, String delay) {
    String kind = fault.path("kind").asText();
    boolean again = phased && kind.equals(ControlTrouble.DUPLICATED.word());
    if (!again) {
      fault.put("for", lasts);
    }
    if (host(kind).filter(HostTrouble::hasFactor).isPresent()) {
      fault.put("factor", factor);
    }
    if (ControlTrouble.ofWord(kind).filter(trouble -> !trouble.isAway()).isPresent()) {
      fault.put("delay", delay);
    }
  }
}
