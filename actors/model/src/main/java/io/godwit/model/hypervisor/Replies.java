package io.godwit.model.hypervisor;

import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.unit.SimDuration;

/** What a host says to whoever has asked it for something. */
final class Replies {

  private final String host;
  private final SimDuration localCall;

  Replies(String host, HostSettings settings) {
    this.host = host;
    this.localCall = settings.localCall();
  }

  void answer(UnitOfWork<HypervisorState> unit, HypervisorAnswer answer) {
    unit.send(unit.from(), localCall, answer);
  }

  /** The reason is for people. */
  void refuse(UnitOfWork<HypervisorState> unit, String reason) {
    answer(unit, new HypervisorAnswer.RequestRefused(reason));
  }

  void refuseAbsent(UnitOfWork<HypervisorState> unit, String vm) {
    refuse(unit, vm + " is not on " + host);
  }
}
