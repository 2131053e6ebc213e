package io.godwit.model.migration;

import io.godwit.model.entity.StatePart;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;

/** How far a guest is stopped and started: what of it was told to stand or to run, and when. */
final class SwitchOverState implements StatePart {

  /** Devices that stand before any memory is sent, and have not answered that they do. */
  private int suspending;

  private boolean suspended;

  /** Whether the guest's processors were told to stop; its devices may have been before. */
  private boolean processorsDue;

  private SimTime stoppedAt = SimTime.ZERO;

  /** Whether devices at the destination are on their way out of Freeze, and none works yet. */
  private boolean thawing;

  /** Whether all that is left of its resuming is the guest itself, which was asked for. */
  private boolean guestDue;

  /** When the guest ran again, at the destination or back at the source. */
  private SimTime resumedAt = SimTime.ZERO;

  /** No memory is sent before so many devices stand. */
  void await(int devices) {
    suspending = devices;
  }

  void suspend() {
    suspended = true;
  }

  /** A host or a device has done what it was told. */
  void answer() {
    suspending = Math.max(0, suspending - 1);
  }

  /** The guest is told to stop, unless its devices have to before its processors do. */
  void stop(SimTime at, boolean processors) {
    stoppedAt = at;
    processorsDue |= processors;
  }

  void stopProcessors() {
    processorsDue = true;
  }

  void thaw() {
    thawing = true;
  }

  /** All devices at the destination are out of Freeze. */
  void haveThawed() {
    thawing = false;
  }

  void startGuest() {
    guestDue = true;
  }

  void resume(SimTime at) {
    guestDue = false;
    resumedAt = at;
  }

  /** Whether devices of the guest stand already, or were told to, while it runs. */
  boolean isSuspended() {
    return suspended;
  }

  /** Whether all stand that have to before memory is sent. */
  boolean mayCopy() {
    return suspending == 0;
  }

  /** Whether the guest's processors were told to stop. */
  boolean areProcessorsDue() {
    return processorsDue;
  }

  /** Whether devices at the destination are on their way out of Freeze, and none works yet. */
  boolean isThawing() {
    return thawing;
  }

  /** Whether the devices have resumed and the guest is due to. */
  boolean isGuestDue() {
    return guestDue;
  }

  SimTime stoppedAt() {
    return stoppedAt;
  }

  SimTime resumedAt() {
    return resumedAt;
  }

  /** How long the guest stood before it ran again, as far as it did. */
  SimDuration stoodFor() {
    return resumedAt.isAfter(stoppedAt) ? resumedAt.since(stoppedAt) : SimDuration.ZERO;
  }
}
