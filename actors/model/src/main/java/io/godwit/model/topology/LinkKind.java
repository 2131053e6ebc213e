package io.godwit.model.topology;

import io.godwit.model.unit.ByteRate;

/** One direction of a link of the fabric. */
public enum LinkKind {
  /** From a host to its leaf. */
  HOST_TX("tx"),
  /** From a leaf to a host. */
  HOST_RX("rx"),
  /** From a leaf to the spine. */
  RACK_UP("up"),
  /** From the spine to a leaf. */
  RACK_DOWN("down"),
  /** From a pod's spine to the core. */
  POD_UP("up"),
  /** From the core to a pod's spine. */
  POD_DOWN("down"),
  /** A link with a name of its own, for both directions. */
  WIRE("wire");

  private final String word;

  LinkKind(String word) {
    this.word = word;
  }

  /** The last part of a link's name. */
  public String word() {
    return word;
  }

  ByteRate capacity(FabricShape shape) {
    return switch (this) {
      case HOST_TX, HOST_RX -> shape.hostLink();
      case RACK_UP, RACK_DOWN -> shape.rackUplink();
      case POD_UP, POD_DOWN -> shape.podUplink();
      case WIRE -> throw new IllegalArgumentException("a wire has a rate of its own");
    };
  }
}
