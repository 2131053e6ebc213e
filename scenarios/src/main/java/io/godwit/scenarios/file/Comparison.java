package io.godwit.scenarios.file;

import java.util.ArrayList;
import java.util.List;

/**
 * A scenario run several times with something changed: every choice of the first axis with every
 * choice of the second, if there is one.
 *
 * @param axes one or two; none where only seeds differ
 * @param seeds that each is run with; none for the scenario's own
 * @param show what is shown of each run
 * @param digits of durations after the point
 */
public record Comparison(List<Axis> axes, List<Long> seeds, List<ShownMetric> show, int digits) {

  public Comparison {
    seeds = List.copyOf(seeds);
    axes = List.copyOf(axes);
    show = List.copyOf(show);
  }

  /** One thing that is changed, and what to. */
  public record Axis(String name, List<Choice> choices) {
    public Axis {
      choices = List.copyOf(choices);
    }
  }

  /**
   * One way to change it.
   *
   * @param settings overrides of the form {@code path=value}
   * @param expectations of the runs with this choice
   * @param breaks the invariants that break with this choice, and no others
   */
  public record Choice(
      String name,
      String about,
      List<String> settings,
      List<Expectation> expectations,
      List<String> breaks) {
    public Choice {
      settings = List.copyOf(settings);
      expectations = List.copyOf(expectations);
      breaks = List.copyOf(breaks);
    }
  }

  /** One run: a choice of each axis, in their order. */
  public record Variant(List<Choice> choices) {
    public Variant {
      choices = List.copyOf(choices);
    }

    /** The names of its choices, such as {@code post-copy, web}. */
    public String name() {
      return String.join(", ", choices.stream().map(Choice::name).toList());
    }

    public List<String> settings() {
      return choices.stream().flatMap(choice -> choice.settings().stream()).toList();
    }

    public List<Expectation> expectations() {
      return choices.stream().flatMap(choice -> choice.expectations().stream()).toList();
    }

    public List<String> breaks() {
      return choices.stream().flatMap(choice -> choice.breaks().stream()).distinct().toList();
    }
  }

  /** All runs, the first axis changing slowest, seeds fastest. */
  public List<Variant> variants() {
    List<Variant> variants = List.of(new Variant(List.of()));
    var all = new ArrayList<>(axes);
    if (!seeds.isEmpty()) {
      all.add(new Axis("seed", seeds.stream().map(Comparison::withSeed).toList()));
    }
    for (Axis axis : all) {
      var longer = new ArrayList<Variant>();
      for (Variant variant : variants) {
        for (Choice choice : axis.choices()) {
          var choices = new ArrayList<>(variant.choices());
          choices.add(choice);
          longer.add(new Variant(choices));
        }
      }
      variants = longer;
    }
    return variants;
  }

  private static Choice withSeed(long seed) {
    return new Choice("seed " + seed, "-", List.of("seed=" + seed), List.of(), List.of());
  }

  /** How many runs differ in their seed alone. */
  public int repetitions() {
    return Math.max(1, seeds.size());
  }
}
