package io.godwit.dashboards.page;

import io.godwit.dashboards.report.RecordJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts that occur often, each known by its number in the order in which they came up. */
public final class Words implements RecordJson.Shaped {

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> words = new ArrayList<>();

  int number(String word) {
    return numbers.computeIfAbsent(
        word,
        unseen -> {
          words.add(unseen);
          return words.size() - 1;
        });
  }

  List<String> words() {
    return words;
  }

  @Override
  public Object shape() {
    return words;
  }
}
