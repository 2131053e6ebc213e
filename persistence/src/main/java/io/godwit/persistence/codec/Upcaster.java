package io.godwit.persistence.codec;

/**
 * One step from a version that is no longer written to the next one. The old shape lives on as a
 * record of its own, so that a chain of steps leads from any version to today's event.
 *
 * @param <O> the old shape, components in the order in which they were written
 * @param <N> the next version's shape: an event of today, or the old shape of the next step
 */
public interface Upcaster<O extends Record, N extends Record> {

  /** What the old version is called on disk, such as {@code round-finished.v1}. */
  String manifest();

  /** The old version's number, as it was in {@link EventType}. */
  int id();

  Class<O> from();

  Class<N> to();

  N upcast(O old);
}
