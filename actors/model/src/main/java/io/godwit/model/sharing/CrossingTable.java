package io.godwit.model.sharing;

/**
 * Finds the crossing of a holder and a crossed limit: open addressing with linear probes. Nothing
 * ever iterates over it, so its order decides nothing.
 */
final class CrossingTable {

  private Crossing[] slots = new Crossing[64];
  private int size;

  /** Adds a leg of a flow to the crossing that it belongs to; returns that. */
  Crossing add(Limit holder, Leg leg) {
    int slot = slotOf(holder, leg.limit);
    Crossing found = slots[slot];
    if (found != null) {
      found.add(leg);
      return found;
    }
    var created = new Crossing(holder, leg);
    slots[slot] = created;
    size++;
    if (size > slots.length / 2) {
      grow();
    }
    return created;
  }

  /** Takes a leg away from its crossing and forgets the crossing when it was the last. */
  Crossing remove(Limit holder, Leg leg) {
    int slot = slotOf(holder, leg.limit);
    Crossing found = slots[slot];
    found.remove(leg);
    if (found.isEmpty()) {
      size--;
      close(slot);
    }
    return found;
  }

  private int slotOf(Limit holder, Limit crossed) {
    int mask = slots.length - 1;
    int slot = home(holder, crossed) & mask;
    while (slots[slot] != null
        && (slots[slot].holder != holder || slots[slot].crossed != crossed)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static int home(Limit holder, Limit crossed) {
    long mixed = (((long) holder.serial << 32) | crossed.serial) * 0x9E37_79B9_7F4A_7C15L;
    return (int) (mixed >>> 32);
  }

  /** Moves later entries of the probe sequence back, so that no tombstone is needed. */
  private void close(int hole) {
    int mask = slots.length - 1;
    for (int at = (hole + 1) & mask; slots[at] != null; at = (at + 1) & mask) {
      int wanted = home(slots[at].holder, slots[at].crossed) & mask;
      if (((at - wanted) & mask) >= ((at - hole) & mask)) {
        slots[hole] = slots[at];
        hole = at;
      }
    }
    slots[hole] = null;
  }

  private void grow() {
    Crossing[] old = slots;
    slots = new Crossing[2 * old.length];
    for (Crossing crossing : old) {
      if (crossing != null) {
        slots[slotOf(crossing.holder, crossing.crossed)] = crossing;
      }
    }
  }
}
