package io.godwit.scenarios.file;

import io.godwit.model.random.Distribution;
import io.godwit.scenarios.file.Tree.Branch;
import io.godwit.scenarios.file.Tree.Items;
import io.godwit.scenarios.file.Tree.Leaf;
import io.godwit.scenarios.file.Tree.Place;
import io.godwit.scenarios.file.Values.Found;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Holds a document against a {@link Section} and collects every problem instead of stopping. */
final class Binder {

  private final String file;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> hints = new ArrayList<>();

  Binder(String file) {
    this.file = file;
  }

  List<Problem> problems() {
    return problems;
  }

  /** Whether a key of a block was written and could not be read: it is missing to nobody. */
  boolean isWrong(String path, Key<?> key) {
    String written = join(path, key.name());
    return problems.stream().anyMatch(problem -> problem.path().equals(written));
  }

  /** What is no mistake, and yet should be said. */
  List<Problem> hints() {
    return hints;
  }

  void hint(Found at, String message) {
    hints.add(spot(at.place(), at.path()).saying(message));
  }

  Spot spot(Place place, String path) {
    String within = place.file().isEmpty() ? file : place.file();
    return new Spot(within, place.line(), place.column(), path);
  }

  void problem(Place place, String path, String message) {
    problems.add(spot(place, path).saying(message));
  }

  void problem(Found at, String message) {
    problem(at.place(), at.path(), message);
  }

  Values bind(Section section, Branch branch, String path) {
    var values = new Values(branch.place(), path);
    branch
        .entries()
        .forEach(
            (name, entry) -> {
              if (section.key(name).isEmpty()) {
                problem(entry.key(), join(path, name), unknown(section, name));
              }
            });
    for (Key<?> key : section.keys()) {
      Optional<Found> value = bindKey(key, branch, path);
      value.ifPresent(found -> values.put(key, found));
      if (value.isEmpty() && branch.entries().containsKey(key.name())) {
        values.refuse(key);
      }
    }
    return values;
  }

  private Optional<Found> bindKey(Key<?> key, Branch branch, String path) {
    String keyPath = join(path, key.name());
    Tree.Entry entry = branch.entries().get(key.name());
    if (entry != null) {
      if (saysNothing(key, entry.value())) {
        problem(entry.value().place(), keyPath, leaveOut(key, entry.value()));
        return Optional.empty();
      }
      return bind(key.type(), entry.value(), keyPath)
          .map(value -> found(value, entry.value().place(), keyPath));
    }
    if (key.required()) {
      problem(branch.place(), path, "key '%s' is missing: %s".formatted(key.name(), key.about()));
      return Optional.empty();
    }
    return fallback(key, branch.place(), keyPath);
  }

  private static Found found(Object value, Place place, String path) {
    return value instanceof Distribution drawn
        ? new Found(drawn.mean(), place, path, true, Optional.of(drawn))
        : new Found(value, place, path, true);
  }

  /** Zero where a key that is absent would say it. */
  private static boolean saysNothing(Key<?> key, Tree tree) {
    return key.type() instanceof ValueType.Amount<?> amount
        && tree instanceof Leaf leaf
        && !key.required()
        && key.fallback().isEmpty()
        && amount.least() > 0
        && amount.quantity().parse(leaf.text()).base().filter(base -> base == 0).isPresent();
  }

  private static String leaveOut(Key<?> key, Tree tree) {
    Quantity quantity = ((ValueType.Amount<?>) key.type()).quantity();
    return "%s is nothing; leave the key out (%s), or write %s of more, such as '%s'"
        .formatted(tree.kind(), key.about(), quantity.article(), quantity.example());
  }

  private Optional<Found> fallback(Key<?> key, Place place, String keyPath) {
    if (key.type() instanceof ValueType.Block block) {
      return key.fallback()
          .map(
              text ->
                  new Found(
                      bind(block.section(), new Branch(place), keyPath), place, keyPath, false));
    }
    return key.fallback()
        .flatMap(text -> bind(key.type(), new Leaf(place, text, false), keyPath))
        .map(value -> new Found(value, place, keyPath, false));
  }

  private Optional<Object> bind(ValueType<?> type, Tree tree, String path) {
    if (type instanceof ValueType.Block block) {
      if (tree instanceof Branch branch) {
        return Optional.of(bind(block.section(), branch, path));
      }
      return wrong(tree, path, "%s where a block of keys belongs".formatted(tree.kind()));
    } else if (type instanceof ValueType.OneOrMore some && tree instanceof Leaf leaf) {
      return bind(some.item(), leaf, path);
    } else if (type instanceof ValueType.OneOrMore some) {
      return bind(new ValueType.ListOf<>(some.item(), 1), tree, path);
    } else if (type instanceof ValueType.ListOf<?> list) {
      if (tree instanceof Items items) {
        return bindItems(list, items, path);
      }
      return wrong(tree, path, "%s where a list belongs".formatted(tree.kind()));
    } else if (tree instanceof Leaf leaf) {
      return bindLeaf(type, leaf, path);
    } else if (type instanceof ValueType.TextOrBlock text && tree instanceof Branch) {
      return wrong(tree, path, "of what? give the block one of " + String.join(", ", text.own()));
    }
    return wrong(tree, path, "%s where a single value belongs".formatted(tree.kind()));
  }

  private Optional<Object> bindItems(ValueType.ListOf<?> list, Items items, String path) {
    var bound = new ArrayList<Found>();
    for (int i = 0; i < items.items().size(); i++) {
      Tree item = items.items().get(i);
      String itemPath = path + "[" + i + "]";
      bind(list.item(), item, itemPath)
          .ifPresent(value -> bound.add(new Found(value, item.place(), itemPath, true)));
    }
    if (items.items().size() < list.least()) {
      return wrong(items, path, "at least %d of them must be given".formatted(list.least()));
    }
    return Optional.of(bound);
  }

  private Optional<Object> bindLeaf(ValueType<?> type, Leaf leaf, String path) {
    if (type instanceof ValueType.Text || type instanceof ValueType.TextOrBlock) {
      return leaf.text().isBlank()
          ? wrong(leaf, path, "must not be empty")
          : Optional.of(leaf.text());
    } else if (type instanceof ValueType.Whole whole) {
      return whole(whole, leaf, path);
    } else if (type instanceof ValueType.Amount<?> amount) {
      return amount(amount, leaf, path);
    } else if (type instanceof ValueType.Drawn<?> drawn) {
      if (DrawnText.isCutOff(leaf.text())) {
        return wrong(
            leaf, path, "'%s' ends at a comma; write all of it in quotes".formatted(leaf.text()));
      }
      return DrawnText.isOne(leaf.text())
          ? drawn(drawn, leaf, path)
          : amount(drawn.amount(), leaf, path);
    } else if (type instanceof ValueType.Word<?> word) {
      return word.words().contains(leaf.text())
          ? Optional.of(leaf.text())
          : wrong(leaf, path, notAmong(leaf.text(), word.words()));
    }
    boolean yes = leaf.text().equals("true");
    return (yes || leaf.text().equals("false")) && !leaf.quoted()
        ? Optional.of(yes)
        : wrong(leaf, path, "'%s' is neither true nor false".formatted(leaf.text()));
  }

  private Optional<Object> whole(ValueType.Whole whole, Leaf leaf, String path) {
    boolean isOne = leaf.text().matches("-?(0|[1-9][0-9]{0,99})");
    if (leaf.quoted() && isOne) {
      return wrong(leaf, path, "'%s' is a text in quotes; leave them out".formatted(leaf.text()));
    } else if (!isOne) {
      return wrong(
          leaf, path, "'%s' is not a whole number; write one such as 42".formatted(leaf.text()));
    }
    var value = new BigInteger(leaf.text());
    return value.compareTo(BigInteger.valueOf(whole.least())) < 0
            || value.compareTo(BigInteger.valueOf(whole.most())) > 0
        ? wrong(
            leaf,
            path,
            "%d is out of range; use %d to %d".formatted(value, whole.least(), whole.most()))
        : Optional.of(value.longValueExact());
  }

  private Optional<Object> amount(ValueType.Amount<?> amount, Leaf leaf, String path) {
    Quantity.Parsed parsed = amount.quantity().parse(leaf.text());
    if (parsed.base().isEmpty()) {
      return wrong(leaf, path, parsed.problem());
    }
    long base = parsed.base().get();
    if (base < amount.least()) {
      return wrong(leaf, path, tooLittle(amount, leaf.text()));
    }
    return base > amount.most()
        ? wrong(
            leaf,
            path,
            "'%s' is too much; write at most %s"
                .formatted(leaf.text(), amount.quantity().written(amount.most())))
        : Optional.of(base);
  }

  private static String tooLittle(ValueType.Amount<?> amount, String text) {
    Quantity quantity = amount.quantity();
    return amount.least() > 1
        ? "'%s' is too little; write at least %s".formatted(text, quantity.written(amount.least()))
        : "'%s' is too little; write %s of more, such as '%s'"
            .formatted(text, quantity.article(), quantity.example());
  }

  private Optional<Object> drawn(ValueType.Drawn<?> drawn, Leaf leaf, String path) {
    DrawnText.Parsed parsed = DrawnText.parse(leaf.text(), drawn.amount());
    return parsed.drawn().isPresent()
        ? Optional.of(parsed.drawn().get())
        : wrong(leaf, path, parsed.problem());
  }

  private Optional<Object> wrong(Tree tree, String path, String message) {
    problem(tree.place(), path, message);
    return Optional.empty();
  }

  private static String unknown(Section section, String name) {
    List<String> known = section.keys().stream().map(Key<?>::name).toList();
    return "unknown key" + suggestion(name, known);
  }

  static String notAmong(String word, List<String> words) {
    return "'%s' is unknown%s".formatted(word, suggestion(word, words));
  }

  private static String suggestion(String name, List<String> known) {
    return Misspelt.nearest(name, known)
        .map("; did you mean '%s'?"::formatted)
        .orElseGet(() -> "; use one of " + known.stream().collect(Collectors.joining(", ")));
  }

  static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
