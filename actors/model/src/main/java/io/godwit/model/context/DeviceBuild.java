package io.godwit.model.context;

import java.util.Optional;

/**
 * How a device differs from others of its type.
 *
 * @param lacks feature bits that it does not offer, though its type has them
 * @param firmware that its vendor's own state is of; empty where nobody says
 */
public record DeviceBuild(long lacks, Optional<Firmware> firmware) {

  /** As all of its type are. */
  public static final DeviceBuild USUAL = new DeviceBuild(0, Optional.empty());
}
