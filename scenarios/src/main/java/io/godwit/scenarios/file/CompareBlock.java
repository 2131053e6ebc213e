package io.godwit.scenarios.file;

import io.godwit.model.invariant.Invariants;
import io.godwit.scenarios.file.Comparison.Axis;
import io.godwit.scenarios.file.Comparison.Choice;
import io.godwit.scenarios.file.ValueType.ListOf;
import io.godwit.scenarios.file.ValueType.Text;
import io.godwit.scenarios.file.ValueType.Whole;
import io.godwit.scenarios.file.ValueType.Word;
import io.godwit.scenarios.file.Values.Found;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Runs of the scenario with changes. */
final class CompareBlock {

  static final Section SECTION = new Section("compare");

  private static final Section CHOICE = new Section("choice");

  private static final Key<String> CHOICE_NAME =
      CHOICE.required("name", new Text("web"), "for the table");

  private static final Key<String> ABOUT =
      CHOICE.withDefault("about", new Text("a line"), "-", "one line on what it stands for");

  private static final Key<List<String>> SET =
      CHOICE.optional(
          "set",
          new ListOf<>(new Text("vms[0].memory=8 GiB"), 1),
          "changes, as --set has them; without any the scenario as it is");

  private static final Key<List<String>> EXPECT =
      CHOICE.optional(
          "expect", new ListOf<>(new Text("vms.lost == 0"), 0), "what a run with it must show");

  private static final Key<List<String>> BREAKS =
      CHOICE.optional(
          "breaks",
          new ListOf<>(
              Word.of(Arrays.stream(Invariants.values()).map(Invariants::word).toList()), 0),
          "the invariants that must break with it, and no others may");

  private static final Section AXIS = new Section("axis");

  private static final Key<String> NAME =
      AXIS.required("name", new Text("strategy"), "what is changed, for the table");

  private static final Key<String> KEY =
      AXIS.optional("key", new Text("migration.memory.strategy"), "with values: the key to change");

  private static final Key<List<String>> VALUES =
      AXIS.optional(
          "values", new ListOf<>(new Text("post-copy"), 1), "with key: what to change it to");

  private static final Key<List<Values>> CHOICES =
      AXIS.optional("choices", ListOf.of(CHOICE, 1), "changes with names of their own");

  private static final Key<List<Values>> AXES =
      SECTION.optional(
          "axes", ListOf.of(AXIS, 1), "one or two things to change; may be left out with seeds");

  private static final Key<String> SEEDS =
      SECTION.optional(
          "seeds",
          new Text("1..30"),
          "each with so many seeds, from one to another: shown are means, and how far from them the"
              + " true mean is with 95 % confidence (Student's t)");

  private static final Key<List<String>> SHOW =
      SECTION.required(
          "show",
          new ListOf<>(new Text("plan[0].duration"), 1),
          "what is shown of each run; those of expectations, of the whole run, a plan or a group");

  private static final Key<Long> DIGITS =
      SECTION.withDefault("digits", new Whole(0, 9), "1", "of durations after the point");

  private CompareBlock() {}

  static Comparison build(Values compare) {
    return new Comparison(
        compare.list(AXES).stream().map(CompareBlock::axis).toList(),
        compare.maybe(SEEDS).map(Seeds::parse).orElse(List.of()),
        compare.get(SHOW).stream()
            .flatMap(word -> ShownMetric.parse(word).shown().stream())
            .toList(),
        compare.count(DIGITS));
  }

  private static Axis axis(Values axis) {
    List<Choice> choices =
        axis.has(KEY)
            ? axis.list(VALUES).stream()
                .map(value -> choice(value, axis.get(KEY) + '=' + value))
                .toList()
            : axis.list(CHOICES).stream().map(CompareBlock::choice).toList();
    return new Axis(axis.get(NAME), choices);
  }

  private static Choice choice(String name, String setting) {
    return new Choice(name, "-", List.of(setting), List.of(), List.of());
  }

  private static Choice choice(Values choice) {
    return new Choice(
        choice.get(CHOICE_NAME),
        choice.get(ABOUT),
        choice.list(SET),
        Expected.expectations(choice.list(EXPECT)),
        choice.list(BREAKS));
  }

  static void check(Binder binder, Expected expected, Values compare) {
    List<Found> axes = compare.items(AXES);
    if (axes.isEmpty() && !compare.hasAny(AXES, SEEDS) && !compare.isAnyRefused(AXES, SEEDS)) {
      binder.problem(compare.place(), compare.path(), "say what differs: 'axes', or 'seeds'");
    }
    compare
        .find(SEEDS)
        .filter(seeds -> Seeds.parse((String) seeds.value()).isEmpty())
        .ifPresent(seeds -> binder.problem(seeds, Seeds.wrong((String) seeds.value())));
    if (axes.size() > 2) {
      binder.problem(axes.get(2), "a table has two axes at most; make another scenario");
    }
    requireOwnKeys(binder, compare);
    compare.items(SHOW).forEach(expected::shown);
    for (Values axis : compare.list(AXES)) {
      boolean byKey = axis.has(KEY, VALUES) && !axis.has(CHOICES);
      boolean byName = axis.has(CHOICES) && !axis.hasAny(KEY, VALUES);
      if (!byKey && !byName && !axis.isAnyRefused(KEY, VALUES, CHOICES)) {
        binder.problem(axis.place(), axis.path(), "say either 'key' and 'values', or 'choices'");
      }
      requireDistinct(binder, axis.items(axis.has(KEY) ? VALUES : CHOICES));
      axis.list(CHOICES).forEach(choice -> expected.check(choice.items(EXPECT), false));
    }
  }

  private static void requireDistinct(Binder binder, List<Found> choices) {
    var names = new HashSet<String>();
    for (Found each : choices) {
      Optional<String> name =
          each.value() instanceof Values choice
              ? choice.maybe(CHOICE_NAME)
              : Optional.of(String.valueOf(each.value()));
      name.filter(word -> !names.add(word))
          .ifPresent(
              word ->
                  binder.problem(
                      each,
                      "'%s' is a choice of this axis already; leave one of them out"
                          .formatted(word)));
    }
  }

  /** Of two that set one key, the second would undo the first, and its choices show nothing. */
  private static void requireOwnKeys(Binder binder, Values compare) {
    Set<String> before = new HashSet<>(compare.has(SEEDS) ? Set.of("seed") : Set.of());
    for (Values axis : compare.list(AXES)) {
      Set<String> own = changes(axis).map(Change::path).collect(Collectors.toSet());
      own.stream()
          .filter(before::contains)
          .sorted()
          .findFirst()
          .ifPresent(
              path ->
                  binder.problem(
                      axis.place(),
                      axis.path(),
                      "'%s' is set by another axis or by seeds too; let one of them set it"
                          .formatted(path)));
      before.addAll(own);
    }
  }

  /** One choice of an axis, and the places that say what it changes. */
  record Placed(Choice choice, List<Found> places) {}

  /** All choices, each with its places. */
  static List<Placed> placed(Values compare) {
    return compare.list(AXES).stream().flatMap(CompareBlock::placedOf).toList();
  }

  private static Stream<Placed> placedOf(Values axis) {
    List<Found> items = axis.items(axis.has(KEY) ? VALUES : CHOICES);
    List<Choice> choices = axis(axis).choices();
    return IntStream.range(0, choices.size())
        .mapToObj(i -> new Placed(choices.get(i), places(items.get(i))));
  }

  private static List<Found> places(Found item) {
    return item.value() instanceof Values choice
        ? Stream.concat(Stream.of(item), choice.items(SET).stream()).toList()
        : List.of(item);
  }

  /** A key that the axes of a scenario's comparison set, and what to. */
  record Change(String path, String to) {}

  /** All of them, in any choice. */
  static Stream<Change> allChanges(Values scenario) {
    return scenario.maybe(ScenarioBlock.COMPARE).stream()
        .flatMap(compare -> compare.list(AXES).stream())
        .flatMap(CompareBlock::changes);
  }

  private static Stream<Change> changes(Values axis) {
    Stream<Change> byKey =
        axis.maybe(KEY).stream()
            .flatMap(
                key ->
                    Stream.concat(axis.list(VALUES).stream(), Stream.of(""))
                        .map(value -> new Change(key, value)));
    Stream<Change> byName =
        axis.list(CHOICES).stream()
            .flatMap(choice -> choice.list(SET).stream())
            .map(CompareBlock::change);
    return Stream.concat(byKey, byName);
  }

  private static Change change(String setting) {
    String[] parts = setting.split("=", 2);
    return new Change(parts[0].strip(), parts.length == 2 ? parts[1].strip() : "");
  }
}
