package io.godwit.model.migration;

import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.precopy.PreCopySession;
import io.godwit.model.precopy.Step;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where one migration stands. Facts change only as events say. What is under way between two facts
 * (the engine's session, answers still awaited, contexts in flight) is kept in {@link #underway}:
 * it follows from the facts and the messages, so running the scenario again brings it back.
 */
final class MigrationState {

  Optional<Phase> phase = Optional.empty();
  String vm = "";
  List<String> sourceMembers = List.of();
  SimTime startedAt = SimTime.ZERO;
  SimTime stoppedAt = SimTime.ZERO;
  SimTime resumedAt = SimTime.ZERO;
  int rounds;
  ByteCount memorySent = ByteCount.ZERO;
  ByteCount contextSent = ByteCount.ZERO;
  Underway underway = new Underway(new VmSpec("none", ByteCount.ZERO, List.of()), "", "", 0);

  /** The working notes of one attempt; a new attempt begins with new ones. */
  static final class Underway {
    final VmSpec vm;
    final String source;
    final String destination;
    final int attempt;
    Optional<PreCopySession> session = Optional.empty();

    /** When the engine was last asked. */
    SimTime askedAt = SimTime.ZERO;

    List<String> destinationMembers = List.of();

    /** Questions that have no answer yet: nothing ends before they are in. */
    int awaited;

    /** Devices whose context is on its way ahead of the stop; the stop waits for them. */
    int contextsAhead;

    boolean guestMayStop;

    /** Whether an operator wanted it to end before it had really begun. */
    boolean cancelled;

    int throttlePercent;

    /** When the contexts of the devices were last asked for ahead of the stop. */
    SimTime contextsAskedAt = SimTime.ZERO;

    /** Devices of the destination that have begun to take contexts. */
    final TreeSet<Integer> receiving = new TreeSet<>();

    /** In post-copy: what has still to follow the guest, and what has. */
    ByteCount following = ByteCount.ZERO;

    ByteCount followed = ByteCount.ZERO;
    long lastFlow;

    /** The flow that carries memory while the guest runs; 0 for none. */
    long memoryFlow;

    Step.Send finalMemory = Step.Send.all(ByteCount.ZERO, Step.UNLIMITED);

    /** By device: what was read and is not yet written. */
    final Map<Integer, Bytes> contexts = new TreeMap<>();

    /** By device: how much that stands for. */
    final Map<Integer, ByteCount> contextSizes = new TreeMap<>();

    /** By device: everything that was read in this attempt, in order. */
    final Map<Integer, List<Bytes>> saved = new TreeMap<>();

    /** Whether a device was read that stood still: then its state may be gone from it. */
    boolean readWhileStopped;

    /** By flow: the device whose context it carries. */
    final Map<Long, Integer> contextFlows = new TreeMap<>();

    /** Whether anything was read, so that a further attempt must begin with a full read. */
    boolean contextRead;

    /** When the guest ran again at the source, in an attempt that is undone. */
    Optional<SimTime> resumedAt = Optional.empty();

    /** Why the attempt is being undone; empty while it goes well. */
    Optional<Undoing> undoing = Optional.empty();

    Underway(VmSpec vm, String source, String destination, int attempt) {
      this.vm = vm;
      this.source = source;
      this.destination = destination;
      this.attempt = attempt;
    }
  }

  /** An attempt on its way back, and how far it is. */
  record Undoing(Phase failedIn, String reason, Stage stage) {

    /** What is undone, in this order. */
    enum Stage {
      AWAIT_ANSWERS,
      WRITE_BACK,
      RESTORE_DEVICES,
      START_VCPUS,
      RELEASE_ROOM
    }

    Undoing at(Stage next) {
      return new Undoing(failedIn, reason, next);
    }
  }
}
