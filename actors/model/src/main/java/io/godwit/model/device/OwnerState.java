package io.godwit.model.device;

import io.godwit.model.id.EntityId;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.AdminCommand;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is on an owner's queue and in its engines. All of it is under way, none of it a fact that
 * outlives its commands: running the scenario again brings it back.
 */
final class OwnerState {

  /** A command from doorbell to interrupt. */
  record Ticket(
      long number,
      int queue,
      long command,
      EntityId hypervisor,
      AdminCommand asked,
      ByteCount size,
      SimTime fetched) {}

  /** A member's object: what may be done through it. */
  record ResourceObject(long member, int direction) {}

  boolean started;
  long lastTicket;

  /** When the link has carried all that the device has asked it to. */
  SimTime linkFree = SimTime.ZERO;

  /** Everything between doorbell and interrupt, by number. */
  final Map<Long, Ticket> open = new TreeMap<>();

  final AdminQueues queues;

  /** Begun, by number: since when. */
  final Map<Long, SimTime> begun = new TreeMap<>();

  /** Members that a command is about right now: one at a time for each. */
  final TreeSet<Long> busyMembers = new TreeSet<>();

  /** Members that a command was ever about: a reset of the owner is theirs too. */
  final TreeSet<Long> touched = new TreeSet<>();

  /** Resource objects, by id: the direction, and whose. */
  final Map<Long, ResourceObject> objects = new TreeMap<>();

  /** What goes on with the owner itself. */
  Optional<Disturbance> disturbance = Optional.empty();

  OwnerState(int queues, int depth) {
    this.queues = new AdminQueues(queues, depth);
  }
}
