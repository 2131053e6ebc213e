package io.godwit.scenarios.file;

import io.godwit.scenarios.file.Tree.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The checked values of one block; a key that had a problem is absent, and so may any other be. */
final class Values {

  /**
   * A value, where it stands, and its path.
   *
   * @param given whether somebody wrote it; else it is a default
   */
  record Found(Object value, Place place, String path, boolean given) {}

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

  /** The value of a path such as {@code memory.strategy}, if every block on the way is there. */
  Optional<Found> at(String keys) {
    int dot = keys.indexOf('.');
    return dot < 0
        ? find(keys)
        : find(keys.substring(0, dot))
            .flatMap(block -> ((Values) block.value()).at(keys.substring(dot + 1)));
  }

  /** These values, with those of {@code own} in their place where it has any. */
  Values overlaid(Values own) {
    var merged = new Values(place, path);
    merged.found.putAll(found);
    own.found.forEach(
        (key, value) -> {
          Found base = found.get(key);
          boolean blocks = base != null && base.value() instanceof Values;
          merged.put(
              key,
              blocks && value.value() instanceof Values over
                  ? new Found(
                      ((Values) base.value()).overlaid(over),
                      value.place(),
                      value.path(),
                      value.given())
                  : value);
        });
    return merged;
  }

  private Object value(String key) {
    Found value = found.get(key);
    if (value == null) {
      throw new IllegalStateException(path + " has no '" + key + "'");
    }
    return value.value();
  }
}
