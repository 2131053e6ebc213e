package io.godwit.model.migration;

import io.godwit.model.event.MigrationEvent.ContextMoved;
import io.godwit.model.hypervisor.DeviceOperation;
import io.godwit.model.hypervisor.HypervisorAnswer.DeviceOperated;
import io.godwit.model.migration.MigrationState.Underway;
import io.godwit.model.precopy.Step;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import java.util.ArrayList;

/** Brings the contexts of devices over: ahead of the stop while the guest runs, and after it. */
final class ContextMoves {

  /** A driver asks a device no more often, as Linux does. */
  private static final SimDuration BETWEEN_READS = SimDuration.ofSeconds(1);

  private final Attempt attempt;

  ContextMoves(Attempt attempt) {
    this.attempt = attempt;
  }

  private Underway underway() {
    return attempt.underway();
  }

  void readAhead() {
    underway().contextsAhead = attempt.devices();
    underway().contextsAskedAt = attempt.now;
    attempt.calls.operateSource(DeviceOperation.READ_CONTEXT);
  }

  /** After a round. */
  void readAgain() {
    boolean due = attempt.now.since(underway().contextsAskedAt).compareTo(BETWEEN_READS) >= 0;
    boolean iterates = attempt.settings().contextStrategy().iterates();
    if (iterates && underway().contextsAhead == 0 && due) {
      readAhead();
    }
  }

  /** A device of the source has given its context, or what of it has changed. */
  void read(int device, DeviceOperated operated, Phase phase) {
    Bytes content = operated.content();
    underway().contexts.put(device, content);
    underway().contextSizes.put(device, operated.size());
    underway().saved.computeIfAbsent(device, first -> new ArrayList<>()).add(content);
    underway().contextRead = true;
    underway().readWhileStopped |= phase.inDowntime();
    if (phase == Phase.PRE_COPY) {
      Step.Send send = Step.Send.all(operated.size(), Step.UNLIMITED);
      underway().contextFlows.put(attempt.calls.startFlow(send), device);
    }
  }

  /** What the contexts come to that are read and not yet written. */
  ByteCount waiting() {
    return ByteCount.of(
        underway().contextSizes.values().stream().mapToLong(ByteCount::bytes).sum());
  }

  /** A context that was sent ahead has arrived; the first one finds a device that still works. */
  void receive(int device) {
    if (underway().receiving.add(device)) {
      freeze(device);
    } else {
      write(device);
    }
  }

  /** All of them, after the final memory. */
  void writeAll() {
    for (int device = 0; device < attempt.devices(); device++) {
      if (attempt.settings().contextStrategy().ahead()) {
        write(device);
      } else {
        freeze(device);
      }
    }
  }

  /** The device of the destination is ready for its context. */
  void writeTo(String member) {
    write(underway().destinationMembers.indexOf(member));
  }

  private void freeze(int device) {
    operate(device, DeviceOperation.FREEZE, Bytes.EMPTY);
  }

  private void write(int device) {
    operate(device, DeviceOperation.WRITE_CONTEXT, underway().contexts.get(device));
  }

  private void operate(int device, DeviceOperation operation, Bytes content) {
    attempt.calls.operateDestination(underway().destinationMembers.get(device), operation, content);
  }

  void written(String member, Phase phase) {
    int device = underway().destinationMembers.indexOf(member);
    boolean ahead = phase == Phase.PRE_COPY;
    underway().contexts.remove(device);
    ByteCount size = underway().contextSizes.remove(device);
    attempt.decision.record(new ContextMoved(attempt.state.sourceMembers.get(device), size, ahead));
    if (ahead) {
      underway().contextsAhead--;
      attempt.stopGuestWhenReady();
    }
  }
}
