package io.godwit.dashboards.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** The document: one file with everything in it that asks nobody for anything. */
public final class PageHtml {

  /** Above this the data is compressed, which every browser since 2023 can read. */
  private static final int PLAIN_UP_TO = 300_000;

  /** In the order in which they need each other. */
  private static final List<String> MODULES =
      List.of(
          "model.js",
          "text.js",
          "dom.js",
          "axes.js",
          "lines.js",
          "downtime.js",
          "heat.js",
          "map.js",
          "gantt.js",
          "verdict.js",
          "tables.js",
          "compare.js",
          "keep.js",
          "main.js");

  /** What draws the data that is in the file. */
  private static final String START = "start.js";

  private static final String LIBRARY = "vendor/uplot/uPlot.iife.min.js";

  private static final Pattern PART = Pattern.compile("\\{\\{([a-z-]+)}}");

  private static final Pattern IMPORT =
      Pattern.compile("^import [^;]*;\\n", Pattern.MULTILINE | Pattern.DOTALL);

  private static final Pattern EXPORT =
      Pattern.compile("^export (?=const|function|class|let|async)", Pattern.MULTILINE);

  /** What all pages have in common, put together once. */
  private static final class Shared {
    private static final String SCRIPT = modules(resource(START));
  }

  private PageHtml() {}

  public static String of(PageModel model) {
    String json = model.json();
    boolean plain = json.length() <= PLAIN_UP_TO;
    Map<String, String> parts =
        Map.of(
            "title",
            escape(model.title()),
            "style",
            style(),
            "data-type",
            plain ? "application/json" : "application/json+gzip+base64",
            "library",
            resource(LIBRARY),
            "script",
            Shared.SCRIPT,
            "data",
            plain ? json : compressed(json));
    return filled(resource("page.html"), parts);
  }

  private static String filled(String template, Map<String, String> parts) {
    var page = new StringBuilder();
    Matcher part = PART.matcher(template);
    int done = 0;
    while (part.find()) {
      page.append(template, done, part.start()).append(parts.get(part.group(1)));
      done = part.end();
    }
    return page.append(template, done, template.length()).toString();
  }

  public static String style() {
    return resource("vendor/uplot/uPlot.min.css") + resource("page.css");
  }

  /** A module that draws pages: with the library, and {@code last} for what begins it. */
  public static String script(String last) {
    return resource(LIBRARY) + "\n" + modules(last);
  }

  /** All modules as one, for a page that was opened from a disk may import nothing. */
  private static String modules(String last) {
    var script = new StringBuilder();
    for (String module : MODULES) {
      script.append(joined(resource(module)));
    }
    return script.append(joined(last)).toString();
  }

  private static String joined(String module) {
    return EXPORT.matcher(IMPORT.matcher(module).replaceAll("")).replaceAll("") + '\n';
  }

  private static String compressed(String json) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String resource(String name) {
    try (InputStream file = PageHtml.class.getResourceAsStream(name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
