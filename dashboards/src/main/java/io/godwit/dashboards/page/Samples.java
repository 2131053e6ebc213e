package io.godwit.dashboards.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Values in their order, each with the event that has it, so that a quantile is a place in the
 * record.
 *
 * @param count how many there are, kept or not
 * @param rank of each that is kept, from 1
 * @param value in ns, or a plain count
 * @param migration that it belongs to
 * @param ord of the event that tells of it
 */
public record Samples(
    long count, LongColumn rank, LongColumn value, List<String> migration, LongColumn ord) {

  /** A value and where it is from. */
  record Sample(long value, String migration, long ord) {}

  private static final int ALL_UP_TO = 3_000;
  private static final int TAIL = 500;
  private static final int FEW = 200;
  private static final long[] PER_MILLE = {500, 900, 990, 999, 1000};

  /** Of many, the largest, those that quantiles stand for, and as many between. */
  static Samples of(List<Sample> samples) {
    List<Sample> sorted = new ArrayList<>(samples);
    sorted.sort(Comparator.comparingLong(Sample::value).thenComparingLong(Sample::ord));
    var kept =
        new Samples(
            sorted.size(), new LongColumn(), new LongColumn(), new ArrayList<>(), new LongColumn());
    for (int rank : ranks(sorted.size())) {
      Sample sample = sorted.get(rank - 1);
      kept.rank.add(rank);
      kept.value.add(sample.value());
      kept.migration.add(sample.migration());
      kept.ord.add(sample.ord());
    }
    return kept;
  }

  /** The same with some hundred of them: enough for a curve, and each quantile is there. */
  Samples few() {
    var kept =
        new Samples(count, new LongColumn(), new LongColumn(), new ArrayList<>(), new LongColumn());
    int step = Math.max(1, rank.size() / FEW);
    for (int row = 0; row < rank.size(); row++) {
      if (row % step == 0 || row == rank.size() - 1 || isQuantile(rank.get(row))) {
        kept.rank.add(rank.get(row));
        kept.value.add(value.get(row));
        kept.migration.add(migration.get(row));
        kept.ord.add(ord.get(row));
      }
    }
    return kept;
  }

  private boolean isQuantile(long place) {
    return Arrays.stream(PER_MILLE)
        .anyMatch(perMille -> Math.max(1, (count * perMille + 999) / 1000) == place);
  }

  private static Iterable<Integer> ranks(int count) {
    var ranks = new TreeSet<Integer>();
    int step = count <= ALL_UP_TO ? 1 : (count + ALL_UP_TO - 1) / ALL_UP_TO;
    for (int rank = 1; rank <= count; rank += step) {
      ranks.add(rank);
    }
    for (int rank = Math.max(1, count - TAIL); rank <= count; rank++) {
      ranks.add(rank);
    }
    for (long perMille : PER_MILLE) {
      if (count > 0) {
        ranks.add((int) Math.max(1, (count * perMille + 999) / 1000));
      }
    }
    return ranks;
  }
}
