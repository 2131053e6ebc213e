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

  /**
   * The same keys, each of which may be absent: what is said of one part where all has been said
   * already. Lists keep their items as they are.
   */
  Section partial(List<String> wanted) {
    var part = new Section(name + "-of-guests");
    for (Key key : keys) {
      if (wanted.isEmpty() || wanted.contains(key.name)) {
        ValueType type =
            key.type instanceof ValueType.Block block
                ? new ValueType.Block(block.section().partial(List.of()))
                : key.type;
        part.optional(key.name, type, key.about);
      }
    }
    return part;
  }

  Section optional(String key, ValueType type, String about) {
    keys.add(new Key(key, type, false, Optional.empty(), about));
    return this;
  }
}
