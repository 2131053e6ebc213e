package io.godwit.scenarios.file;

import java.util.List;

/** What a key may hold; the reader, the JSON Schema and the reference are all made from it. */
sealed interface ValueType {

  /** Free text, of one line. */
  record Text(String example) implements ValueType {}

  /** A whole number from {@code least} to {@code most}. */
  record Whole(long least, long most) implements ValueType {}

  /** A number with a unit, at least {@code least} and at most {@code most} of its base unit. */
  record Amount(Quantity quantity, long least, long most) implements ValueType {
    Amount(Quantity quantity) {
      this(quantity, 0, Long.MAX_VALUE);
    }
  }

  /** An amount, or what it is drawn from, such as {@code lognormal(8 GiB, 50%)}. */
  record Drawn(Amount amount) implements ValueType {}

  /** One of these words. */
  record Word(List<String> words) implements ValueType {}

  record YesOrNo() implements ValueType {}

  /** Any number of these, at least {@code least}. */
  record ListOf(ValueType item, int least) implements ValueType {}

  /**
   * Text, or a block that holds it beside keys of the same section that are only for it.
   *
   * @param own what the text is called in the block, any of these words
   */
  record TextOrBlock(String example, List<String> own, List<String> keys) implements ValueType {
    public TextOrBlock {
      own = List.copyOf(own);
      keys = List.copyOf(keys);
    }
  }

  /** One of these, or a list of them. */
  record OneOrMore(ValueType item) implements ValueType {}

  /** A block of keys of its own. */
  record Block(Section section) implements ValueType {}
}
