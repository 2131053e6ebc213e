package io.godwit.dashboards.report;

/** One thing that was judged: an invariant or an expectation; {@code result} is a stable word. */
public record Judgement(String name, String result, String detail) {

  public boolean failed() {
    return result.equals("broken") || result.equals("missed");
  }
}
