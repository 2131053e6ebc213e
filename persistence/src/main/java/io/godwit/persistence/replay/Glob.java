package io.godwit.persistence.replay;

import java.util.regex.Pattern;

/**
 * A pattern for names: {@code *} is any text, {@code /} and {@code |} included, and {@code ?} is
 * one character. The whole name must fit.
 */
public final class Glob {

  private final String text;
  private final Pattern pattern;

  private Glob(String text, Pattern pattern) {
    this.text = text;
    this.pattern = pattern;
  }

  public static Glob of(String text) {
    var pattern = new StringBuilder();
    for (String part : text.split("(?<=[*?])|(?=[*?])", -1)) {
      pattern.append(
          switch (part) {
            case "*" -> ".*";
            case "?" -> ".";
            default -> Pattern.quote(part);
          });
    }
    return new Glob(text, Pattern.compile(pattern.toString(), Pattern.DOTALL));
  }

  public boolean matches(String name) {
    return pattern.matcher(name).matches();
  }

  /** Whether it can match one name only. */
  public boolean isPlain() {
    return text.indexOf('*') < 0 && text.indexOf('?') < 0;
  }

  @Override
  public String toString() {
    return text;
  }
}
