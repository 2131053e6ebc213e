package io.godwit.scenarios.file;

import io.godwit.scenarios.file.Tree.Branch;
import io.godwit.scenarios.file.Tree.Items;
import io.godwit.scenarios.file.Tree.Leaf;
import io.godwit.scenarios.file.Tree.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads YAML strictly: every value stays the text that was written, and no key comes twice. */
final class YamlReader {

  private static final int DEEPEST = 20;
  private static final int MOST_ALIASES = 100_000;
  private static final int MOST_CHARACTERS = 4 << 20;

  /** Aliases multiply what is written; a scenario of this many values is far beyond any need. */
  private static final int MOST_NODES = 1_000_000;

  private static final String MERGE = "<<";

  /** Nobody asks for the type of a value that stays text. */
  private static final class Untyped extends Resolver {
    @Override
    protected void addImplicitResolvers() {}
  }

  private final String file;
  private final List<Problem> problems = new ArrayList<>();

  /** The nodes that the one at hand is in, the outermost first. */
  private final Deque<Node> within = new ArrayDeque<>();

  private int nodes;

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
    requirePrintable(text);
    var parser = new ParserImpl(new StreamReader(text), options);
    try {
      return Optional.ofNullable(new Composer(parser, new Untyped(), options).getSingleNode());
    } catch (MarkedYAMLException wrong) {
      Mark mark = wrong.getProblemMark();
      throw at(
          mark == null ? 0 : mark.getLine() + 1,
          mark == null ? 0 : mark.getColumn() + 1,
          "this is not YAML: " + plain(wrong));
    } catch (YAMLException tooDeep) {
      Mark mark = parser.peekEvent().getStartMark();
      throw at(
          mark.getLine() + 1,
          mark.getColumn() + 1,
          "blocks and lists are more than %d deep here; no key needs that".formatted(DEEPEST));
    }
  }

  private void requirePrintable(String text) throws ScenarioProblems {
    int line = 1;
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      int sign = text.codePointAt(i);
      line += sign == '\n' ? 1 : 0;
      if (!StreamReader.isPrintable(sign)) {
        int column = text.codePointCount(text.lastIndexOf('\n', i) + 1, i) + 1;
        throw at(line, column, "this is not YAML: U+%04X is no sign of a text".formatted(sign));
      }
    }
  }

  private ScenarioProblems at(int line, int column, String message) {
    return new ScenarioProblems(List.of(new Problem(file, line, column, "", message)));
  }

  private static String plain(MarkedYAMLException wrong) {
    String context = wrong.getContext() == null ? "" : wrong.getContext() + ", ";
    return context + wrong.getProblem();
  }

  private Optional<Tree> tree(Node node) {
    if (within.contains(node)) {
      problem(
          place(node), "this anchor is used inside of what it names; write the value out there");
      return Optional.empty();
    } else if (++nodes > MOST_NODES) {
      if (nodes == MOST_NODES + 1) {
        problem(place(node), "with its aliases this is more than %,d values".formatted(MOST_NODES));
      }
      return Optional.empty();
    }
    within.addLast(node);
    Tree tree = inside(node);
    within.removeLast();
    return Optional.of(tree);
  }

  private Tree inside(Node node) {
    if (node instanceof SequenceNode sequence) {
      var items = new Items(place(node));
      sequence.getValue().forEach(item -> tree(item).ifPresent(items.items()::add));
      return items;
    } else if (node instanceof MappingNode mapping) {
      var branch = new Branch(place(node));
      mapping.getValue().forEach(entry -> entry(branch, entry));
      mapping.getValue().stream()
          .filter(YamlReader::isMerge)
          .forEach(entry -> tree(entry.getValueNode()).ifPresent(other -> merge(branch, other)));
      return branch;
    }
    ScalarNode scalar = (ScalarNode) node;
    boolean quoted =
        scalar.getScalarStyle() == ScalarStyle.SINGLE_QUOTED
            || scalar.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED;
    return new Leaf(place(node), scalar.getValue(), quoted);
  }

  private static boolean isMerge(NodeTuple entry) {
    return entry.getKeyNode() instanceof ScalarNode key
        && key.getValue().equals(MERGE)
        && key.getScalarStyle() == ScalarStyle.PLAIN;
  }

  /** Takes over the keys of another block, or of several, that the block does not have itself. */
  private void merge(Branch branch, Tree other) {
    if (other instanceof Branch block) {
      block.entries().forEach(branch.entries()::putIfAbsent);
    } else if (other instanceof Items blocks) {
      blocks.items().forEach(block -> merge(branch, block));
    } else {
      problem(other.place(), "'<<' takes a block of keys or a list of them, such as <<: *shared");
    }
  }

  private void entry(Branch branch, NodeTuple entry) {
    Place place = place(entry.getKeyNode());
    if (isMerge(entry)) {
      return;
    } else if (!(entry.getKeyNode() instanceof ScalarNode)) {
      problem(place, "a key must be a word");
      return;
    }
    String key = ((ScalarNode) entry.getKeyNode()).getValue();
    Tree.Entry before = branch.entries().get(key);
    if (before != null) {
      problem(
          place,
          "key '%s' stands here twice, first in line %d: remove one"
              .formatted(key, before.key().line()));
      return;
    }
    tree(entry.getValueNode())
        .ifPresent(value -> branch.entries().put(key, new Tree.Entry(place, value)));
  }

  private void problem(Place place, String message) {
    problems.add(new Problem(file, place.line(), place.column(), "", message));
  }

  private Place place(Node node) {
    Mark start = node.getStartMark();
    return new Place(file, start.getLine() + 1, start.getColumn() + 1);
  }
}
