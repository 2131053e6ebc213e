package io.godwit.dashboards.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;

/** A summary as JSON text: the content of summary.json. */
public final class SummaryFile {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new Jdk8Module())
          .enable(SerializationFeature.INDENT_OUTPUT);

  private SummaryFile() {}

  /** The same as a tree, to be part of another document. */
  public static ObjectNode tree(Summary summary) {
    return JSON.valueToTree(summary);
  }

  public static String json(Summary summary) {
    try {
      return JSON.writeValueAsString(summary) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a summary is plain records", impossible);
    }
  }
}
