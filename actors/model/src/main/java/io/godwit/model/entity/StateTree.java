package io.godwit.model.entity;

import io.godwit.model.unit.Exact;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a state holds, as a tree of names and values: to be shown, and to be compared, for two
 * states are the same when their trees are equal. Fields that are {@code transient} (settings that
 * an entity was given, and caches) are no part of it.
 */
public sealed interface StateTree {

  /**
   * A value: a number, a boolean, a text, a word, a quantity or an id, or {@link Optional#empty()}
   * where there is none; of anything else its text. Two leaves are equal when the values are, to
   * the last digit.
   */
  record Leaf(Object value) implements StateTree {

    static final Leaf NONE = new Leaf(Optional.empty());

    static Leaf of(Object value) {
      return isPlain(value) ? new Leaf(value) : new Leaf(String.valueOf(value));
    }

    private static boolean isPlain(Object value) {
      return value instanceof Number
          || value instanceof Boolean
          || value instanceof String
          || isWord(value.getClass());
    }

    /** Enums, quantities and ids are values, although some are records. */
    private static boolean isWord(Class<?> type) {
      return Enum.class.isAssignableFrom(type)
          || type.getName().startsWith("io.godwit.model.unit.")
          || type.getName().startsWith("io.godwit.model.id.");
    }

    /** For people, with every digit. */
    @Override
    public String toString() {
      return value instanceof Optional<?> ? "none" : Exact.text(value);
    }
  }

  /**
   * A piece that is a web of references within, and tells in values what it holds. What it leaves
   * out follows from what it shows.
   */
  interface Shown {
    Map<String, Object> shown();
  }

  /** Named pieces, in the order in which they are declared or kept. */
  record Branch(Map<String, StateTree> pieces) implements StateTree {
    public Branch {
      pieces = Collections.unmodifiableMap(new LinkedHashMap<>(pieces));
    }
  }

  /** Pieces in their order. */
  record Sequence(List<StateTree> pieces) implements StateTree {
    public Sequence {
      pieces = List.copyOf(pieces);
    }
  }

  /** The tree of a state, or of any value in one. */
  static StateTree of(Object value) {
    if (value instanceof Shown piece) {
      return of(piece.shown());
    } else if (value instanceof Optional<?> optional) {
      return optional.isPresent() ? of(optional.get()) : Leaf.NONE;
    } else if (value instanceof Map<?, ?> map) {
      var pieces = new LinkedHashMap<String, StateTree>();
      map.forEach((key, each) -> pieces.put(Exact.text(key), of(each)));
      return new Branch(pieces);
    } else if (value instanceof Collection<?> collection) {
      return new Sequence(collection.stream().map(StateTree::of).toList());
    } else if (value.getClass().isArray()) {
      return sequence(value);
    }
    return hasPieces(value.getClass()) ? branch(value) : Leaf.of(value);
  }

  /** Functions have nothing to show. */
  private static boolean hasPieces(Class<?> type) {
    return type.getName().startsWith("io.godwit.") && !Leaf.isWord(type) && !type.isSynthetic();
  }

  private static StateTree sequence(Object array) {
    var pieces = new ArrayList<StateTree>();
    for (int i = 0; i < Array.getLength(array); i++) {
      pieces.add(of(Array.get(array, i)));
    }
    return new Sequence(pieces);
  }

  private static StateTree branch(Object value) {
    var pieces = new LinkedHashMap<String, StateTree>();
    for (Class<?> type = value.getClass(); type != Object.class; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())
            && !Modifier.isTransient(field.getModifiers())
            && !field.isSynthetic()) {
          pieces.put(field.getName(), of(read(field, value)));
        }
      }
    }
    return new Branch(pieces);
  }

  private static Object read(Field field, Object value) {
    try {
      field.setAccessible(true);
      return field.get(value);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(field + " cannot be read", impossible);
    }
  }
}
