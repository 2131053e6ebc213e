package io.godwit.dashboards.page;

import io.godwit.model.unit.SimTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What every link carried over time, to the byte. A flow is taken to have had the same rate from
 * its first byte to its last, for that is all that is on record of it. Nobody knows beforehand how
 * long a run takes and how many links it uses, so buckets of time are doubled as it goes on, and
 * when there are too many links those of the hosts of a rack become one row.
 */
final class HeatMap {

  /** So that the whole of it is some hundred kilobytes in a page. */
  static final int MOST_CELLS = 450_000;

  static final int MOST_ROWS = 2_500;
  private static final int MOST_BUCKETS = 512;
  private static final int FEWEST_BUCKETS = 32;
  private static final long FIRST_WIDTH = 1_000_000;

  private final Map<String, long[]> rows = new TreeMap<>();
  private boolean begun;
  private long start;
  private long width = FIRST_WIDTH;
  private int buckets = MOST_BUCKETS;
  private int used;
  private boolean byRack;
  private long linkBytes;

  /** Spreads what a flow carried over all links that it crossed. */
  void carried(List<String> links, SimTime from, SimTime until, long bytes) {
    if (bytes == 0 || links.isEmpty()) {
      return;
    }
    makeRoom(from.nanos(), until.nanos());
    linkBytes += bytes * links.size();
    for (String link : links) {
      spread(row(link), from.nanos(), Math.max(1, until.nanos() - from.nanos()), bytes);
    }
  }

  private void makeRoom(long from, long until) {
    if (!begun) {
      begun = true;
      start = from;
    }
    while (from < start) {
      shift();
    }
    while (until - start >= width * buckets) {
      coarsen();
    }
    used = Math.max(used, (int) ((until - start) / width) + 1);
  }

  /** A flow that ended later than others may have begun before all of them. */
  private void shift() {
    coarsen();
    long earlier = start - width * (buckets / 2);
    rows.replaceAll(
        (link, cells) -> {
          var moved = new long[cells.length];
          System.arraycopy(cells, 0, moved, buckets / 2, buckets / 2);
          return moved;
        });
    start = earlier;
    used = Math.min(buckets, used + buckets / 2);
  }

  private void coarsen() {
    width *= 2;
    rows.values().forEach(HeatMap::halve);
    used = (used + 1) / 2;
  }

  private static void halve(long[] cells) {
    for (int cell = 0; cell < cells.length; cell++) {
      int twice = 2 * cell;
      cells[cell] = twice + 1 < cells.length ? cells[twice] + cells[twice + 1] : 0;
    }
  }

  private long[] row(String link) {
    String name = byRack ? placeOf(link) : link;
    long[] cells = rows.get(name);
    if (cells == null) {
      cells = new long[MOST_BUCKETS];
      rows.put(name, cells);
      if (rows.size() > MOST_ROWS && !byRack) {
        mergeHosts();
        return rows.get(placeOf(link));
      }
      while (buckets > FEWEST_BUCKETS && rows.size() * buckets > MOST_CELLS) {
        buckets /= 2;
        while (used > buckets) {
          coarsen();
        }
      }
    }
    return cells;
  }

  private void mergeHosts() {
    byRack = true;
    var merged = new TreeMap<String, long[]>();
    rows.forEach(
        (link, cells) -> {
          long[] sum = merged.computeIfAbsent(placeOf(link), place -> new long[MOST_BUCKETS]);
          for (int cell = 0; cell < sum.length; cell++) {
            sum[cell] += cells[cell];
          }
        });
    rows.clear();
    rows.putAll(merged);
  }

  /** Such as {@code pod-0/rack-1/hosts/tx} for {@code pod-0/rack-1/host-3/tx}. */
  static String placeOf(String link) {
    return link.replaceFirst("/host-[0-9]+/", "/hosts/");
  }

  /** In each bucket what it had at its end less what it had at its beginning: nothing is lost. */
  private void spread(long[] cells, long from, long took, long bytes) {
    long before = 0;
    int last = (int) ((from + took - 1 - start) / width);
    for (int cell = (int) ((from - start) / width); cell <= last; cell++) {
      long elapsed = Math.min(took, start + (cell + 1) * width - from);
      long now = elapsed == took ? bytes : (long) (bytes * ((double) elapsed / took));
      cells[cell] += now - before;
      before = now;
    }
  }

  /** Whether the links of the hosts of a rack are one row. */
  boolean isByRack() {
    return byRack;
  }

  /** The bytes of all links together: each byte once for every link that it crossed. */
  long linkBytes() {
    return linkBytes;
  }

  /** When the bucket with this number begins; the first that anything was carried in is 0. */
  long start() {
    return start + first() * width;
  }

  long width() {
    return width;
  }

  int used() {
    return used - first();
  }

  /** By link, what it carried in each bucket. */
  Map<String, long[]> rows() {
    int first = first();
    var used = new TreeMap<String, long[]>();
    rows.forEach((link, cells) -> used.put(link, Arrays.copyOfRange(cells, first, this.used)));
    return used;
  }

  /** Buckets before the first flow are there where a later one had begun earlier. */
  private int first() {
    int first = 0;
    while (first < used && isEmpty(first)) {
      first++;
    }
    return first == used ? 0 : first;
  }

  private boolean isEmpty(int bucket) {
    return rows.values().stream().allMatch(cells -> cells[bucket] == 0);
  }
}
