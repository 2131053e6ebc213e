package io.godwit.model.vfio;

import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.ModeTable;
import io.godwit.model.protocol.Stage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The device states of VFIO v2, the arcs between them, and their modes (facts/virtio.md G). */
public enum VfioStates {
  ERROR(Optional.empty()),
  STOP(Optional.of(Stage.FROZEN)),
  RUNNING(Optional.of(Stage.WORKING)),
  STOP_COPY(Optional.of(Stage.FROZEN)),
  RESUMING(Optional.of(Stage.FROZEN)),
  RUNNING_P2P(Optional.of(Stage.STOPPED)),
  PRE_COPY(Optional.of(Stage.WORKING)),
  PRE_COPY_P2P(Optional.of(Stage.STOPPED));

  /** Each holds both ways but the last, as in the table of Linux. */
  private static final Map<VfioStates, Set<VfioStates>> ARCS = arcs();

  @SuppressWarnings("ImmutableEnumChecker") // an Optional of a constant
  private final Optional<Stage> stage;

  VfioStates(Optional<Stage> stage) {
    this.stage = stage;
  }

  private static Map<VfioStates, Set<VfioStates>> arcs() {
    var arcs = new EnumMap<VfioStates, Set<VfioStates>>(VfioStates.class);
    arcs.put(ERROR, EnumSet.noneOf(VfioStates.class));
    arcs.put(STOP, EnumSet.of(STOP_COPY, RESUMING, RUNNING_P2P));
    arcs.put(RUNNING, EnumSet.of(RUNNING_P2P, PRE_COPY));
    arcs.put(STOP_COPY, EnumSet.of(STOP));
    arcs.put(RESUMING, EnumSet.of(STOP));
    arcs.put(RUNNING_P2P, EnumSet.of(RUNNING, STOP, PRE_COPY_P2P));
    arcs.put(PRE_COPY, EnumSet.of(RUNNING, PRE_COPY_P2P));
    arcs.put(PRE_COPY_P2P, EnumSet.of(PRE_COPY, RUNNING_P2P, STOP_COPY));
    return arcs;
  }

  /** What a device is in this state; none for one that is broken until it is reset. */
  public Optional<Stage> stage() {
    return stage;
  }

  /** The mode of a profile in this state; empty for a device that is broken. */
  public Optional<Mode> mode(ModeTable modes) {
    return stage.map(modes::in);
  }

  /** Whether the state belongs to a data session, which no path may pass through. */
  public boolean saves() {
    return this == PRE_COPY || this == PRE_COPY_P2P || this == STOP_COPY;
  }

  /** Whether a single arc leads there. */
  public boolean hasArcTo(VfioStates next) {
    return ARCS.get(this).contains(next);
  }

  /**
   * The shortest way of arcs to {@code target}, the last state included; empty when there is none
   * or when it is here. A state that saves can only be the beginning or the end of a way, unless
   * one data session goes on from both; and from {@link #STOP_COPY} no way leads back to pre-copy.
   */
  public List<VfioStates> pathTo(VfioStates target) {
    if (this == STOP_COPY && (target == PRE_COPY || target == PRE_COPY_P2P)) {
      return List.of();
    }
    boolean sameSession = saves() && target.saves();
    var reachedFrom = new EnumMap<VfioStates, VfioStates>(VfioStates.class);
    var queue = new ArrayDeque<VfioStates>(List.of(this));
    while (!queue.isEmpty() && !reachedFrom.containsKey(target)) {
      VfioStates at = queue.poll();
      boolean passable = at == this || !at.saves() || sameSession;
      for (VfioStates next : passable ? ARCS.get(at) : EnumSet.noneOf(VfioStates.class)) {
        if (next != this && reachedFrom.putIfAbsent(next, at) == null) {
          queue.add(next);
        }
      }
    }
    var path = new ArrayList<VfioStates>();
    for (VfioStates at = target; at != this && reachedFrom.containsKey(at); ) {
      path.add(0, at);
      at = reachedFrom.get(at);
    }
    return path;
  }
}
