package io.godwit.scenarios.file;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.comments.CommentType;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CommentEvent;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * YAML laid out in one way: two spaces a level, one between words, at most one empty line. What
 * fits in a line and was written in one stays in one. Comments, anchors and the order of keys stay.
 */
public final class FormattedText {

  /** What braces hold in several lines is written out when it is longer than this in one. */
  private static final int LONGEST = 100;

  /** An item's dash with nothing behind it but a comment: the item is in a later line. */
  private static final Pattern LONE_DASH = Pattern.compile("( *)- ?(#.*)?");

  private static final Pattern COMMENTED_KEY = Pattern.compile("( *(?:- )*)[^#]*: #.*");

  private static final Pattern NO_CONTENT = Pattern.compile("\\s*(#.*)?");

  /** A directive, or the end of a document: comments beside them are told of by nobody. */
  private static final Pattern OUTSIDE =
      Pattern.compile("^(%|\\.\\.\\.(\\s|$))", Pattern.MULTILINE);

  private FormattedText() {}

  /**
   * The text in its one layout.
   *
   * @throws ScenarioProblems when it is no YAML of the kind that scenarios are, or when it holds
   *     something that would not come out as it went in
   */
  public static String of(String file, String text) throws ScenarioProblems {
    String meaning = YamlText.of(YamlReader.read(file, text));
    Yaml yaml = yaml();
    List<String> lines = spaced(joined(drawnIn(lines(serialized(yaml, file, text)))));
    String formatted = String.join("\n", deepComments(lines, text)) + "\n";
    boolean same =
        !OUTSIDE.matcher(text).find()
            && YamlText.of(YamlReader.read(file, formatted)).equals(meaning)
            && words(yaml, formatted).equals(words(yaml, text));
    if (!same) {
      throw leftAsItIs(file);
    }
    return formatted;
  }

  private static String serialized(Yaml yaml, String file, String text) throws ScenarioProblems {
    try {
      Node root = yaml.compose(new StringReader(text));
      writeOut(root, comments(yaml, text).map(FormattedText::line).toList());
      var written = new StringWriter();
      yaml.serialize(root, written);
      return written.toString();
    } catch (YAMLException | ClassCastException comment) {
      // The library trips over comments in some places, such as behind an anchor or a brace.
      throw leftAsItIs(file);
    }
  }

  private static ScenarioProblems leftAsItIs(String file) {
    return ScenarioProblems.of(
        file,
        "it holds something that cannot be laid out without loss, such as a comment behind an anchor"
            + " or a brace, a directive, or '...'; it is left as it is");
  }

  private static Yaml yaml() {
    var reading = new LoaderOptions();
    reading.setProcessComments(true);
    reading.setCodePointLimit(TextSource.MOST_BYTES);
    var writing = new DumperOptions();
    writing.setProcessComments(true);
    writing.setIndentWithIndicator(true);
    writing.setIndicatorIndent(2);
    writing.setSplitLines(false);
    writing.setAnchorGenerator(Node::getAnchor);
    return new Yaml(
        new SafeConstructor(reading), new Representer(writing), writing, reading, new AsWritten());
  }

  /** Takes no text for a number or a date, so that none gets a tag. */
  private static final class AsWritten extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.NULL, EMPTY, null);
      addImplicitResolver(Tag.NULL, NULL, "~nN\0");
    }
  }

  private static Stream<CommentEvent> comments(Yaml yaml, String text) {
    return StreamSupport.stream(yaml.parse(new StringReader(text)).spliterator(), false)
        .filter(CommentEvent.class::isInstance)
        .map(CommentEvent.class::cast)
        .filter(comment -> comment.getCommentType() != CommentType.BLANK_LINE);
  }

  private static List<String> words(Yaml yaml, String text) {
    return comments(yaml, text).map(comment -> comment.getValue().stripTrailing()).toList();
  }

  private static int line(CommentEvent comment) {
    return comment.getStartMark().getLine();
  }

  /** Takes braces and brackets away that hold comments, or too much. */
  private static void writeOut(Node node, List<Integer> commented) {
    if (node instanceof CollectionNode<?> collection) {
      if (collection.getFlowStyle() == FlowStyle.FLOW) {
        int first = node.getStartMark().getLine();
        int last = node.getEndMark().getLine();
        boolean holdsComments = commented.stream().anyMatch(line -> line >= first && line < last);
        if (first == last || (!holdsComments && length(node) <= LONGEST)) {
          return;
        }
        collection.setFlowStyle(FlowStyle.BLOCK);
      }
      children(node).forEach(child -> writeOut(child, commented));
    }
  }

  private static Stream<Node> children(Node node) {
    return node instanceof MappingNode mapping
        ? mapping.getValue().stream().flatMap(e -> Stream.of(e.getKeyNode(), e.getValueNode()))
        : ((SequenceNode) node).getValue().stream();
  }

  /** Of a flow collection in one line, about. */
  private static int length(Node node) {
    return node instanceof CollectionNode<?>
        ? children(node).mapToInt(child -> length(child) + 2).sum()
        : node.getEndMark().getIndex() - node.getStartMark().getIndex();
  }

  private static List<String> lines(String text) {
    return text.lines().map(String::stripTrailing).toList();
  }

  /** The library moves a list two columns too far when its key has a comment behind it. */
  private static List<String> drawnIn(List<String> lines) {
    var drawnIn = new ArrayList<>(lines);
    for (int i = 0; i < drawnIn.size(); i++) {
      Matcher key = COMMENTED_KEY.matcher(drawnIn.get(i));
      int content = key.matches() ? contentAfter(drawnIn, i) : drawnIn.size();
      if (content < drawnIn.size() && depth(drawnIn.get(content)) == key.end(1) + 4) {
        int depth = depth(drawnIn.get(content));
        for (int j = i + 1; j < drawnIn.size() && isWithin(drawnIn.get(j), depth); j++) {
          drawnIn.set(j, drawnIn.get(j).isEmpty() ? "" : drawnIn.get(j).substring(2));
        }
      }
    }
    return drawnIn;
  }

  private static boolean isWithin(String line, int depth) {
    return line.isEmpty() || depth(line) >= depth;
  }

  /** The library writes comments before an item behind its dash; they belong above it. */
  private static List<String> joined(List<String> lines) {
    var joined = new ArrayList<String>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher dash = LONE_DASH.matcher(lines.get(i));
      int content = dash.matches() ? contentAfter(lines, i) : lines.size();
      if (content == lines.size() || lines.get(content).strip().startsWith("-")) {
        joined.add(lines.get(i));
      } else {
        String indent = dash.group(1);
        String first = dash.group(2) == null ? "" : dash.group(2);
        Stream.concat(Stream.of(first), lines.subList(i + 1, content).stream())
            .map(comment -> comment.isBlank() ? "" : indent + comment.strip())
            .forEach(joined::add);
        joined.add(indent + "- " + lines.get(content).strip());
        i = content;
      }
    }
    return joined;
  }

  /**
   * The library gives comments the depth of what follows; those that stood deeper are about what
   * precedes them, and get its depth.
   */
  private static List<String> deepComments(List<String> lines, String text) {
    Iterator<Boolean> deep = deep(text.lines().toList()).iterator();
    var placed = new ArrayList<String>();
    int depth = 0;
    for (String line : lines) {
      if (!isComment(line)) {
        depth = line.isEmpty() ? depth : depth(line);
        placed.add(line);
      } else {
        boolean toPrevious = deep.hasNext() && deep.next();
        placed.add(toPrevious ? " ".repeat(depth) + line.strip() : line);
      }
    }
    return placed;
  }

  /** Of each line with nothing but a comment, whether it stands deeper than what follows it. */
  private static List<Boolean> deep(List<String> lines) {
    var deep = new ArrayDeque<Boolean>();
    int next = 0;
    for (int i = lines.size() - 1; i >= 0; i--) {
      String line = lines.get(i);
      if (isComment(line)) {
        deep.addFirst(depth(line) > next);
      } else if (!line.isBlank()) {
        next = depth(line);
      }
    }
    return List.copyOf(deep);
  }

  private static boolean isComment(String line) {
    return line.strip().startsWith("#");
  }

  private static int depth(String line) {
    return line.length() - line.stripLeading().length();
  }

  private static int contentAfter(List<String> lines, int dash) {
    int line = dash + 1;
    while (line < lines.size() && NO_CONTENT.matcher(lines.get(line)).matches()) {
      line++;
    }
    return line;
  }

  /** One empty line where there were several, and none at either end. */
  private static List<String> spaced(List<String> lines) {
    var spaced = new ArrayList<String>();
    for (String line : lines) {
      boolean second = spaced.isEmpty() || spaced.get(spaced.size() - 1).isEmpty();
      if (!line.isEmpty() || !second) {
        spaced.add(line);
      }
    }
    while (!spaced.isEmpty() && spaced.get(spaced.size() - 1).isEmpty()) {
      spaced.remove(spaced.size() - 1);
    }
    return spaced;
  }
}
