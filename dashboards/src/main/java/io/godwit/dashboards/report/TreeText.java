package io.godwit.dashboards.report;

import io.godwit.model.entity.StateTree;
import io.godwit.model.entity.StateTree.Branch;
import io.godwit.model.entity.StateTree.Leaf;
import io.godwit.model.entity.StateTree.Sequence;
import io.godwit.model.unit.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A state as an indented tree; what fits on a line stays on it. */
public final class TreeText {

  private static final int LINE = 72;

  /** Longer runs of bytes are shown by their beginning and their length. */
  private static final int SHOWN_BYTES = 12;

  private final List<String> lines = new ArrayList<>();

  private TreeText() {}

  /** The lines of {@code tree}, each behind {@code indent}. */
  public static List<String> lines(StateTree tree, String indent) {
    var text = new TreeText();
    text.pieces(tree, indent);
    return text.lines;
  }

  /** All of it in one line. */
  public static String inline(StateTree tree) {
    if (tree instanceof Branch branch) {
      return branch.pieces().entrySet().stream()
          .map(piece -> piece.getKey() + ": " + inline(piece.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    } else if (tree instanceof Sequence sequence) {
      return sequence.pieces().stream()
          .map(TreeText::inline)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return leaf((Leaf) tree);
  }

  private static String leaf(Leaf leaf) {
    if (leaf.value() instanceof Bytes bytes) {
      return bytes(bytes);
    }
    return leaf.value() instanceof String text && text.isEmpty() ? "''" : leaf.toString();
  }

  private static String bytes(Bytes bytes) {
    if (bytes.size() > SHOWN_BYTES) {
      return "%s... (%d bytes)".formatted(bytes.slice(0, SHOWN_BYTES), bytes.size());
    }
    return bytes.size() == 0 ? "0 bytes" : bytes.toString();
  }

  private void pieces(StateTree tree, String indent) {
    if (tree instanceof Branch branch) {
      int width = branch.pieces().keySet().stream().mapToInt(String::length).max().orElse(0);
      branch.pieces().forEach((name, piece) -> piece(name, piece, width, indent));
    } else if (tree instanceof Sequence sequence) {
      for (int i = 0; i < sequence.pieces().size(); i++) {
        piece("[" + i + "]", sequence.pieces().get(i), 0, indent);
      }
    } else {
      lines.add(indent + leaf((Leaf) tree));
    }
  }

  private void piece(String name, StateTree piece, int width, String indent) {
    String inline = inline(piece);
    if (piece instanceof Leaf || inline.length() <= LINE) {
      lines.add(indent + name + " ".repeat(Math.max(1, width - name.length() + 2)) + inline);
    } else {
      lines.add(indent + name);
      pieces(piece, indent + "  ");
    }
  }
}
