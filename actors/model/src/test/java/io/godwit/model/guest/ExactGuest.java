package io.godwit.model.guest;

import io.godwit.model.guest.Workload.Phase;
import io.godwit.model.guest.Workload.TraceInterval;
import io.godwit.model.random.RandomStream;
import io.godwit.model.unit.SimDuration;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The guest that the models speak of, write for write and page for page. It takes every kind's
 * definition at its word and shares nothing with the models but the number of writes.
 */
final class ExactGuest {

  private final RandomStream random;

  ExactGuest(RandomStream random) {
    this.random = random;
  }

  /** Adds to {@code dirty} the pages written after {@code from} and until {@code to}. */
  void run(DirtyModels kind, Workload load, SimDuration from, SimDuration to, BitSet dirty) {
    switch (kind) {
      case IDLE -> {}
      case PHASED -> phases(load, from.nanos(), to.nanos(), dirty);
      case LINEAR -> throw new IllegalArgumentException("linear writes know no pages");
      case TRACE -> trace(load, from.nanos(), to.nanos(), dirty);
      case UNIFORM, HOT_COLD, SEQUENTIAL, ZIPF, DRIFT -> {
        double[] ranks = kind == DirtyModels.ZIPF ? ranks(load) : new double[0];
        for (long write = load.writesIn(from); write < load.writesIn(to); write++) {
          long page = kind == DirtyModels.ZIPF ? draw(ranks) : page(kind, load, write);
          dirty.set((int) (load.workingSet().from() + page));
        }
      }
    }
  }

  private long page(DirtyModels kind, Workload load, long write) {
    long pages = load.workingSet().pages();
    long hot = load.hotPages();
    boolean even = hot == 0 || hot == pages;
    if (kind == DirtyModels.SEQUENTIAL) {
      return write % pages;
    } else if (kind == DirtyModels.UNIFORM || even) {
      return random.below(pages);
    } else if (kind == DirtyModels.HOT_COLD) {
      return isHot(load) ? random.below(hot) : hot + random.below(pages - hot);
    }
    long window = (madeAt(load, write) - 1) / load.period().nanos();
    return isHot(load) ? (window * hot + random.below(hot)) % pages : random.below(pages);
  }

  private boolean isHot(Workload load) {
    return random.below(100) < load.hotPercent();
  }

  /** The first nanosecond by which the write counts as made. */
  private static long madeAt(Workload load, long write) {
    long bytes = (write + 1) * GuestMemory.PAGE_BYTES;
    long rate = load.writes().bytesPerSecond();
    return (bytes * 1_000_000_000L + rate - 1) / rate;
  }

  /** The probability of each rank and of all before it. */
  private static double[] ranks(Workload load) {
    var sums = new double[(int) load.workingSet().pages()];
    double sum = 0;
    for (int i = 0; i < sums.length; i++) {
      sum += StrictMath.pow(i + 1, -load.exponentThousandths() / 1000.0);
      sums[i] = sum;
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= sum;
    }
    return sums;
  }

  private int draw(double[] ranks) {
    double drawn = (random.nextLong() >>> 11) * 0x1p-53;
    int found = Arrays.binarySearch(ranks, drawn);
    return found >= 0 ? found + 1 : -found - 1;
  }

  private void phases(Workload load, long from, long to, BitSet dirty) {
    var clocks = new long[load.phases().size()];
    int next = 0;
    for (long now = 0; now < to; next = (next + 1) % clocks.length) {
      Phase phase = load.phases().get(next);
      long end = now + phase.length().nanos();
      long low = Math.max(now, from);
      long high = Math.min(end, to);
      if (low < high) {
        var begin = new SimDuration(clocks[next] + low - now);
        var stop = new SimDuration(clocks[next] + high - now);
        run(phase.kind(), phase.workload(), begin, stop, dirty);
      }
      clocks[next] += phase.length().nanos();
      now = end;
    }
  }

  private static void trace(Workload load, long from, long to, BitSet dirty) {
    PageRange set = load.workingSet();
    long page = 0;
    int next = 0;
    for (long now = 0; now < to; next = (next + 1) % load.trace().size()) {
      TraceInterval interval = load.trace().get(next);
      long length = interval.length().nanos();
      for (long i = 1; i <= interval.pages(); i++) {
        long at = now + (i * length + interval.pages() - 1) / interval.pages();
        if (at > from && at <= to) {
          dirty.set((int) (set.from() + page % set.pages()));
        }
        page++;
      }
      now += length;
    }
  }
}
