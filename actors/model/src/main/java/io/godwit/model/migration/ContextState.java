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

  /** What was read of devices that stand and is not yet written. */
  private final Map<Integer, Held> held = new TreeMap<>();

  /** What was read of devices that still worked and is not yet written. */
  private final Map<Integer, Held> early = new TreeMap<>();

  /** Devices of the destination that are at work on that: all of it has come over. */
  private final Set<Integer> loading = new TreeSet<>();

  /** Whether the destination has said that it has what was sent ahead. */
  private boolean acknowledged;

  /** Whether any was asked for: a device may have given away what nobody has heard of. */
  private boolean asked;

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

  void ask() {
    asked = true;
  }

  boolean wasAsked() {
    return asked;
  }

  void request(SimTime at, int devices) {
    asked = true;
    ahead = devices;
    requestedAt = at;
  }

  void receive(int device, Held context, boolean guestStands) {
    (guestStands ? held : early).put(device, context);
    saved.computeIfAbsent(device, first -> new ArrayList<>()).add(context.content());
    if (guestStands) {
      readWhileStopped.add(device);
    }
  }

  /** One that was sent ahead is at the destination. */
  void arrive(int device) {
    receiving.add(device);
    loading.add(device);
  }

  /**
   * @param early whether it is what was sent ahead
   */
  void write(int device, ByteCount size, boolean early) {
    sent = sent.plus(size);
    if (early) {
      this.early.remove(device);
      loading.remove(device);
      ahead--;
    } else {
      held.remove(device);
    }
  }

  void acknowledge() {
    acknowledged = true;
  }

  /** What is to be written next: what was sent ahead comes first. */
  Held held(int device) {
    return early.getOrDefault(device, held.get(device));
  }

  /** Whether what was sent ahead is still to be written. */
  boolean isEarly(int device) {
    return early.containsKey(device);
  }

  /** Whether this was the first that was read of a device. */
  boolean isFirst(int device) {
    return saved.get(device).size() == 1;
  }

  int loading() {
    return loading.size();
  }

  /** Whether all that was read ahead of the stop has come over: nothing of it is pending. */
  boolean allSent() {
    return ahead == loading.size();
  }

  boolean isAcknowledged() {
    return acknowledged;
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
