package io.godwit.scenarios.file;

import io.godwit.model.id.EntityId;
import io.godwit.model.random.Distribution;
import io.godwit.model.random.RandomStream;
import io.godwit.scenarios.file.Tree.Place;
import java.util.ArrayList;
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
   * @param drawn what it is drawn from, of which the value is the mean
   */
  record Found(
      Object value, Place place, String path, boolean given, Optional<Distribution> drawn) {
    Found(Object value, Place place, String path, boolean given) {
      this(value, place, path, given, Optional.empty());
    }
  }

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

  /** Whether any of it is to be drawn. */
  boolean hasDraws() {
    return found.values().stream()
        .anyMatch(
            each ->
                each.drawn().isPresent()
                    || (each.value() instanceof Values block && block.hasDraws())
                    || (each.value() instanceof List<?> list
                        && list.stream().anyMatch(Values::isDrawn)));
  }

  private static boolean isDrawn(Object item) {
    return item instanceof Found each && each.value() instanceof Values block && block.hasDraws();
  }

  /**
   * The same with everything drawn for {@code whom}; each key has a stream of its own.
   *
   * @param within the keys that lead here
   */
  Values drawn(long seed, String whom, String within) {
    var drawn = new Values(place, path);
    found.forEach((key, each) -> drawn.put(key, draw(each, seed, whom, Binder.join(within, key))));
    return drawn;
  }

  private static Found draw(Found each, long seed, String whom, String key) {
    Object value = each.value();
    if (each.drawn().isPresent()) {
      var random = RandomStream.of(seed, EntityId.fleet(), "guest " + whom + ' ' + key);
      value = each.drawn().get().draw(random);
    } else if (value instanceof Values block) {
      value = block.drawn(seed, whom, key);
    } else if (value instanceof List<?> list) {
      var items = new ArrayList<Object>();
      for (int i = 0; i < list.size(); i++) {
        Object item = list.get(i);
        items.add(item instanceof Found one ? draw(one, seed, whom, key + '[' + i + ']') : item);
      }
      value = items;
    }
    return new Found(value, each.place(), each.path(), each.given());
  }

  /** The same with another number under a key that it has. */
  Values with(String key, long number) {
    var changed = new Values(place, path);
    changed.found.putAll(found);
    Found was = found.get(key);
    changed.put(key, new Found(number, was.place(), was.path(), was.given()));
    return changed;
  }

  /** The same with another block under a key that it has. */
  Values with(String key, Values block) {
    var changed = new Values(place, path);
    changed.found.putAll(found);
    Found was = found.get(key);
    changed.put(key, new Found(block, was.place(), was.path(), was.given()));
    return changed;
  }

  private Object value(String key) {
    Found value = found.get(key);
    if (value == null) {
      throw new IllegalStateException(path + " has no '" + key + "'");
    }
    return value.value();
  }
}
