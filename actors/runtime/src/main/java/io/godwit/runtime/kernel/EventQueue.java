package io.godwit.runtime.kernel;

import java.util.Arrays;

/**
 * A binary heap of what will happen, in which every entry knows its place: a cancelled timer leaves
 * at once, in logarithmic time, and no litter stays behind. Every recovering actor sets a timer of
 * half a minute that it nearly always cancels, so this matters.
 */
final class EventQueue {

  private Scheduled[] heap = new Scheduled[1024];
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

  private void removeAt(int place) {
    heap[place].place = Scheduled.OUTSIDE;
    Scheduled last = heap[--size];
    heap[size] = null;
    if (place == size) {
      return;
    }
    if (place > 0 && last.compareTo(heap[(place - 1) >>> 1]) < 0) {
      siftUp(place, last);
    } else {
      siftDown(place, last);
    }
  }

  private void siftUp(int from, Scheduled entry) {
    int place = from;
    while (place > 0) {
      int parent = (place - 1) >>> 1;
      if (entry.compareTo(heap[parent]) >= 0) {
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
      int child = 2 * place + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && heap[child + 1].compareTo(heap[child]) < 0) {
        child++;
      }
      if (entry.compareTo(heap[child]) <= 0) {
        break;
      }
      put(place, heap[child]);
      place = child;
    }
    put(place, entry);
  }

  private void put(int place, Scheduled entry) {
    heap[place] = entry;
    entry.place = place;
  }
}
