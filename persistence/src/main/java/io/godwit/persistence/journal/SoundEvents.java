package io.godwit.persistence.journal;

import io.godwit.model.unit.SimTime;
import java.sql.SQLException;

/**
 * How much of a damaged file is as it was written.
 *
 * @param count events from the first; they can still be read by their order
 * @param end virtual time of the last of them
 * @param areVouchedFor whether there were checksums to compare them with
 */
record SoundEvents(long count, SimTime end, boolean areVouchedFor) {

  static final SoundEvents NONE = new SoundEvents(0, SimTime.ZERO, true);

  /** Of a file that has no checksums. */
  static final SoundEvents UNKNOWN = new SoundEvents(0, SimTime.ZERO, false);

  /** Reads from the first event until something is wrong. */
  static SoundEvents in(EventFile file) {
    if (!file.hasChecksums()) {
      return UNKNOWN;
    }
    long count = 0;
    long end = 0;
    try (EventRows rows =
        EventQueries.of(file).between(0, Long.MAX_VALUE, EntityNames.asFarAsReadable(file))) {
      while (rows.next()) {
        StoredEvent event = rows.event();
        count = event.order();
        end = event.content().atNanos();
      }
    } catch (Damage | SQLException e) {
      // here the sound part ends
    }
    return new SoundEvents(count, new SimTime(end), true);
  }

  /** For the user. */
  String about() {
    if (!areVouchedFor) {
      return "it is too old to have checksums, so nothing tells which events are sound";
    } else if (count == 0) {
      return "no event of it is sound";
    }
    return "events 1 to %d are sound, up to %s of virtual time".formatted(count, end);
  }
}
