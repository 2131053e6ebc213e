package io.godwit.dashboards.chart;

import java.util.Locale;

/** Writes elements of SVG, one a line, with everything escaped that must be. */
final class SvgWriter {

  private final StringBuilder out = new StringBuilder();

  /** Begins an element; attributes are names and values by turns. */
  SvgWriter begin(String name, Object... attributes) {
    tag(name, attributes);
    out.append(">\n");
    return this;
  }

  SvgWriter end(String name) {
    out.append("</").append(name).append(">\n");
    return this;
  }

  /** An element without content. */
  SvgWriter empty(String name, Object... attributes) {
    tag(name, attributes);
    out.append("/>\n");
    return this;
  }

  /** An element that says {@code title} to whoever points at it. */
  SvgWriter titled(String title, String name, Object... attributes) {
    tag(name, attributes);
    out.append("><title>").append(escape(title)).append("</title></").append(name).append(">\n");
    return this;
  }

  /** A text; an empty {@code title} is none. */
  SvgWriter text(String text, String title, Object... attributes) {
    tag("text", attributes);
    out.append('>');
    if (!title.isEmpty()) {
      out.append("<title>").append(escape(title)).append("</title>");
    }
    out.append(escape(text)).append("</text>\n");
    return this;
  }

  /** What is SVG already. */
  SvgWriter raw(String svg) {
    out.append(svg);
    return this;
  }

  private void tag(String name, Object... attributes) {
    out.append('<').append(name);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ')
          .append(attributes[i])
          .append("=\"")
          .append(value(attributes[i + 1]))
          .append('"');
    }
  }

  private static String value(Object value) {
    if (value instanceof Double number) {
      return number == Math.rint(number)
          ? String.valueOf(number.longValue())
          : String.format(Locale.US, "%.1f", number);
    }
    return escape(String.valueOf(value));
  }

  /** Text as XML and HTML have it, without characters that neither knows. */
  static String escape(String text) {
    var escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                  if (!Character.isISOControl(point)) {
                    escaped.appendCodePoint(point);
                  }
                }
              }
            });
    return escaped.toString();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
