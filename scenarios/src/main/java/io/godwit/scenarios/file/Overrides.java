package io.godwit.scenarios.file;

import io.godwit.scenarios.file.Tree.Branch;
import io.godwit.scenarios.file.Tree.Items;
import io.godwit.scenarios.file.Tree.Leaf;
import io.godwit.scenarios.file.Tree.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Values from the command line ({@code --set path=value}) put over those of the file. */
final class Overrides {

  private static final Pattern FORM =
      Pattern.compile(
          "[a-z0-9-]+(?:\\[(?:[0-9]+|\\*)\\])*(?:\\.[a-z0-9-]+(?:\\[(?:[0-9]+|\\*)\\])*)*");

  private static final String ALL = "*";

  private final List<Problem> problems = new ArrayList<>();

  private Overrides() {}

  /** Changes {@code root}; throws with every override that cannot be applied. */
  static void apply(Branch root, List<String> settings) throws ScenarioProblems {
    var overrides = new Overrides();
    settings.forEach(setting -> overrides.apply(root, setting));
    if (!overrides.problems.isEmpty()) {
      throw new ScenarioProblems(overrides.problems);
    }
  }

  private void apply(Branch root, String setting) {
    int equals = setting.indexOf('=');
    if (equals < 1) {
      problem(setting, "write it as path=value, such as seed=7 or plan[0].limits.total=128");
      return;
    }
    String path = setting.substring(0, equals).strip();
    var value = new Leaf(Place.COMMAND_LINE, setting.substring(equals + 1).strip(), false);
    List<String> steps = steps(path);
    if (steps.isEmpty()) {
      problem(setting, "'" + path + "' is no path; write one such as plan[0].limits.total");
      return;
    }
    apply(root, steps, value, setting);
  }

  /** Follows the steps from {@code at}; {@code [*]} leads to every item of a list. */
  private void apply(Tree at, List<String> steps, Leaf value, String setting) {
    String step = steps.get(0);
    if (step.equals(ALL)) {
      if (at instanceof Items items) {
        if (items.items().isEmpty()) {
          problem(setting, "[*] stands for the items of a list, and this one has none");
        }
        for (int i = 0; i < items.items().size(); i++) {
          apply(at, replaced(steps, String.valueOf(i)), value, setting);
        }
      } else {
        problem(setting, "[*] stands for the items of a list, and here is " + at.kind());
      }
    } else if (steps.size() == 1) {
      if (!put(at, step, value)) {
        problem(setting, at.kind() + " cannot hold '" + step + "'");
      }
    } else {
      descend(at, step, steps.get(1))
          .ifPresentOrElse(
              next -> apply(next, steps.subList(1, steps.size()), value, setting),
              () -> problem(setting, "there is no '" + step + "' in " + at.kind()));
    }
  }

  private static List<String> replaced(List<String> steps, String first) {
    var others = new ArrayList<>(steps);
    others.set(0, first);
    return others;
  }

  /** {@code plan[0].at} is the steps {@code plan}, {@code 0}, {@code at}; none if it is no path. */
  private static List<String> steps(String path) {
    if (!FORM.matcher(path).matches()) {
      return List.of();
    }
    return List.of(path.replace("]", "").split("[.\\[]"));
  }

  /** What a step leads to; a key that is not there is new, and so is the next item of a list. */
  private static Optional<Tree> descend(Tree at, String step, String next) {
    if (at instanceof Branch branch) {
      Tree.Entry entry =
          branch
              .entries()
              .computeIfAbsent(step, missing -> new Tree.Entry(Place.COMMAND_LINE, fresh(next)));
      return Optional.of(entry.value());
    }
    return at instanceof Items items && isIndexOf(items, step)
        ? Optional.of(item(items, Integer.parseInt(step), next))
        : Optional.empty();
  }

  private static Tree item(Items items, int index, String next) {
    if (index == items.items().size()) {
      items.items().add(fresh(next));
    }
    return items.items().get(index);
  }

  private static Tree fresh(String step) {
    return step.matches("[0-9]+|\\*")
        ? new Items(Place.COMMAND_LINE)
        : new Branch(Place.COMMAND_LINE);
  }

  private static boolean put(Tree at, String step, Leaf value) {
    if (at instanceof Branch branch) {
      branch.entries().put(step, new Tree.Entry(Place.COMMAND_LINE, value));
      return true;
    } else if (at instanceof Items items && isIndexOf(items, step)) {
      if (Integer.parseInt(step) == items.items().size()) {
        items.items().add(value);
      } else {
        items.items().set(Integer.parseInt(step), value);
      }
      return true;
    }
    return false;
  }

  /** Of an item that is there, or of the one after the last. */
  private static boolean isIndexOf(Items items, String step) {
    return step.matches("[0-9]{1,6}") && Integer.parseInt(step) <= items.items().size();
  }

  private void problem(String setting, String message) {
    problems.add(new Problem("--set " + setting, 0, 0, "", message));
  }
}
