package io.godwit.dashboards.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Set;

/** A summary as JSON text: the content of summary.json. */
public final class SummaryFile {

  /** What the text report makes of an expectation, and is no part of the file. */
  public static final String TELLS_OF_A_MISS = "tellsOfAMiss";

  private SummaryFile() {}

  public static String json(Summary summary) {
    var text = new StringWriter();
    try (JsonGenerator file = new JsonFactory().createGenerator(text)) {
      RecordJson.write(summary, file.useDefaultPrettyPrinter(), Set.of(TELLS_OF_A_MISS));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text + "\n";
  }
}
