package io.godwit.dashboards.report;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * One thing that was judged: an invariant or an expectation; {@code result} is a stable word.
 *
 * @param tellsOfAMiss whether it was met because guests did not move that were to
 */
public record Judgement(
    String name, String result, String detail, @JsonIgnore boolean tellsOfAMiss) {

  public Judgement(String name, String result, String detail) {
    this(name, result, detail, false);
  }

  public boolean failed() {
    return result.equals("broken") || result.equals("missed");
  }
}
