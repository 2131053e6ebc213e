package io.godwit.model.member;

import io.godwit.model.device.MsixVector;
import io.godwit.model.entity.StatePart;
import io.godwit.model.event.MemberEvent.InterruptsArrived;
import io.godwit.model.unit.SimTime;
import io.godwit.model.unit.WideMath;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The function's MSI-X: a mask for all of it, and for each vector a mask and a pending bit. It is
 * PCI state, which a hypervisor composes and brings over, and no part of a context (F-05).
 */
final class Interrupts implements StatePart {

  private static final long SECOND = 1_000_000_000L;

  /** Since when a vector is masked, and how many requests of its device complete each second. */
  private record Untold(SimTime since, long rate) {}

  private final transient int queues;
  private boolean functionMasked;
  private final Set<MsixVector> masked = new TreeSet<>();
  private final SortedSet<MsixVector> pending = new TreeSet<>();

  /** Vectors of queues of which nobody is told; used buffers count in closed form. */
  private final Map<MsixVector, Untold> untold = new TreeMap<>();

  /**
   * @param queues of the function, each with a vector of its own
   */
  Interrupts(int queues) {
    this.queues = queues;
  }

  boolean isFunctionMasked() {
    return functionMasked;
  }

  List<MsixVector> masked() {
    return List.copyOf(masked);
  }

  /** Whether anything is masked. */
  boolean anyMasked() {
    return functionMasked || !masked.isEmpty();
  }

  boolean isMasked(MsixVector vector) {
    return functionMasked || masked.contains(vector);
  }

  /** Of which vectors its guest has something to hear at {@code now}. */
  SortedSet<MsixVector> pending(SimTime now) {
    var all = new TreeSet<>(pending);
    untold.forEach(
        (vector, since) -> {
          if (completed(since, now) >= vector.number()) {
            all.add(vector);
          }
        });
    return all;
  }

  /** Requests go to the queues in turn. */
  private static long completed(Untold untold, SimTime now) {
    return WideMath.multiplyDivideFloor(untold.rate(), now.since(untold.since()).nanos(), SECOND);
  }

  /**
   * @param rate of requests that complete each second, as of now
   */
  void mask(SimTime at, long rate) {
    for (int queue = 0; queue < queues; queue++) {
      begin(MsixVector.ofQueue(queue), at, rate);
    }
    functionMasked = true;
  }

  void mask(MsixVector vector, SimTime at, long rate) {
    begin(vector, at, rate);
    masked.add(vector);
  }

  private void begin(MsixVector vector, SimTime at, long rate) {
    if (!isMasked(vector) && !vector.equals(MsixVector.CONFIG)) {
      untold.put(vector, new Untold(at, rate));
    }
  }

  void unmask() {
    functionMasked = false;
    untold.keySet().retainAll(masked);
  }

  void unmask(MsixVector vector) {
    masked.remove(vector);
    if (!functionMasked) {
      untold.remove(vector);
    }
  }

  void hold(Collection<MsixVector> vectors) {
    pending.addAll(vectors);
  }

  void send(Collection<MsixVector> vectors) {
    pending.removeAll(vectors);
    untold.keySet().removeAll(vectors);
  }

  void arrive(InterruptsArrived event) {
    clear();
    functionMasked = event.functionMasked();
    masked.addAll(vectors(event.masked()));
    pending.addAll(vectors(event.pending()));
  }

  static List<MsixVector> vectors(List<String> words) {
    return words.stream().map(MsixVector::ofWord).map(each -> each.orElseThrow()).toList();
  }

  static List<String> words(Collection<MsixVector> vectors) {
    return vectors.stream().map(MsixVector::word).toList();
  }

  void clear() {
    functionMasked = false;
    masked.clear();
    pending.clear();
    untold.clear();
  }
}
