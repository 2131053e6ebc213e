package io.godwit.model.precopy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Just enough JSON to read the oracle's records: the model has no library for it. */
final class Json {

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /** Objects become maps, arrays lists, numbers doubles; null becomes an empty Optional. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> object(String text) {
    return (Map<String, Object>) new Json(text).value();
  }

  private Object value() {
    return switch (peek()) {
      case '{' -> fields();
      case '[' -> elements();
      case '"' -> string();
      default -> word();
    };
  }

  private Map<String, Object> fields() {
    var map = new LinkedHashMap<String, Object>();
    at++;
    while (peek() != '}') {
      String name = string();
      skip(':');
      map.put(name, value());
      skip(',');
    }
    at++;
    return map;
  }

  private List<Object> elements() {
    var list = new ArrayList<Object>();
    at++;
    while (peek() != ']') {
      list.add(value());
      skip(',');
    }
    at++;
    return list;
  }

  private String string() {
    skip('"');
    int end = text.indexOf('"', at);
    String string = text.substring(at, end);
    at = end + 1;
    return string;
  }

  private Object word() {
    int start = at;
    while (at < text.length() && ",]}".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at).strip();
    return switch (word) {
      case "null" -> Optional.empty();
      case "true" -> true;
      case "false" -> false;
      default -> Double.valueOf(word);
    };
  }

  private char peek() {
    while (Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return text.charAt(at);
  }

  private void skip(char separator) {
    if (peek() == separator) {
      at++;
    }
  }
}
