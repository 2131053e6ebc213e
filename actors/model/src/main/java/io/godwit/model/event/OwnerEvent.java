package io.godwit.model.event;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;

/** What happened on an owner device (the physical function with the administration virtqueue). */
public sealed interface OwnerEvent extends Event {

  /** An owner was touched for the first time. */
  record OwnerStarted(String profile, int members, int depth, int engines) implements OwnerEvent {}

  /** A command was fetched from the queue; {@code waiting} others were ahead of it. */
  record CommandFetched(long command, String member, String opcode, ByteCount size, int waiting)
      implements OwnerEvent {}

  /** The owner is reset, or its members are turned off, for so long. */
  record OwnerDisturbed(String kind, SimDuration lasts) implements OwnerEvent {}

  /** The owner is back; objects and capabilities are gone. */
  record OwnerRestored(int objects) implements OwnerEvent {}

  /** A resource object of a member was made, refused or destroyed; {@code open} are there now. */
  record ObjectChanged(String member, String what, int open) implements OwnerEvent {}

  /** A command found the queue full and was turned away; the hypervisor submits it again. */
  record CommandTurnedAway(long command, String member, String opcode, int depth)
      implements OwnerEvent {}

  /**
   * A command was carried out and its result written back; {@code queued} is its wait for an
   * engine.
   */
  record CommandServed(
      long command,
      String opcode,
      int status,
      int qualifier,
      ByteCount size,
      SimDuration queued,
      SimDuration service)
      implements OwnerEvent {}
}
