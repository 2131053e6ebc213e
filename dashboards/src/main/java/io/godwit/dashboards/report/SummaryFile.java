package io.godwit.dashboards.report;

/** A summary as JSON text: the content of summary.json. */
public final class SummaryFile {

  private SummaryFile() {}

  public static String json(Summary summary) {
    return RecordJson.indented(summary) + "\n";
  }
}
