package io.godwit.persistence.journal;

/**
 * Where the stream of one persistence id stands. Kept in memory for every stream, so that asking
 * for one that does not exist never touches the disk.
 */
final class EntityHead {

  final int number;
  final String persistenceId;

  /** Sequence number of the last event, 0 before the first; deletion never lowers it. */
  long highest;

  /** Events up to this sequence number are not replayed any more. */
  long deletedTo;

  /** Where the store keeps the last event; each event says where the one before it is. */
  long last;

  EntityHead(int number, String persistenceId, long highest, long deletedTo, long last) {
    this.number = number;
    this.persistenceId = persistenceId;
    this.highest = highest;
    this.deletedTo = deletedTo;
    this.last = last;
  }

  /** Where the stream stands now, for another thread. */
  EntityHead copy() {
    return new EntityHead(number, persistenceId, highest, deletedTo, last);
  }
}
