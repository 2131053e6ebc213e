package io.godwit.runtime.kernel;

import io.godwit.model.id.EntityId;

/** A cause of events and its own count of them; the tie-break between events of one instant. */
final class Source implements Comparable<Source> {

  final EntityId id;

  /** A hash of the id that is the same in every JVM: {@link String#hashCode} is specified. */
  final long fingerprint;

  private long sequence;

  Source(EntityId id) {
    this.id = id;
    this.fingerprint = 31L * id.kind().prefix().hashCode() + id.name().hashCode();
  }

  long nextSequence() {
    return ++sequence;
  }

  @Override
  public int compareTo(Source other) {
    return id.compareTo(other.id);
  }
}
