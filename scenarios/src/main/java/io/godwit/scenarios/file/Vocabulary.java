package io.godwit.scenarios.file;

import io.godwit.scenarios.file.ValueType.Amount;
import io.godwit.scenarios.file.ValueType.Block;
import io.godwit.scenarios.file.ValueType.ListOf;
import io.godwit.scenarios.file.ValueType.Whole;
import io.godwit.scenarios.file.ValueType.Word;
import java.util.List;
import java.util.Optional;

/** What scenario files can say, for programs that write them. */
public final class Vocabulary {

  /** What a key holds, as far as another value of the same kind can be made up. */
  public enum Kind {
    WORD,
    WHOLE,
    DURATION,
    RATE,
    SIZE,
    OTHER
  }

  /**
   * A key of a block.
   *
   * @param words that it may hold; empty unless its kind is WORD
   * @param least of a whole number; 0 for other kinds
   * @param most of a whole number; 0 for other kinds
   * @param fallback what holds where the key is not given
   */
  public record Key(
      String name,
      Kind kind,
      List<String> words,
      long least,
      long most,
      Optional<String> fallback) {
    public Key {
      words = List.copyOf(words);
    }
  }

  private Vocabulary() {}

  /** The keys of a block such as {@code datacenter.host.owners}, in which lists are not counted. */
  public static List<Key> keys(String path) {
    return section(path).keys().stream().map(Vocabulary::key).toList();
  }

  /** The words that a key such as {@code faults.kind} may hold. */
  public static List<String> words(String path) {
    int dot = path.lastIndexOf('.');
    String name = path.substring(dot + 1);
    return keys(path.substring(0, Math.max(0, dot))).stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no key '" + path + "'"))
        .words();
  }

  /** The keys below {@code migration} that are refused where nothing reads them. */
  public static List<String> keysThatMayNotCount() {
    return Effects.paths();
  }

  private static Section section(String path) {
    Section section = ScenarioBlock.SECTION;
    for (String name : path.isEmpty() ? List.<String>of() : List.of(path.split("\\.", -1))) {
      section =
          section
              .key(name)
              .flatMap(key -> block(key.type()))
              .orElseThrow(() -> new IllegalArgumentException("there is no block '" + path + "'"));
    }
    return section;
  }

  private static Optional<Section> block(ValueType<?> type) {
    if (type instanceof ListOf<?> list) {
      return block(list.item());
    }
    return type instanceof Block block ? Optional.of(block.section()) : Optional.empty();
  }

  private static Key key(io.godwit.scenarios.file.Key<?> key) {
    List<String> words = key.type() instanceof Word<?> word ? word.words() : List.of();
    long least = key.type() instanceof Whole whole ? whole.least() : 0;
    long most = key.type() instanceof Whole whole ? whole.most() : 0;
    return new Key(key.name(), kind(key.type()), words, least, most, key.fallback());
  }

  private static Kind kind(ValueType<?> type) {
    if (type instanceof Word<?>) {
      return Kind.WORD;
    } else if (type instanceof Whole) {
      return Kind.WHOLE;
    } else if (type instanceof Amount<?> amount) {
      return switch (amount.quantity()) {
        case DURATION -> Kind.DURATION;
        case RATE, FREQUENCY -> Kind.RATE;
        case SIZE -> Kind.SIZE;
        default -> Kind.OTHER;
      };
    }
    return Kind.OTHER;
  }

  /** Whether a model of writing reads a key of {@code dirtying}; another would be refused. */
  public static boolean isReadBy(String model, String key) {
    return DirtyingBlock.reads(model, key);
  }
}
