package io.godwit.scenarios.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A block of keys: what each holds, whether it must be there, and what it is when it is not. */
final class Section {

  /** A key; {@code fallback} is empty for keys that must be there or that may be absent. */
  record Key(
      String name, ValueType type, boolean required, Optional<String> fallback, String about) {}

  private final String name;
  private final List<Key> keys = new ArrayList<>();

  Section(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  List<Key> keys() {
    return keys;
  }

  Optional<Key> key(String wanted) {
    return keys.stream().filter(key -> key.name().equals(wanted)).findFirst();
  }

  Section required(String key, ValueType type, String about) {
    keys.add(new Key(key, type, true, Optional.empty(), about));
    return this;
  }

  Section withDefault(String key, ValueType type, String fallback, String about) {
    keys.add(new Key(key, type, false, Optional.of(fallback), about));
    return this;
  }

  Section optional(String key, ValueType type, String about) {
    keys.add(new Key(key, type, false, Optional.empty(), about));
    return this;
  }
}
