package io.godwit.scenarios.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.option.Option;
import io.godwit.model.protocol.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * {@code docs/ledger.md}: every open question of the thread, made of {@code docs/ledger.yaml} and
 * the options. {@code -Dgodwit.golden.update=true} writes it anew.
 */
class LedgerTest {

  private static final Path HOME = Path.of(System.getProperty("godwit.home"));
  private static final int QUESTIONS = 69;
  private static final int GAPS = 20;

  private record Item(
      String id,
      String question,
      String positions,
      List<String> scenarios,
      String test,
      String reason) {

    List<Option> options() {
      return Arrays.stream(Option.values()).filter(each -> each.ledger().contains(id)).toList();
    }
  }

  private static List<Item> items() throws IOException {
    var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    List<Map<String, Object>> list =
        yaml.load(Files.readString(HOME.resolve("docs").resolve("ledger.yaml")));
    return list.stream().map(LedgerTest::item).toList();
  }

  @SuppressWarnings("unchecked") // the file has texts and lists of texts
  private static Item item(Map<String, Object> map) {
    return new Item(
        (String) map.get("id"),
        (String) map.get("question"),
        (String) map.get("positions"),
        (List<String>) map.getOrDefault("scenarios", List.of()),
        (String) map.getOrDefault("test", ""),
        (String) map.getOrDefault("reason", ""));
  }

  @Test
  void should_be_what_the_page_says() throws IOException {
    Path page = HOME.resolve("docs").resolve("ledger.md");
    String made = page(items());
    if (Boolean.getBoolean("godwit.golden.update")) {
      Files.writeString(page, made);
    }
    assertThat(made).isEqualTo(Files.readString(page));
  }

  @Test
  void should_have_every_item_once_and_in_order() throws IOException {
    List<String> ids =
        Stream.concat(
                IntStream.rangeClosed(1, QUESTIONS).mapToObj("F-%02d"::formatted),
                IntStream.rangeClosed(1, GAPS).mapToObj("G-%02d"::formatted))
            .toList();
    assertThat(items()).extracting(Item::id).containsExactlyElementsOf(ids);
    for (Option each : Option.values()) {
      assertThat(ids).as(each.key()).containsAll(each.ledger());
      assertThat(each.ledger()).as(each.key()).isNotEmpty();
    }
  }

  @Test
  void should_answer_each_with_a_scenario_or_say_why_not() throws IOException {
    for (Item item : items()) {
      assertThat(item.scenarios().isEmpty())
          .as("%s has a scenario, or a reason for having none", item.id())
          .isEqualTo(!item.reason().isEmpty());
      for (String scenario : item.scenarios()) {
        Path folder = HOME.resolve("scenarios/library").resolve(scenario);
        assertThat(Files.readString(folder.resolve("README.md"))).contains(item.id());
      }
      if (!item.options().isEmpty() && item.scenarios().isEmpty()) {
        assertThat(item.test()).as("%s has an option, so a test", item.id()).isNotEmpty();
      }
    }
  }

  @Test
  void should_name_tests_and_switches_that_are_there() throws IOException {
    var tests = new TreeSet<String>();
    try (Stream<Path> files = Files.walk(HOME)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Test.java"))
          .forEach(name -> tests.add(name.replace(".java", "")));
    }
    for (Item item : items()) {
      if (!item.test().isEmpty()) {
        assertThat(tests).as(item.id()).contains(item.test());
      }
    }
  }

  @Test
  void should_try_every_switch_in_a_scenario_of_the_thread_or_in_a_test() throws IOException {
    var tried = new StringBuilder();
    try (Stream<Path> files = Files.walk(HOME.resolve("scenarios/library"))) {
      for (Path file : files.filter(each -> each.endsWith("scenario.yaml")).toList()) {
        tried.append(Files.readString(file));
      }
    }
    for (Option each : Option.values()) {
      boolean elsewhere = each == Option.UNKNOWN_MODE_FLAGS; // no driver of ours sends such flags
      assertThat(tried.indexOf(each.key() + "=") >= 0 || tried.indexOf(each.key() + ":") >= 0)
          .as("%s is in a scenario", each.key())
          .isEqualTo(!elsewhere);
    }
  }

  private static String page(List<Item> items) {
    var page = new StringBuilder();
    page.append("# The open questions of the thread\n\n");
    page.append("Made of `docs/ledger.yaml` and of the options by a test; do not edit it. ");
    page.append("The options are keys of `protocol` in a scenario; ");
    page.append("their defaults are given for `seed-2023` and for `virtio-1.4`. ");
    page.append("JW, PP and MST are those who argue in the thread; 1.4 is the accepted text.\n");
    page.append("\n## Questions\n\n");
    rows(items.stream().filter(item -> item.id().startsWith("F")).toList(), page);
    page.append("\n## Gaps of the accepted text\n\n");
    rows(items.stream().filter(item -> item.id().startsWith("G")).toList(), page);
    return page.toString();
  }

  private static void rows(List<Item> items, StringBuilder page) {
    page.append("| item | question | positions | option: seed, 1.4 | run | test |\n");
    page.append("| --- | --- | --- | --- | --- | --- |\n");
    for (Item item : items) {
      var cells = new ArrayList<String>();
      cells.add(item.id());
      cells.add(item.question());
      cells.add(item.positions());
      cells.add(item.options().stream().map(LedgerTest::choices).collect(Collectors.joining("; ")));
      cells.add(
          item.scenarios().isEmpty()
              ? item.reason()
              : item.scenarios().stream()
                  .map(name -> "[%s](../scenarios/library/%s/README.md)".formatted(name, name))
                  .collect(Collectors.joining(", ")));
      cells.add(item.test().isEmpty() ? "" : "`" + item.test() + "`");
      page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
  }

  private static String choices(Option each) {
    return "`%s`: %s, %s"
        .formatted(
            each.key(),
            Profiles.SEED_2023.standard(each).word(),
            Profiles.VIRTIO_1_4.standard(each).word());
  }
}
