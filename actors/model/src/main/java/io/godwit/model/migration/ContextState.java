package io.godwit.model.migration;

import io.godwit.model.entity.StatePart;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How far the contexts of the guest's devices are; devices by their number, from 0. */
final class ContextState implements StatePart {

  /** A context, or what of it has changed, and what that comes to on the wire. */
  record Held(Bytes content, ByteCount size) {}

  /** What was read and is not yet written. */
  private final Map<Integer, Held> held = new TreeMap<>();

  /** Everything that was read in this attempt, in order. */
  private final Map<Integer, List<Bytes>> saved = new TreeMap<>();

  /** Devices of the destination that have begun to take contexts. */
  private final Set<Integer> receiving = new TreeSet<>();

  /** Devices whose context is on its way ahead of the stop; the stop waits for them. */
  private int ahead;

  /** When contexts were last asked for ahead of the stop. */
  private SimTime requestedAt = SimTime.ZERO;

  /** Devices that were read while they stood still: then their state may be gone from them. */
  private final Set<Integer> readWhileStopped = new TreeSet<>();

  private ByteCount sent = ByteCount.ZERO;

  void request(SimTime at, int devices) {
    ahead = devices;
    requestedAt = at;
  }

  void receive(int device, Held context, boolean guestStands) {
    held.put(device, context);
    saved.computeIfAbsent(device, first -> new ArrayList<>()).add(context.content());
    if (guestStands) {
      readWhileStopped.add(device);
    }
  }

  /** One that was sent ahead is at the destination. */
  void arrive(int device) {
    receiving.add(device);
  }

  void write(int device, ByteCount size, boolean guestRuns) {
    held.remove(device);
    sent = sent.plus(size);
    ahead -= guestRuns ? 1 : 0;
  }

  Held held(int device) {
    return held.get(device);
  }

  /** What the contexts come to that are read and not yet written. */
  ByteCount waiting() {
    return ByteCount.of(held.values().stream().mapToLong(each -> each.size().bytes()).sum());
  }

  Map<Integer, List<Bytes>> saved() {
    return Collections.unmodifiableMap(saved);
  }

  boolean isReceiving(int device) {
    return receiving.contains(device);
  }

  /** Whether none is on its way ahead of the stop. */
  boolean allThere() {
    return ahead == 0;
  }

  SimTime requestedAt() {
    return requestedAt;
  }

  boolean wasReadWhileStopped(int device) {
    return readWhileStopped.contains(device);
  }

  ByteCount sent() {
    return sent;
  }
}
