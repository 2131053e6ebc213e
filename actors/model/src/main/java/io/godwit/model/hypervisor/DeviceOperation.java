package io.godwit.model.hypervisor;

import io.godwit.model.vfio.VfioStates;
import java.util.Optional;

/** What a hypervisor can be asked to do with a member device, each a few admin commands or none. */
public enum DeviceOperation {
  READ_CONTEXT("read-context", Optional.empty()),
  WRITE_CONTEXT("write-context", Optional.empty()),
  DISCARD_CONTEXT("discard-context", Optional.empty()),
  STOP("stop", Optional.of(VfioStates.PRE_COPY_P2P)),
  FREEZE("freeze", Optional.of(VfioStates.STOP)),
  ACTIVATE("activate", Optional.of(VfioStates.RUNNING)),
  /** The same for a guest that goes back to it: there is no other way out. */
  RESTORE("restore", Optional.of(VfioStates.RUNNING)),
  /** A legacy driver's access that the hypervisor has trapped: no migration waits for it. */
  LEGACY_WRITE("legacy-write", Optional.empty()),
  /** The driver's own: nobody waits for it. */
  RELEASE_OBJECT("release-object", Optional.empty()),
  /** The same: what may still be written for a guest that is gone is dropped before the next's. */
  FORGET_CONTEXT("forget-context", Optional.empty()),
  /** The same: a device that stopped for a guest that is gone works on for the next one. */
  REVIVE("revive", Optional.of(VfioStates.RUNNING)),
  /** The same: a queue that may still be selected for a guest that is gone is not for the next. */
  DESELECT_QUEUE("deselect-queue", Optional.empty());

  private final String word;

  @SuppressWarnings("ImmutableEnumChecker") // an Optional of a constant
  private final Optional<VfioStates> state;

  DeviceOperation(String word, Optional<VfioStates> state) {
    this.word = word;
    this.state = state;
  }

  /** The stable word that events carry. */
  public String word() {
    return word;
  }

  /** The VFIO state that it brings a device into. */
  Optional<VfioStates> state() {
    return state;
  }

  static DeviceOperation of(String word) {
    for (DeviceOperation operation : values()) {
      if (operation.word.equals(word)) {
        return operation;
      }
    }
    throw new IllegalArgumentException("'" + word + "' is no device operation");
  }
}
