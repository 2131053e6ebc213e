package io.godwit.scenarios.file;

import io.godwit.scenarios.file.Values.Found;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * What a key may hold; the reader, the JSON Schema and the reference are all made from it.
 *
 * @param <T> what the model makes of its value
 */
sealed interface ValueType<T> {

  /** The value that the binder has checked, as the model has it. */
  T read(Object bound);

  /** Free text, of one line. */
  record Text(String example) implements ValueType<String> {
    @Override
    public String read(Object bound) {
      return (String) bound;
    }
  }

  /** A whole number from {@code least} to {@code most}. */
  record Whole(long least, long most) implements ValueType<Long> {
    @Override
    public Long read(Object bound) {
      return (Long) bound;
    }
  }

  /**
   * A number with a unit, at least {@code least} and at most {@code most} of its base unit.
   *
   * @param of what so many base units are
   */
  record Amount<T>(Quantity quantity, long least, long most, LongFunction<T> of)
      implements ValueType<T> {
    /** One that stays a number of base units. */
    static Amount<Long> plain(Quantity quantity, long least, long most) {
      return new Amount<>(quantity, least, most, base -> base);
    }

    @Override
    public T read(Object bound) {
      return of.apply((Long) bound);
    }
  }

  /** An amount, or what it is drawn from, such as {@code lognormal(8 GiB, 50%)}. */
  record Drawn<T>(Amount<T> amount) implements ValueType<T> {
    @Override
    public T read(Object bound) {
      return amount.read(bound);
    }
  }

  /** One of these words, each of which stands for a constant. */
  record Word<T>(List<String> words, List<T> constants) implements ValueType<T> {
    static Word<String> of(String... words) {
      return of(List.of(words));
    }

    static Word<String> of(List<String> words) {
      return new Word<>(words, words);
    }

    static <E> Word<E> of(List<E> constants, Function<E, String> word) {
      return new Word<>(constants.stream().map(word).toList(), constants);
    }

    static <E> Word<E> of(E[] constants, Function<E, String> word) {
      return of(Arrays.asList(constants), word);
    }

    @Override
    public T read(Object bound) {
      return constants.get(words.indexOf((String) bound));
    }
  }

  record YesOrNo() implements ValueType<Boolean> {
    @Override
    public Boolean read(Object bound) {
      return (Boolean) bound;
    }
  }

  /** Any number of these, at least {@code least}. */
  record ListOf<T>(ValueType<T> item, int least) implements ValueType<List<T>> {
    /** Of blocks. */
    static ListOf<Values> of(Section section, int least) {
      return new ListOf<>(new Block(section), least);
    }

    /** Of texts. */
    static ListOf<String> of(String example, int least) {
      return new ListOf<>(new Text(example), least);
    }

    @Override
    @SuppressWarnings("unchecked") // the binder puts nothing else in
    public List<T> read(Object bound) {
      return ((List<Found>) bound).stream().map(found -> item.read(found.value())).toList();
    }
  }

  /**
   * Text, or a block that holds it beside keys of the same section that are only for it.
   *
   * @param own what the text is called in the block, any of these words
   */
  record TextOrBlock(String example, List<String> own, List<String> keys)
      implements ValueType<String> {
    public TextOrBlock {
      own = List.copyOf(own);
      keys = List.copyOf(keys);
    }

    @Override
    public String read(Object bound) {
      return (String) bound;
    }
  }

  /** One of these, or a list of them. */
  record OneOrMore(ValueType<String> item) implements ValueType<List<String>> {
    @Override
    public List<String> read(Object bound) {
      return bound instanceof String one ? List.of(one) : new ListOf<>(item, 1).read(bound);
    }
  }

  /** A block of keys of its own. */
  record Block(Section section) implements ValueType<Values> {
    @Override
    public Values read(Object bound) {
      return (Values) bound;
    }
  }
}
