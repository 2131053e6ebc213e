package io.godwit.model.migration;

import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.precopy.PreCopySession;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where one migration stands. Facts change only as events say. What is under way between two facts
 * (the engine's session, answers still awaited, contexts in flight) is kept in {@link #underway}: it
 * follows from the facts and the messages, so running the scenario again brings it back.
 */
final class MigrationState {

  Optional<Phase> phase = Optional.empty();
  int attempt;
  String vm = "";
  String source = "";
  String destination = "";
  List<String> sourceMembers = List.of();
  SimTime startedAt = SimTime.ZERO;
  SimTime stoppedAt = SimTime.ZERO;
  int rounds;
  ByteCount memorySent = ByteCount.ZERO;
  ByteCount contextSent = ByteCount.ZERO;
  Underway underway = new Underway(new VmSpec("none", ByteCount.ZERO, List.of()), 0);

  /** The working notes of one attempt; a new attempt begins with new ones. */
  static final class Underway {
    final VmSpec vm;
    final int attempt;
    Optional<PreCopySession> session = Optional.empty();
    List<String> destinationMembers = List.of();

    /** Answers awaited before the phase can end. */
    int awaited;

    /** Devices whose context is on its way ahead of the stop; the stop waits for them. */
    int contextsAhead;

    boolean guestMayStop;
    long lastFlow;
    long memoryFlow;
    long finalMemoryBytes;

    /** By device, in device order: what was read and not yet written. */
    final Map<Integer, Bytes> contexts = new LinkedHashMap<>();

    /** By flow: the device whose context it carries. */
    final Map<Long, Integer> contextFlows = new LinkedHashMap<>();

    /** Why the attempt is being undone; empty while it goes well. */
    Optional<String> undoing = Optional.empty();

    Underway(VmSpec vm, int attempt) {
      this.vm = vm;
      this.attempt = attempt;
    }
  }
}
