package io.godwit.runtime.kernel;

import java.util.Arrays;
import java.util.List;

/**
 * A heap of what will happen, in which every entry knows its place: a cancelled timer leaves at
 * once, in logarithmic time, and no litter stays behind. Every recovering actor sets a timer of
 * half a minute that it nearly always cancels, so this matters.
 */
final class EventQueue {

  /**
   * Children of an entry, as a shift: four share a line of the processor's cache, and halve the
   * depth.
   */
  private static final int CHILDREN = 2;

  private Scheduled[] heap = new Scheduled[1024];

  /** The times of the heap's entries once more, side by side: most comparisons end here. */
  private long[] times = new long[1024];

  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void add(Scheduled entry) {
    if (entry.place != Scheduled.OUTSIDE) {
      throw new IllegalStateException("an entry can be in the event queue only once");
    }
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
      times = Arrays.copyOf(times, size * 2);
    }
    siftUp(size++, entry);
  }

  /** The earliest entry stays; the queue must not be empty. */
  Scheduled first() {
    return heap[0];
  }

  /** Takes the earliest entry out; the queue must not be empty. */
  Scheduled take() {
    Scheduled first = heap[0];
    removeAt(0);
    return first;
  }

  /** Takes {@code entry} out if it is still in; says whether it was. */
  boolean cancel(Scheduled entry) {
    if (entry.place == Scheduled.OUTSIDE) {
      return false;
    }
    removeAt(entry.place);
    return true;
  }

  /** All entries, the earliest first; they stay. */
  List<Scheduled> inOrder() {
    return Arrays.stream(heap, 0, size).sorted().toList();
  }

  private void removeAt(int place) {
    heap[place].place = Scheduled.OUTSIDE;
    Scheduled last = heap[--size];
    heap[size] = null;
    if (place == size) {
      return;
    }
    if (place > 0 && before(last, (place - 1) >>> CHILDREN)) {
      siftUp(place, last);
    } else {
      siftDown(place, last);
    }
  }

  private void siftUp(int from, Scheduled entry) {
    int place = from;
    while (place > 0) {
      int parent = (place - 1) >>> CHILDREN;
      if (!before(entry, parent)) {
        break;
      }
      put(place, heap[parent]);
      place = parent;
    }
    put(place, entry);
  }

  private void siftDown(int from, Scheduled entry) {
    int place = from;
    while (true) {
      int first = (place << CHILDREN) + 1;
      if (first >= size) {
        break;
      }
      int child = earliest(first, Math.min(size, first + (1 << CHILDREN)));
      if (before(entry, child)) {
        break;
      }
      put(place, heap[child]);
      place = child;
    }
    put(place, entry);
  }

  private boolean before(Scheduled entry, int place) {
    return entry.atNanos != times[place]
        ? entry.atNanos < times[place]
        : entry.compareTo(heap[place]) < 0;
  }

  /** The place of the earliest entry from {@code first} (inclusive) to {@code end} (exclusive). */
  private int earliest(int first, int end) {
    int earliest = first;
    for (int place = first + 1; place < end; place++) {
      if (earlier(place, earliest)) {
        earliest = place;
      }
    }
    return earliest;
  }

  private boolean earlier(int place, int other) {
    return times[place] != times[other]
        ? times[place] < times[other]
        : heap[place].compareTo(heap[other]) < 0;
  }

  private void put(int place, Scheduled entry) {
    heap[place] = entry;
    times[place] = entry.atNanos;
    entry.place = place;
  }
}
