package io.godwit.model.event;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;

/** What happened on an owner device (the physical function with the administration virtqueue). */
public sealed interface OwnerEvent extends Event {

  /** An owner was touched for the first time. */
  record OwnerStarted(String profile, int members, int depth, int engines) implements OwnerEvent {}

  /**
   * Of the owner's own: the host rang for a command and has a place for it.
   *
   * @param ticket the owner's number for it, from 1
   * @param command the hypervisor's number for it
   * @param frame what the link brings next, once it has brought all that was asked before
   */
  record DoorbellRung(long ticket, long command, Bytes frame) implements OwnerEvent {}

  /**
   * A command was fetched from the queue; {@code waiting} others were ahead of it. An engine begins
   * with it in the same instant, if one and the member are free.
   */
  record CommandFetched(
      long ticket, long command, String member, String opcode, ByteCount size, int waiting)
      implements OwnerEvent {}

  /** The owner is reset, or its members are turned off, for so long. */
  record OwnerDisturbed(String kind, SimDuration lasts) implements OwnerEvent {}

  /** The owner is back; objects and capabilities are gone. */
  record OwnerRestored(int objects) implements OwnerEvent {}

  /**
   * A resource object of a member was made, refused or destroyed.
   *
   * @param object its id, which the driver chose
   * @param direction 0 to read, 1 to write
   * @param what created, refused or destroyed
   * @param open how many there are now
   */
  record ObjectChanged(String member, long object, int direction, String what, int open)
      implements OwnerEvent {}

  /** A command found the queue full and was turned away; the hypervisor submits it again. */
  record CommandTurnedAway(long command, String member, String opcode, int depth)
      implements OwnerEvent {}

  /**
   * A command was carried out and its result written back.
   *
   * @param ticket 0 in runs of the first version, which did not record it
   * @param size of the result
   * @param unseen what the result stands for beside its own bytes: the link carries that too
   * @param queued its wait for an engine
   * @param service from then until the result was ready to be written back
   */
  record CommandServed(
      long ticket,
      long command,
      String opcode,
      int status,
      int qualifier,
      ByteCount size,
      ByteCount unseen,
      SimDuration queued,
      SimDuration service)
      implements OwnerEvent {}

  /** A command was carried out, and nobody will ever hear of it; its place is free again. */
  record CommandDropped(long ticket, long command, String member, String opcode)
      implements OwnerEvent {}
}
