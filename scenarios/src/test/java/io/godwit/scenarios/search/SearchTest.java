package io.godwit.scenarios.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {

  private static final int RUNS = 40;

  /** Takes the value of a function for that of a run, and counts how often it is asked. */
  private static final class Function implements Search.Runner {
    final ToDoubleFunction<List<Integer>> value;
    final ToDoubleFunction<List<Integer>> excess;
    final int patience;
    int asked;

    Function(
        ToDoubleFunction<List<Integer>> value,
        ToDoubleFunction<List<Integer>> excess,
        int patience) {
      this.value = value;
      this.excess = excess;
      this.patience = patience;
    }

    @Override
    public List<Trial> run(List<List<String>> settings) {
      var trials = new ArrayList<Trial>();
      for (List<String> each : settings) {
        if (!interrupted()) {
          asked++;
          trials.add(trial(each));
        }
      }
      return trials;
    }

    private Trial trial(List<String> settings) {
      List<Integer> at =
          settings.stream()
              .map(setting -> Integer.valueOf(setting.substring(setting.indexOf('=') + 1)))
              .toList();
      double beyond = excess.applyAsDouble(at);
      return new Trial(
          settings,
          OptionalDouble.of(value.applyAsDouble(at)),
          OptionalDouble.of(at.get(0)),
          true,
          beyond > 0 ? List.of("beyond") : List.of(),
          Math.max(0, beyond));
    }

    @Override
    public Goal goal() {
      return Goal.parse("duration", List.of());
    }

    @Override
    public boolean interrupted() {
      return asked >= patience;
    }
  }

  private static List<Integer> best(Function function, String... knobs) {
    return best(function, RUNS, knobs);
  }

  private static List<Integer> best(Function function, int runs, String... knobs) {
    List<Knob> varied = List.of(knobs).stream().map(Knob::parse).toList();
    var search = new Search(varied, function, runs);
    search.run();
    assertThat(search.tried()).hasSize(function.asked).hasSizeLessThanOrEqualTo(runs);
    List<Integer> rungs = search.best().orElseThrow();
    var values = new ArrayList<Integer>();
    for (int i = 0; i < rungs.size(); i++) {
      values.add(Integer.valueOf(varied.get(i).rungs().get(rungs.get(i))));
    }
    return values;
  }

  private static double square(double x) {
    return x * x;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 12, 25, 30})
  void should_find_the_bottom_of_a_valley(int bottom) {
    var valley = new Function(at -> square(at.get(0) - bottom), at -> 0, RUNS);
    assertThat(best(valley, "a=1..30")).containsExactly(bottom);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 11, 18})
  void should_go_no_further_than_the_bound(int limit) {
    var slope = new Function(at -> -at.get(0), at -> at.get(0) - limit, RUNS);
    assertThat(best(slope, "a=1..30")).containsExactly(limit);
  }

  @Test
  void should_come_as_near_as_it_can_where_nothing_is_allowed() {
    var never = new Function(at -> at.get(0), at -> 1 + square(at.get(0) - 9), RUNS);
    assertThat(best(never, "a=1..30")).containsExactly(9);
  }

  @Test
  void should_turn_several_knobs() {
    var bowl = new Function(at -> square(at.get(0) - 5) + square(at.get(1) - 17), at -> 0, RUNS);
    assertThat(best(bowl, "a=1..20", "b=1..20")).containsExactly(5, 17);
  }

  @Test
  void should_spend_no_more_runs_than_it_has() {
    var bowl = new Function(at -> at.stream().mapToInt(i -> i).sum(), at -> 0, RUNS);
    assertThat(best(bowl, 12, "a=1..20", "b=1..20", "c=1..20", "d=1..20")).hasSize(4);
  }

  @Test
  void should_keep_what_it_knows_when_it_is_interrupted() {
    var valley = new Function(at -> square(at.get(0) - 7), at -> 0, 3);
    assertThat(best(valley, "a=1..30")).hasSize(1);
    assertThat(valley.asked).isEqualTo(3);
  }
}
