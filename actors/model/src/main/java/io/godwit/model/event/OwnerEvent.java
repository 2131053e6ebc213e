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

  /** Of the owner's own: the command that the host just rang for has so many writable bytes. */
  record ResultRoomGiven(long ticket, int bytes) implements OwnerEvent {}

  /**
   * A command was fetched from the queue; {@code waiting} others were ahead of it. An engine begins
   * with it in the same instant, if one and the member are free.
   */
  record CommandFetched(
      long ticket, long command, String member, String opcode, ByteCount size, int waiting)
      implements OwnerEvent {}

  /** The owner is reset, or its members are turned off, for so long. */
  record OwnerDisturbed(String kind, SimDuration lasts) implements OwnerEvent {}

  /**
   * What disturbed the owner is over; objects and capabilities are gone.
   *
   * @param objects that it holds
   * @param disturbance its number among all of this owner, from 1
   */
  record OwnerRestored(int objects, long disturbance) implements OwnerEvent {}

  /**
   * The owner's driver has said what it uses: before its first command, and again after a reset of
   * the owner. What it asked and was answered to get there is not simulated.
   *
   * @param selfCommands a bit for each opcode that it uses with the owner itself
   * @param memberCommands the same with the owner's members
   * @param get resource objects to read that it makes at most
   * @param set resource objects to write
   */
  record OwnerPrepared(Bytes selfCommands, Bytes memberCommands, int get, int set)
      implements OwnerEvent {}

  /** A LIST_USE succeeded: only {@code commands}, a bit for each, are legal for a group now. */
  record CommandListUsed(int group, Bytes commands) implements OwnerEvent {}

  /** A DRIVER_CAP_SET succeeded: the driver makes so many objects to read and to write at most. */
  record ObjectLimitsSet(int get, int set) implements OwnerEvent {}

  /**
   * A resource object of a member was made, refused, modified or destroyed.
   *
   * @param object its id, which the driver chose
   * @param direction 0 to read, 1 to write
   * @param what created, refused, modified or destroyed
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

  /**
   * For so long, each command that begins takes {@code factor} times as long; with 0, the firmware
   * does nothing meanwhile.
   *
   * @param link whether its link to the host carries nothing meanwhile either
   */
  record OwnerHampered(int factor, SimDuration lasts, boolean link) implements OwnerEvent {}
}
