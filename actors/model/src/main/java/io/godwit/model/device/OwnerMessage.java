package io.godwit.model.device;

import io.godwit.model.entity.Message;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;

/** What an owner device is told, by hypervisors, its members and itself. */
public sealed interface OwnerMessage extends Message {

  /** A hypervisor has put a command on the queue; {@code command} is its own number for it. */
  record RingDoorbell(long command, Bytes frame) implements OwnerMessage {}

  /** The same with so many device-writable bytes, 1 or more, of which 8 are for the status. */
  record RingWithin(long command, Bytes frame, int room) implements OwnerMessage {}

  /** To itself: the frame of a command has been fetched. */
  record FrameFetched(long ticket) implements OwnerMessage {}

  /**
   * A member has done so, after the time that it took; {@code unseen} is what the result stands for
   * beside its own bytes, {@code lost}: nobody will hear of it.
   */
  record Executed(
      long ticket, int status, int qualifier, Bytes result, ByteCount unseen, boolean lost)
      implements OwnerMessage {}

  /** To an owner: it is reset, or its members are turned off; {@code lasts} until it is back. */
  record DisturbOwner(Disturbance disturbance, SimDuration lasts) implements OwnerMessage {}

  /**
   * To an owner: for so long each command takes {@code factor} times as long; with 0, its firmware
   * does nothing meanwhile.
   *
   * @param link whether its link to the host carries nothing meanwhile either
   */
  record HamperOwner(int factor, SimDuration lasts, boolean link) implements OwnerMessage {}

  /** To itself: what disturbed the owner, its {@code disturbance}th from 1, is over. */
  record OwnerBack(long disturbance) implements OwnerMessage {}
}
