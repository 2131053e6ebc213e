package io.godwit.scenarios.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys of a block, in the order of the reference. Each block is a class that declares its keys
 * as constants: a key is made here, and belongs to the section from then on.
 */
final class Section {

  private final String name;
  private final List<Key<?>> keys = new ArrayList<>();

  Section(String name) {
    this.name = name;
  }

  /** Keys that belong to a block whose other keys are elsewhere, see {@link #addAll}. */
  static Section part() {
    return new Section("");
  }

  String name() {
    return name;
  }

  List<Key<?>> keys() {
    return keys;
  }

  Optional<Key<?>> key(String wanted) {
    return keys.stream().filter(key -> key.name().equals(wanted)).findFirst();
  }

  <T> Key<T> required(String key, ValueType<T> type, String about, Need... needs) {
    return add(new Key<>(key, type, true, Optional.empty(), about, List.of(needs)));
  }

  <T> Key<T> withDefault(
      String key, ValueType<T> type, String fallback, String about, Need... needs) {
    return add(new Key<>(key, type, false, Optional.of(fallback), about, List.of(needs)));
  }

  <T> Key<T> optional(String key, ValueType<T> type, String about, Need... needs) {
    return add(new Key<>(key, type, false, Optional.empty(), about, List.of(needs)));
  }

  /** A block in the block, which is there with its defaults when nobody writes it. */
  Key<Values> block(String key, Section section, String about, Need... needs) {
    return withDefault(key, new ValueType.Block(section), "", about, needs);
  }

  /** A key of another section, that may be given here too and means something of its own. */
  <T> Key<T> later(Key<T> key, String about, Need... needs) {
    return optional(key.name(), key.type(), about, needs);
  }

  /** A key that another section has as well. */
  <T> Key<T> add(Key<T> key) {
    keys.add(key);
    return key;
  }

  void addAll(Section part) {
    keys.addAll(part.keys);
  }

  /**
   * The same keys, each of which may be absent: what is said of one part where all has been said
   * already. Lists keep their items as they are.
   */
  Section partial(Key<?>... wanted) {
    var part = new Section(name + "-of-guests");
    (wanted.length == 0 ? keys : List.of(wanted)).forEach(key -> part.add(partial(key)));
    return part;
  }

  @SuppressWarnings("unchecked") // a partial block is a block
  private static <T> Key<T> partial(Key<T> key) {
    ValueType<T> type =
        key.type() instanceof ValueType.Block block
            ? (ValueType<T>) new ValueType.Block(block.section().partial())
            : key.type();
    return new Key<>(key.name(), type, false, Optional.empty(), key.about(), key.needs());
  }
}
