package io.godwit.persistence.replay;

import io.godwit.model.entity.StateTree;
import io.godwit.model.entity.StateTree.Branch;
import io.godwit.model.entity.StateTree.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * One place at which two states differ.
 *
 * @param path names from the root, such as {@code registers.queues[2].size}
 * @param before what was there; empty where there was nothing
 * @param after what is there now; empty where nothing is any more
 */
public record Change(String path, Optional<StateTree> before, Optional<StateTree> after) {

  /** All places at which these differ, in the order of the trees; none when they are equal. */
  public static List<Change> between(StateTree before, StateTree after) {
    var changes = new ArrayList<Change>();
    compare("", before, after, changes);
    return changes;
  }

  private static void compare(
      String path, StateTree before, StateTree after, List<Change> changes) {
    if (before.equals(after)) {
      return;
    }
    if (before instanceof Branch was && after instanceof Branch is) {
      branches(path, was, is, changes);
    } else if (before instanceof Sequence was && after instanceof Sequence is) {
      sequences(path, was.pieces(), is.pieces(), changes);
    } else {
      changes.add(new Change(path, Optional.of(before), Optional.of(after)));
    }
  }

  private static void branches(String path, Branch was, Branch is, List<Change> changes) {
    var names = new LinkedHashSet<>(was.pieces().keySet());
    names.addAll(is.pieces().keySet());
    for (String name : names) {
      String below = path.isEmpty() ? name : path + '.' + name;
      pair(below, piece(was, name), piece(is, name), changes);
    }
  }

  private static Optional<StateTree> piece(Branch branch, String name) {
    return Optional.ofNullable(branch.pieces().get(name));
  }

  /** What both begin and end with is the same; in between they are compared place by place. */
  private static void sequences(
      String path, List<StateTree> was, List<StateTree> is, List<Change> changes) {
    int head = 0;
    int shorter = Math.min(was.size(), is.size());
    while (head < shorter && was.get(head).equals(is.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && was.get(was.size() - 1 - tail).equals(is.get(is.size() - 1 - tail))) {
      tail++;
    }
    int longer = Math.max(was.size(), is.size()) - tail;
    for (int i = head; i < longer; i++) {
      pair(path + '[' + i + ']', piece(was, i, tail), piece(is, i, tail), changes);
    }
  }

  private static Optional<StateTree> piece(List<StateTree> pieces, int index, int tail) {
    return index < pieces.size() - tail ? Optional.of(pieces.get(index)) : Optional.empty();
  }

  private static void pair(
      String path, Optional<StateTree> before, Optional<StateTree> after, List<Change> changes) {
    if (before.isPresent() && after.isPresent()) {
      compare(path, before.get(), after.get(), changes);
    } else {
      changes.add(new Change(path, before, after));
    }
  }
}
