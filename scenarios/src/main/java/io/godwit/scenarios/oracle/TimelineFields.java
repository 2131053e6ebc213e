package io.godwit.scenarios.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.godwit.model.guest.GuestMemory;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the samples that were taken of a migration say about its syncs. */
final class TimelineFields {

  private static final int SECONDS = 0;
  private static final int SENT = 2;
  private static final int LEFT = 3;
  private static final int SYNCS = 4;
  private static final int THROTTLE = 6;

  private final ArrayNode samples;
  private final ArrayNode times;

  TimelineFields(RecordFields record) throws BadRecord {
    this.samples = record.list("timeline");
    this.times = record.list("pass_at_s");
  }

  /**
   * By QEMU's count of them. Those are left out that no sample lies between.
   *
   * @param pageBytes of a page that is sent
   */
  SortedMap<Integer, DirtySync> syncs(long pageBytes) {
    var syncs = new TreeMap<Integer, DirtySync>();
    Optional<JsonNode> before = Optional.empty();
    for (JsonNode sample : samples) {
      if (!sample.path(SYNCS).isInt()) {
        continue;
      }
      int count = sample.path(SYNCS).asInt();
      int percent = sample.path(THROTTLE).asInt();
      DirtySync known = syncs.get(count);
      if (known != null) {
        syncs.put(count, new DirtySync(known.atSeconds(), known.found(), percent));
      } else if (count >= Prediction.FIRST_SYNC
          && sample.path(LEFT).asLong() > 0
          && before.map(last -> last.path(SYNCS).asInt()).orElse(count) == count - 1) {
        long found = found(before.orElseThrow(), sample, pageBytes);
        syncs.put(count, new DirtySync(at(count, sample), found, percent));
      }
      before = Optional.of(sample);
    }
    return syncs;
  }

  /** Left in the later one, and sent since the earlier, but not left in that. */
  private static long found(JsonNode before, JsonNode after, long pageBytes) {
    long left = after.path(LEFT).asLong() - before.path(LEFT).asLong();
    long sent = after.path(SENT).asLong() - before.path(SENT).asLong();
    return Math.round((double) left / GuestMemory.PAGE_BYTES + (double) sent / pageBytes);
  }

  /** As QEMU said it; where nobody listened, as it was seen. */
  private double at(int count, JsonNode sample) {
    JsonNode said = times.path(count - 1);
    return (said.isNumber() ? said : sample.path(SECONDS)).asDouble();
  }
}
