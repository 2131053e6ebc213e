package io.godwit.scenarios.launch;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/** What there is of lambdas and records, each with something to show for it. */
public class LambdaKinds implements Supplier<List<Object>> {

  interface Named {
    default String name() {
      Supplier<String> own = () -> "named " + secret();
      return own.get();
    }

    private String secret() {
      return "in secret";
    }
  }

  interface Merge<T extends Comparable<T>> extends BiFunction<T, T, T> {
    @Override
    T apply(T one, T other);
  }

  record Nothing() {}

  record Pair<A, B>(A first, B second) {}

  @SuppressWarnings("ArrayRecordComponent")
  record All(
      boolean flag,
      byte small,
      short less,
      char letter,
      int number,
      long large,
      float rough,
      double precise,
      String text,
      int[] many) {}

  record Own(int number) {
    @Override
    public String toString() {
      return "own " + number;
    }
  }

  /** Looks into what is private to the class around it, and to others in it. */
  private final class Inner implements Named {
    private final int own;

    private Inner(int own) {
      this.own = own;
    }

    private int sum(int other) {
      IntBinaryOperator add = (a, b) -> a + b + hidden + own;
      return add.applyAsInt(own, other);
    }
  }

  private final int hidden = 40;
  private long count;

  private static String twice(Object text) {
    return "" + text + text;
  }

  private String withHidden(String text) {
    return text + hidden;
  }

  private static int sumOf(Integer... numbers) {
    int sum = 0;
    for (int number : numbers) {
      sum += number;
    }
    return sum;
  }

  @Override
  public List<Object> get() {
    var shown = new ArrayList<>();
    showReferences(shown);
    showCaptured(shown);
    showConversions(shown);
    showTypes(shown);
    showRecords(shown);
    return shown;
  }

  private void showReferences(List<Object> shown) {
    Function<Object, String> ofClass = LambdaKinds::twice;
    Function<String, String> bound = this::withHidden;
    BiFunction<LambdaKinds, String, String> unbound = LambdaKinds::withHidden;
    Function<String, StringBuilder> made = StringBuilder::new;
    IntFunction<long[]> array = long[]::new;
    IntFunction<Inner> inner = Inner::new;
    BiFunction<Integer, Integer, Integer> varied = LambdaKinds::sumOf;
    Function<CharSequence, Integer> length = CharSequence::length;
    shown.addAll(
        List.of(
            ofClass.apply(7),
            bound.apply("b"),
            unbound.apply(this, "u"),
            made.apply("m").append('!').toString(),
            array.apply(3).length,
            inner.apply(2).sum(3),
            inner.apply(2).name(),
            varied.apply(1, 2),
            length.apply("four")));
  }

  private void showCaptured(List<Object> shown) {
    byte small = 1;
    short less = 2;
    char letter = 'c';
    int number = 4;
    long large = 5;
    float rough = 6.5f;
    double precise = 7.25;
    boolean flag = true;
    int[] many = {8, 9};
    Supplier<String> all =
        () -> "" + small + less + letter + number + large + rough + precise + flag + many[1];
    Runnable counts = () -> count += large;
    counts.run();
    counts.run();
    LongSupplier counted = () -> count;
    Supplier<Supplier<String>> nested = () -> () -> all.get() + number;
    shown.addAll(List.of(all.get(), counted.getAsLong(), nested.get().get()));
  }

  private void showConversions(List<Object> shown) {
    Function<Integer, Long> widened = number -> (long) number;
    ToLongFunction<Integer> unboxed = Integer::intValue;
    ToDoubleFunction<Character> letter = Character::charValue;
    Function<Character, String> widenedLetter = Integer::toHexString;
    Function<Object, Object> dropped = shown::add;
    UnaryOperator<String> same = text -> text;
    Comparator<String> order = Comparator.comparing(String::length);
    shown.add(dropped.apply("dropped"));
    List.of(1L, 2L).forEach(shown::add);
    shown.addAll(
        List.of(
            widened.apply(3),
            unboxed.applyAsLong(4),
            letter.applyAsDouble('a'),
            widenedLetter.apply('a'),
            same.apply("same"),
            order.compare("a", "bb")));
  }

  private void showTypes(List<Object> shown) {
    Supplier<String> kept = (Supplier<String> & Serializable) () -> "kept";
    Merge<String> merge = (one, other) -> one + other;
    BiFunction<String, String, String> erased = merge;
    Supplier<String> once = () -> "once";
    shown.addAll(
        List.of(
            kept instanceof Serializable,
            kept.get(),
            merge.apply("a", "b"),
            erased.apply("c", "d"),
            once instanceof Serializable));
  }

  private static void showRecords(List<Object> shown) {
    int[] many = {1};
    var one = new All(true, (byte) 1, (short) 2, '3', 4, 5, 6, Double.NaN, "7", many);
    var same = new All(true, (byte) 1, (short) 2, '3', 4, 5, 6, Double.NaN, "7", many);
    var other = new All(true, (byte) 1, (short) 2, '3', 4, 5, 6, -0.0, "7", many);
    var pair = new Pair<>("a", List.of(1, 2));
    shown.addAll(
        List.of(
            one.equals(same),
            one.equals(other),
            one.equals((Object) "7"),
            other.equals(new All(true, (byte) 1, (short) 2, '3', 4, 5, 6, 0.0, "7", many)),
            one.hashCode() == same.hashCode(),
            one.toString().replaceAll("@.*", ""),
            pair.hashCode(),
            pair.toString(),
            pair.equals(new Pair<>("a", List.of(1, 2))),
            new Nothing().toString()
                + new Nothing().hashCode()
                + new Nothing().equals(new Nothing()),
            new Own(3).toString() + new Own(3).hashCode()));
  }
}
