package io.godwit.model.guest;

import io.godwit.model.guest.RandomWrites.PageClass;
import java.util.ArrayList;
import java.util.List;

/**
 * Zipf's law in few classes. The page of rank {@code k}, counted from 1 in address order, is
 * written in proportion to {@code k^-s}. Ranks are grouped so that the last rank of a class is a
 * fixed multiple of the last of the class before; in a class all pages count as equally popular.
 * For a million pages that multiple is 1.54, and taking the mean overstates the dirty pages of a
 * class by up to 0.6 % of its pages for exponents up to 1.2, and 1.6 % for 2.
 */
final class Popularity {

  /** A modelling choice: the error above against the runs that every dirty set then has. */
  static final int MOST_CLASSES = 32;

  /** From here on the sum over a class is taken from its integral. */
  private static final long SUMMED_ONE_BY_ONE = 32;

  private final double exponent;

  private Popularity(double exponent) {
    this.exponent = exponent;
  }

  /** At most {@link #MOST_CLASSES} of them, and none for an empty set. */
  static List<PageClass> classes(PageRange set, int exponentThousandths) {
    var popularity = new Popularity(exponentThousandths / 1000.0);
    var weighted = new ArrayList<PageClass>(MOST_CLASSES);
    double total = 0;
    for (long last = 0; last < set.pages(); ) {
      long end = lastRank(weighted.size() + 1, last, set.pages());
      double weight = popularity.sum(last + 1, end);
      weighted.add(new PageClass(new PageRange(set.from() + last, end - last), weight));
      total += weight;
      last = end;
    }
    var shares = new ArrayList<PageClass>(weighted.size());
    for (PageClass each : weighted) {
      shares.add(new PageClass(each.range(), each.share() / total));
    }
    return shares;
  }

  /** Of class {@code number}, counted from 1; each class has a page at least. */
  private static long lastRank(int number, long previous, long pages) {
    if (number == MOST_CLASSES) {
      return pages;
    }
    double rank = StrictMath.pow((double) pages, number / (double) MOST_CLASSES);
    return Math.min(pages, Math.max(previous + 1, StrictMath.round(rank)));
  }

  /** The weights of the ranks {@code first} to {@code last}, by Euler and Maclaurin when many. */
  private double sum(long first, long last) {
    if (last - first < SUMMED_ONE_BY_ONE) {
      double sum = 0;
      for (long rank = first; rank <= last; rank++) {
        sum += weight(rank);
      }
      return sum;
    }
    double slope = exponent * (weight(first) / first - weight(last) / last);
    return integral(first, last) + (weight(first) + weight(last)) / 2 + slope / 12;
  }

  private double integral(long first, long last) {
    double log = StrictMath.log((double) last / first);
    double rest = 1 - exponent;
    return rest == 0 ? log : first * weight(first) * StrictMath.expm1(rest * log) / rest;
  }

  private double weight(long rank) {
    return StrictMath.pow((double) rank, -exponent);
  }
}
