package io.godwit.model.member;

import io.godwit.model.entity.StatePart;
import io.godwit.model.event.MemberEvent.FaultArmed;
import io.godwit.model.event.MemberEvent.FaultStruck;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What a scenario has in store for the next commands of a member: of each kind one. */
final class ArmedFaults implements StatePart {

  private final Map<ArmedFault, FaultArmed> waiting = new EnumMap<>(ArmedFault.class);

  boolean has(ArmedFault fault) {
    return waiting.containsKey(fault);
  }

  /** The error that the next command is answered with. */
  Optional<FaultArmed> error() {
    return Optional.ofNullable(waiting.get(ArmedFault.COMMAND_ERROR));
  }

  void arm(FaultArmed armed) {
    waiting.put(ArmedFault.of(armed.fault()), armed);
  }

  void strike(FaultStruck struck) {
    waiting.remove(ArmedFault.of(struck.fault()));
  }
}
