package io.godwit.scenarios.file;

import io.godwit.model.id.EntityId;
import io.godwit.model.random.Distribution;
import io.godwit.model.random.RandomStream;
import io.godwit.scenarios.file.Tree.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
  private final Set<String> refused = new LinkedHashSet<>();

  Values(Place place, String path) {
    this.place = place;
    this.path = path;
  }

  void put(Key<?> key, Found value) {
    found.put(key.name(), value);
  }

  /** It was written, and had a problem. */
  void refuse(Key<?> key) {
    refused.add(key.name());
  }

  /**
   * Whether somebody wrote it who was told that it cannot be so: then it is not missing as well.
   */
  boolean isRefused(Key<?> key) {
    return refused.contains(key.name());
  }

  /** Whether that is so of any of them. */
  boolean isAnyRefused(Key<?>... keys) {
    return Arrays.stream(keys).anyMatch(this::isRefused);
  }

  Place place() {
    return place;
  }

  String path() {
    return path;
  }

  Optional<Found> find(Key<?> key) {
    return Optional.ofNullable(found.get(key.name()));
  }

  /** Where somebody has written it. */
  Optional<Found> given(Key<?> key) {
    return find(key).filter(Found::given);
  }

  /** Whether all of them are there. */
  boolean has(Key<?>... keys) {
    return Arrays.stream(keys).allMatch(key -> found.containsKey(key.name()));
  }

  /** Whether any of them is there. */
  boolean hasAny(Key<?>... keys) {
    return Arrays.stream(keys).anyMatch(key -> found.containsKey(key.name()));
  }

  <T> T get(Key<T> key) {
    return key.type().read(value(key));
  }

  <T> Optional<T> maybe(Key<T> key) {
    return find(key).map(value -> key.type().read(value.value()));
  }

  <T> T or(Key<T> key, T otherwise) {
    return maybe(key).orElse(otherwise);
  }

  int count(Key<Long> key) {
    return Math.toIntExact(get(key));
  }

  /** In base units. */
  long number(Key<?> key) {
    return (Long) value(key);
  }

  /** An absent list is an empty one. */
  <T> List<T> list(Key<List<T>> key) {
    return maybe(key).orElse(List.of());
  }

  /** The items of a list, each with its place. */
  @SuppressWarnings("unchecked") // lists are only put in by the binder
  List<Found> items(Key<?> key) {
    return find(key).map(value -> (List<Found>) value.value()).orElse(List.of());
  }

  /** What the value of a key is drawn from; empty where it is not. */
  Optional<Distribution> drawn(Key<?> key) {
    return find(key).flatMap(Found::drawn);
  }

  /** The value at the end of a path, if every block on the way is there. */
  Optional<Found> at(Key<Values> block, Key<?> key) {
    return maybe(block).flatMap(values -> values.find(key));
  }

  /** These values, with those of {@code own} in their place where it has any. */
  Values overlaid(Values own) {
    var merged = new Values(place, path);
    merged.found.putAll(found);
    own.found.forEach(
        (key, value) -> {
          Found base = found.get(key);
          boolean blocks = base != null && base.value() instanceof Values;
          merged.found.put(
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
    found.forEach(
        (key, each) -> drawn.found.put(key, draw(each, seed, whom, Binder.join(within, key))));
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
  Values with(Key<?> key, long number) {
    var changed = new Values(place, path);
    changed.found.putAll(found);
    Found was = found.get(key.name());
    changed.found.put(key.name(), new Found(number, was.place(), was.path(), was.given()));
    return changed;
  }

  /** The same with another block under a key that it has. */
  Values with(Key<Values> key, Values block) {
    var changed = new Values(place, path);
    changed.found.putAll(found);
    Found was = found.get(key.name());
    changed.found.put(key.name(), new Found(block, was.place(), was.path(), was.given()));
    return changed;
  }

  private Object value(Key<?> key) {
    Found value = found.get(key.name());
    if (value == null) {
      throw new IllegalStateException(path + " has no '" + key.name() + "'");
    }
    return value.value();
  }
}
