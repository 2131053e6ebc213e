package io.godwit.dashboards.chart;

import io.godwit.dashboards.chart.Mark.Exchange;
import io.godwit.dashboards.chart.Mark.Omission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Leaves out the middle of long runs of the same: a hundred rounds, a thousand retries. */
final class Condensed {

  /** So many exchanges are shown at either end of what one phase has too many of. */
  private static final int SHOWN = 8;

  /** More faults and waits than this in one phase are as dull as the rest. */
  private static final int MOST_REMARKABLE = 40;

  private Condensed() {}

  /** Of each stretch between two phases or dividers: all, or its beginning and its end. */
  static List<Mark> of(List<Mark> marks) {
    var condensed = new ArrayList<Mark>();
    var stretch = new ArrayList<Mark>();
    for (Mark mark : marks) {
      if (mark instanceof Exchange) {
        stretch.add(mark);
      } else {
        flush(stretch, condensed);
        condensed.add(mark);
      }
    }
    flush(stretch, condensed);
    return condensed;
  }

  private static void flush(List<Mark> stretch, List<Mark> condensed) {
    List<Mark> dull = dull(stretch);
    if (dull.size() <= 2 * SHOWN + 2) {
      condensed.addAll(stretch);
    } else {
      List<Mark> left = dull.subList(SHOWN, dull.size() - SHOWN);
      Set<Moment> hidden = left.stream().map(Mark::moment).collect(Collectors.toSet());
      boolean said = false;
      for (Mark mark : stretch) {
        if (!hidden.contains(mark.moment())) {
          condensed.add(mark);
        } else if (!said) {
          said = true;
          condensed.add(new Omission(mark.moment(), omission(left)));
        }
      }
    }
    stretch.clear();
  }

  /** Faults and waits are what a reader looks for, unless there are too many of them too. */
  private static List<Mark> dull(List<Mark> stretch) {
    List<Mark> dull = stretch.stream().filter(mark -> mark.tone() == Tone.PLAIN).toList();
    return stretch.size() - dull.size() > MOST_REMARKABLE ? List.copyOf(stretch) : dull;
  }

  private static String omission(List<Mark> left) {
    Mark first = left.get(0);
    Mark last = left.get(left.size() - 1);
    return "%,d more left out, %s"
        .formatted(left.size(), Brief.of(last.moment().at().since(first.moment().at())));
  }
}
