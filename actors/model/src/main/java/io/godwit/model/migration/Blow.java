package io.godwit.model.migration;

import io.godwit.model.device.Access.Strike;

/** What a fault does to a migration. */
public sealed interface Blow {

  /**
   * To a device of its guest.
   *
   * @param device its number in the guest's list, from 0
   * @param atDestination whether it is the device that takes over, or the one that is left
   */
  record OnDevice(int device, boolean atDestination, Strike strike) implements Blow {}

  /** To one of its hosts, or that host's links: the fleet knows what. */
  record OnPlace(boolean atDestination) implements Blow {}

  /** To the connection between its hosts: it is closed, and both ends see that at once. */
  record OnStream() implements Blow {}

  /** To the control plane, or to what it asked of this migration: the fleet knows what. */
  record OnControl() implements Blow {}

  /** To the process that receives its guest, which is killed. */
  record OnReceiver(String reason) implements Blow {}

  /** An operator ends it. */
  record Cancel() implements Blow {}
}
