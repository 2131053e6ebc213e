package io.godwit.dashboards.report;

/**
 * One thing that was judged: an invariant or an expectation; {@code result} is a stable word.
 *
 * @param tellsOfAMiss whether it was met because guests did not move that were to
 */
public record Judgement(String name, String result, String detail, boolean tellsOfAMiss)
    implements RecordJson.Shaped {

  /** What is told of it. */
  private record Told(String name, String result, String detail) {}

  public Judgement(String name, String result, String detail) {
    this(name, result, detail, false);
  }

  @Override
  public Object shape() {
    return new Told(name, result, detail);
  }

  public boolean failed() {
    return result.equals("broken") || result.equals("missed");
  }
}
