package io.godwit.model.owner;

import io.godwit.model.entity.StatePart;
import io.godwit.model.owner.OwnerState.Ticket;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the engines of an owner work on: so many commands at once, and for each member one. */
final class Engines implements StatePart {

  private final transient int count;

  /** Begun, by ticket: since when. */
  private final Map<Long, SimTime> begun = new TreeMap<>();

  /** Members that a command is about right now. */
  private final TreeSet<Long> busyMembers = new TreeSet<>();

  /** What the last event that let commands begin let begin, in that order. */
  private final List<Long> justBegun = new ArrayList<>();

  Engines(int count) {
    this.count = count;
  }

  boolean mayBegin(Ticket ticket) {
    return begun.size() < count && !busyMembers.contains(ticket.asked().memberId());
  }

  /** Since when; empty for one that waits. */
  Optional<SimTime> since(long ticket) {
    return Optional.ofNullable(begun.get(ticket));
  }

  List<Long> justBegun() {
    return List.copyOf(justBegun);
  }

  /** From now on {@link #justBegun} tells of what begins now. */
  void lookAgain() {
    justBegun.clear();
  }

  void begin(SimTime at, Ticket ticket) {
    begun.put(ticket.number(), at);
    justBegun.add(ticket.number());
  }

  void occupy(long member) {
    busyMembers.add(member);
  }

  void end(Ticket ticket) {
    begun.remove(ticket.number());
    busyMembers.remove(ticket.asked().memberId());
  }

  /** Members are reset: none of them is at a command any more. */
  void freeMembers() {
    busyMembers.clear();
  }
}
