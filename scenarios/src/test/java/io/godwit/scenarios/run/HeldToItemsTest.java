package io.godwit.scenarios.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.RecordedEvent;
import io.godwit.model.option.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * An item of {@code docs/ledger.md} points to a run that measures it: with an option of the item
 * turned, and nothing else, some run of a scenario that it names comes to other values. Words in
 * events are no values.
 */
class HeldToItemsTest {

  static Stream<Arguments> items() throws IOException {
    Path file = Path.of(System.getProperty("godwit.home"), "docs", "ledger.yaml");
    List<Map<String, Object>> items =
        new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    return items.stream()
        .filter(item -> item.containsKey("scenarios"))
        .map(item -> Arguments.of(item.get("id"), item.get("scenarios")))
        .filter(item -> !options((String) item.get()[0]).isEmpty());
  }

  private static List<Option> options(String item) {
    return Arrays.stream(Option.values()).filter(each -> each.ledger().contains(item)).toList();
  }

  @ParameterizedTest
  @MethodSource("items")
  void should_change_with_a_switch_of_the_item(String item, List<String> scenarios)
      throws Exception {
    boolean changes = false;
    for (String scenario : scenarios) {
      for (Option each : options(item)) {
        changes = changes || changes(scenario, each);
      }
    }
    assertThat(changes).as("%s is measured by one of %s", item, scenarios).isTrue();
  }

  private static boolean changes(String scenario, Option turned) throws Exception {
    for (List<String> settings : Recorded.settings(scenario)) {
      var seen = new ArrayList<List<RecordedEvent>>();
      for (String choice : turned.words()) {
        var more = new ArrayList<>(settings);
        more.add("protocol." + turned.key() + '=' + choice);
        List<RecordedEvent> events =
            Recorded.events(Recorded.file(scenario, more), (id, own) -> own).stream()
                .map(LabelsTest::withoutLabels)
                .toList();
        if (!seen.isEmpty() && !seen.contains(events)) {
          return true;
        }
        seen.add(events);
      }
    }
    return false;
  }
}
