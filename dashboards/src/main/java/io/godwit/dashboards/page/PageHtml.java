package io.godwit.dashboards.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
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

  private static final String IMPORT = "import ";

  private static final String EXPORT = "export ";

  private static final String PART = "{{";

  private static final String PART_END = "}}";

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

  private static String filled(String page, Map<String, String> parts) {
    var filled = new StringBuilder();
    int at = 0;
    for (int open = page.indexOf(PART); open >= 0; open = page.indexOf(PART, at)) {
      int close = page.indexOf(PART_END, open);
      filled.append(page, at, open).append(parts.get(page.substring(open + 2, close)));
      at = close + 2;
    }
    return filled.append(page, at, page.length()).toString();
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

  /** The module without what it imports and the word by which it exports. */
  private static String joined(String module) {
    var joined = new StringBuilder();
    int at = 0;
    while (at < module.length()) {
      boolean imports = module.startsWith(IMPORT, at);
      int end = after(module, imports ? ";\n" : "\n", at);
      if (!imports) {
        joined.append(module, module.startsWith(EXPORT, at) ? at + EXPORT.length() : at, end);
      }
      at = end;
    }
    return joined.append('\n').toString();
  }

  /** Where {@code text} goes on after the next {@code mark}; its end where there is none. */
  private static int after(String text, String mark, int from) {
    int found = text.indexOf(mark, from);
    return found < 0 ? text.length() : found + mark.length();
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
