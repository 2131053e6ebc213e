package io.godwit.scenarios.file;

import io.godwit.scenarios.file.Tree.Branch;
import io.godwit.scenarios.file.Tree.Items;
import io.godwit.scenarios.file.Tree.Leaf;
import io.godwit.scenarios.file.Tree.Place;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads YAML strictly: every value stays the text that was written, and no key comes twice. */
final class YamlReader {

  private static final int DEEPEST = 20;
  private static final int MOST_ALIASES = 50;
  private static final int MOST_CHARACTERS = 4 << 20;

  private final String file;
  private final List<Problem> problems = new ArrayList<>();

  private YamlReader(String file) {
    this.file = file;
  }

  /** The document in {@code text}; throws with every problem of its structure. */
  static Branch read(String file, String text) throws ScenarioProblems {
    var reader = new YamlReader(file);
    Optional<Tree> root = reader.compose(text).flatMap(reader::tree);
    if (reader.problems.isEmpty() && root.isEmpty()) {
      throw ScenarioProblems.of(file, "the file is empty; a scenario needs 'name' and more");
    }
    if (reader.problems.isEmpty() && !(root.get() instanceof Branch)) {
      reader.problem(root.get().place(), "a scenario is a block of keys, not " + root.get().kind());
    }
    if (!reader.problems.isEmpty()) {
      throw new ScenarioProblems(reader.problems);
    }
    return (Branch) root.get();
  }

  private Optional<Node> compose(String text) throws ScenarioProblems {
    var options = new LoaderOptions();
    options.setMaxAliasesForCollections(MOST_ALIASES);
    options.setNestingDepthLimit(DEEPEST);
    options.setCodePointLimit(MOST_CHARACTERS);
    try {
      return Optional.ofNullable(new Yaml(options).compose(new StringReader(text)));
    } catch (MarkedYAMLException wrong) {
      Mark mark = wrong.getProblemMark();
      throw new ScenarioProblems(
          List.of(
              new Problem(
                  file,
                  mark == null ? 0 : mark.getLine() + 1,
                  mark == null ? 0 : mark.getColumn() + 1,
                  "",
                  "this is not YAML: " + plain(wrong))));
    } catch (YAMLException wrong) {
      throw ScenarioProblems.of(file, "this is not YAML: " + firstLine(wrong.getMessage()));
    }
  }

  private static String plain(MarkedYAMLException wrong) {
    String context = wrong.getContext() == null ? "" : wrong.getContext() + ", ";
    return context + wrong.getProblem();
  }

  private static String firstLine(String message) {
    return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
  }

  private Optional<Tree> tree(Node node) {
    if (node instanceof ScalarNode scalar) {
      boolean quoted =
          scalar.getScalarStyle() == ScalarStyle.SINGLE_QUOTED
              || scalar.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED;
      return Optional.of(new Leaf(place(node), scalar.getValue(), quoted));
    } else if (node instanceof SequenceNode sequence) {
      var items = new Items(place(node));
      sequence.getValue().forEach(item -> tree(item).ifPresent(items.items()::add));
      return Optional.of(items);
    } else if (node instanceof MappingNode mapping) {
      var branch = new Branch(place(node));
      mapping.getValue().forEach(entry -> entry(branch, entry));
      return Optional.of(branch);
    }
    problem(place(node), "YAML aliases that contain themselves are not supported");
    return Optional.empty();
  }

  private void entry(Branch branch, NodeTuple entry) {
    Place place = place(entry.getKeyNode());
    if (!(entry.getKeyNode() instanceof ScalarNode key)) {
      problem(place, "a key must be a word");
      return;
    }
    Tree.Entry before = branch.entries().get(key.getValue());
    if (before != null) {
      problem(
          place,
          "key '%s' stands here twice, first in line %d: remove one"
              .formatted(key.getValue(), before.key().line()));
      return;
    }
    tree(entry.getValueNode())
        .ifPresent(value -> branch.entries().put(key.getValue(), new Tree.Entry(place, value)));
  }

  private void problem(Place place, String message) {
    problems.add(new Problem(file, place.line(), place.column(), "", message));
  }

  private static Place place(Node node) {
    return new Place(node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1);
  }
}
