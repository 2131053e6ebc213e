package io.godwit.model.fleet;

import io.godwit.model.entity.StatePart;
import io.godwit.model.event.FleetEvent.ConditionTurned;
import io.godwit.model.event.FleetEvent.FaultInjected;
import io.godwit.model.event.FleetEvent.HostFailed;
import io.godwit.model.event.FleetEvent.HostFenced;
import io.godwit.model.event.FleetEvent.HostStood;
import io.godwit.model.event.FleetEvent.HostWentOn;
import io.godwit.model.fleet.Troubles.Trouble;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.Optional;

/** What is wrong with links and hosts, and which faults have made it so. */
final class Plight implements StatePart {

  private final transient FleetSettings settings;
  private final Failures failures = new Failures();
  private final Standing standing = new Standing();
  private final Troubles troubles;
  private final Struck struck = new Struck();

  Plight(FleetSettings settings) {
    this.settings = settings;
    troubles = new Troubles(settings);
  }

  void strike(SimTime at, FaultInjected event) {
    struck.strike(event.fault(), event.target());
    int number = numberOf(event.fault());
    Mishap.Trouble trouble = settings.mishaps().all().get(number).trouble();
    if (trouble instanceof Mishap.Hosts || trouble instanceof Mishap.Links) {
      Optional<SimTime> until = lasts(number, event.target()).map(at::plus);
      troubles.begin(at, event.target(), new Trouble(number, until));
    }
  }

  void turn(ConditionTurned event) {
    struck.turn(event.fault(), event.holds());
    if (!event.holds()) {
      settings.mishaps().ofFault(event.fault()).ifPresent(troubles::cease);
    }
  }

  void fail(SimTime at, HostFailed failure) {
    int host = host(failure.host());
    int cause = standing.fencedFor(host).orElseGet(() -> struck.last(failure.host()));
    failures.fail(host, cause, failure.returns(), at);
    standing.goOn(host);
    troubles.fell(failure.host(), numberOf(cause));
  }

  /** The fleet knows now that a host is down. */
  void miss(int host) {
    failures.miss(host);
  }

  void comeBack(int host) {
    failures.comeBack(host);
  }

  void stand(SimTime at, HostStood event) {
    standing.stand(host(event.host()), struck.last(event.host()), at);
  }

  void goOn(HostWentOn event) {
    standing.goOn(host(event.host()));
  }

  void fence(HostFenced event) {
    standing.fence(host(event.host()));
  }

  private int host(String name) {
    return settings.datacenter().hostNamed(name);
  }

  private int numberOf(int fault) {
    return settings.mishaps().ofFault(fault).orElseThrow();
  }

  /** How long a mishap goes on at a place that it has struck just now; empty for ever. */
  Optional<SimDuration> lasts(int number, String place) {
    Mishap mishap = settings.mishaps().all().get(number);
    return mishap
        .lasts()
        .map(length -> length.of(EntityId.fleet(), place, struck.times(mishap.fault(), place)));
  }

  /** Which hosts are down. */
  Failures failures() {
    return failures;
  }

  /** Which hosts stand. */
  Standing standing() {
    return standing;
  }

  /** What goes on at links and hosts. */
  Troubles troubles() {
    return troubles;
  }

  /** Which faults have struck. */
  Struck struck() {
    return struck;
  }
}
