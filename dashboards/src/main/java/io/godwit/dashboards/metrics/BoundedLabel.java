package io.godwit.dashboards.metrics;

import java.util.HashSet;
import java.util.Set;

/** Values of a label whose number a run does not bound by itself: what is too much is "other". */
final class BoundedLabel {

  static final String OTHER = "other";

  private final int most;
  private final Set<String> known = new HashSet<>();

  BoundedLabel(int most) {
    this.most = most;
  }

  String of(String value) {
    return known.contains(value) || (known.size() < most && known.add(value)) ? value : OTHER;
  }

  /** A reason without its names, times and amounts, so that like ones are one. */
  String ofReason(String reason) {
    String kind =
        reason
            .replaceAll("'[^']*'|\\S*[0-9/|]\\S*( [kMGT]?i?B(it)?(/s)?| [mun]?s| min| %)?", "_")
            .replaceAll("_([ ,.:;]*_)+", "_")
            .strip();
    return of(kind.isEmpty() ? "unsaid" : kind);
  }
}
