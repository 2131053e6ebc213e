package io.godwit.scenarios.file;

import io.godwit.scenarios.file.Tree.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The checked values of one block; a key that had a problem is absent, and so may any other be. */
final class Values {

  /** A value, where it stands, and its path. */
  record Found(Object value, Place place, String path) {}

  private final Place place;
  private final String path;
  private final Map<String, Found> found = new LinkedHashMap<>();

  Values(Place place, String path) {
    this.place = place;
    this.path = path;
  }

  void put(String key, Found value) {
    found.put(key, value);
  }

  Place place() {
    return place;
  }

  String path() {
    return path;
  }

  Optional<Found> find(String key) {
    return Optional.ofNullable(found.get(key));
  }

  boolean has(String key) {
    return found.containsKey(key);
  }

  String text(String key) {
    return (String) value(key);
  }

  long number(String key) {
    return (Long) value(key);
  }

  boolean yes(String key) {
    return (Boolean) value(key);
  }

  int count(String key) {
    return Math.toIntExact(number(key));
  }

  Values block(String key) {
    return (Values) value(key);
  }

  /** The items of a list, each with its place; an absent list is an empty one. */
  @SuppressWarnings("unchecked") // lists are only put in by the binder
  List<Found> items(String key) {
    return has(key) ? (List<Found>) value(key) : List.of();
  }

  private Object value(String key) {
    Found value = found.get(key);
    if (value == null) {
      throw new IllegalStateException(path + " has no '" + key + "'");
    }
    return value.value();
  }
}
