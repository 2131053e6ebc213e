package io.godwit.model.sharing;

import io.godwit.model.unit.ByteRate;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** All limits of a flow table: links made at their first use, caps while a flow has them. */
final class Limits {

  private final Limit[] links;
  private final IntFunction<ByteRate> capacities;
  private final TreeMap<Long, Limit> caps = new TreeMap<>();
  private int serials;

  Limits(int count, IntFunction<ByteRate> capacities) {
    links = new Limit[count];
    this.capacities = capacities;
    serials = count;
  }

  Limit link(int index) {
    if (known(index).isEmpty()) {
      links[index] = Limit.link(index, units(capacities.apply(index)));
    }
    return links[index];
  }

  /** The link, if flows have crossed it or its capacity has changed. */
  Optional<Limit> known(int index) {
    if (index < 0 || index >= links.length) {
      throw new IllegalArgumentException(
          "link " + index + ": the table has 0 to " + (links.length - 1));
    }
    return Optional.ofNullable(links[index]);
  }

  /** Those links, ascending. */
  IntStream known() {
    return IntStream.range(0, links.length).filter(index -> links[index] != null);
  }

  /** The limit of all flows that may have {@code level} for each unit of weight. */
  Limit cap(long level) {
    return caps.computeIfAbsent(level, each -> Limit.cap(serials++, each));
  }

  void releaseUnused(Limit cap) {
    if (cap.isCap && cap.weight == 0) {
      caps.remove(cap.level);
    }
  }

  static long units(ByteRate capacity) {
    if (capacity.bytesPerSecond() > Work.MOST_BYTES_PER_SECOND) {
      throw new IllegalArgumentException(
          "a link of %s: at most %s; divide it into several"
              .formatted(capacity, new ByteRate(Work.MOST_BYTES_PER_SECOND)));
    }
    return capacity.bytesPerSecond() << Work.FRACTION_BITS;
  }
}
