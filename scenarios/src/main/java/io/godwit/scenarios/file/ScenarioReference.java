package io.godwit.scenarios.file;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The reference of all keys as Markdown, made from the same description as the checks. */
public final class ScenarioReference {

  private ScenarioReference() {}

  public static String markdown() {
    var page = new StringBuilder();
    page.append(
        "# Scenario files\n\nMade from the code by a test; `godwit schema` prints the JSON");
    page.append(" Schema that editors use.\nNumbers with a unit are written as text, such as");
    page.append(" `25 Gbit/s`, `300 ms`, `8 GiB`, `90%`.\n");
    page.append(
        "\nBlocks can be shared: `&web` names one, `<<: *web` takes over its keys; at the top");
    page.append(" of a file, keys\nthat begin with `x-` hold such blocks and nothing else.");
    page.append(" `include` takes over keys of other files.\n");
    Deque<Section> sections = new ArrayDeque<>();
    sections.add(ScenarioBlock.SECTION);
    Set<String> written = new HashSet<>();
    while (!sections.isEmpty()) {
      Section section = sections.remove();
      if (!written.add(section.name())) {
        continue;
      }
      table(section, page);
      var inner = new ArrayList<Section>();
      section.keys().forEach(key -> collect(key.type(), inner));
      for (int i = inner.size() - 1; i >= 0; i--) {
        sections.addFirst(inner.get(i));
      }
    }
    page.append("\n## kinds of faults\n\n| kind | what happens |\n| --- | --- |\n");
    DeviceFaults.explained()
        .forEach((kind, about) -> page.append("| `%s` | %s |\n".formatted(kind, about)));
    page.append(
        "\n## expect\n\nEach line is a metric, one of `<= >= == != < > ~` (`~` is equal to one part in a million), and a bound. `plan[evening].` or `plan[0].`"
            + " before a metric is about the migrations of one plan, `group[web].` about those of one group"
            + " of guests, with their times from the first request among them.\n\n");
    page.append("| metric | meaning |\n| --- | --- |\n");
    for (Metric metric : Metric.values()) {
      page.append("| `%s` | %s |\n".formatted(metric.word(), metric.about()));
    }
    return page.toString();
  }

  private static void collect(ValueType<?> type, List<Section> inner) {
    if (type instanceof ValueType.Block block) {
      inner.add(block.section());
    } else if (type instanceof ValueType.ListOf<?> list) {
      collect(list.item(), inner);
    }
  }

  private static void table(Section section, StringBuilder page) {
    page.append("\n## ").append(section.name()).append("\n\n");
    page.append("| key | holds | default | meaning |\n| --- | --- | --- | --- |\n");
    for (Key<?> key : section.keys()) {
      page.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(key.name(), holds(key.type()), fallback(key), key.about()));
    }
  }

  private static String fallback(Key<?> key) {
    if (key.required()) {
      return "must be given";
    }
    return key.fallback()
        .map(text -> text.isEmpty() ? "see there" : "`" + text + "`")
        .orElse("none");
  }

  private static String holds(ValueType<?> type) {
    if (type instanceof ValueType.Block block) {
      return "keys of [" + block.section().name() + "](#" + block.section().name() + ")";
    } else if (type instanceof ValueType.ListOf<?> list) {
      return "list: " + holds(list.item());
    } else if (type instanceof ValueType.OneOrMore some) {
      return holds(some.item()) + ", or a list of it";
    } else if (type instanceof ValueType.TextOrBlock text) {
      return Stream.concat(text.own().stream().limit(1), text.keys().stream())
          .collect(Collectors.joining("`, `", "text, or a block with `", "`"));
    } else if (type instanceof ValueType.Whole whole) {
      return "whole number, %d to %d".formatted(whole.least(), whole.most());
    } else if (type instanceof ValueType.Drawn<?> drawn) {
      return holds(drawn.amount()) + " or drawn";
    } else if (type instanceof ValueType.Amount<?> amount) {
      return amount.quantity().article();
    } else if (type instanceof ValueType.Word<?> word) {
      return "one of `" + String.join("`, `", word.words()) + "`";
    }
    return type instanceof ValueType.YesOrNo ? "`true` or `false`" : "text";
  }
}
