package io.godwit.scenarios.file;

import io.godwit.scenarios.file.Comparison.Axis;
import io.godwit.scenarios.file.Comparison.Choice;
import java.util.List;

/** Turns the checked values of {@code compare} into a {@link Comparison}. */
final class ComparisonBuilder {

  private ComparisonBuilder() {}

  static Comparison build(Values values) {
    return new Comparison(
        ScenarioBuilder.blocks(values, "axes").stream().map(ComparisonBuilder::axis).toList(),
        values.has("seeds") ? Seeds.parse(values.text("seeds")) : List.of(),
        texts(values, "show").stream()
            .flatMap(word -> ShownMetric.parse(word).shown().stream())
            .toList(),
        values.count("digits"));
  }

  static Axis axis(Values values) {
    List<Choice> choices =
        values.has("key")
            ? texts(values, "values").stream()
                .map(value -> choice(value, values.text("key") + '=' + value))
                .toList()
            : ScenarioBuilder.blocks(values, "choices").stream()
                .map(ComparisonBuilder::choice)
                .toList();
    return new Axis(values.text("name"), choices);
  }

  private static Choice choice(String name, String setting) {
    return new Choice(name, "-", List.of(setting), List.of(), List.of());
  }

  private static Choice choice(Values values) {
    return new Choice(
        values.text("name"),
        values.text("about"),
        texts(values, "set"),
        ScenarioBuilder.expectations(values),
        texts(values, "breaks"));
  }

  private static List<String> texts(Values values, String key) {
    return values.items(key).stream().map(item -> (String) item.value()).toList();
  }
}
