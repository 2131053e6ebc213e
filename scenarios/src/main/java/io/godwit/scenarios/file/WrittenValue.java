package io.godwit.scenarios.file;

import io.godwit.scenarios.file.Tree.Branch;
import io.godwit.scenarios.file.Tree.Leaf;
import io.godwit.scenarios.file.ValueType.Block;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a scenario says for a key that is in no list, or what holds when it says nothing. */
public final class WrittenValue {

  private static final Pattern AMOUNT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(.*)");

  private WrittenValue() {}

  /** The value of a key such as {@code datacenter.fabric.rack-uplink}; empty if it has none. */
  public static Optional<String> find(ScenarioFile file, String path) {
    try {
      return find(YamlReader.read("scenario", file.text()), List.of(path.split("\\.", -1)));
    } catch (ScenarioProblems unreadable) {
      throw new IllegalStateException("a scenario that was read cannot be read", unreadable);
    }
  }

  private static Optional<String> find(Branch root, List<String> steps) {
    Optional<Tree> at = Optional.of(root);
    Section section = ScenarioBlock.SECTION;
    Optional<String> fallback = Optional.empty();
    for (String step : steps) {
      at = at.flatMap(tree -> entry(tree, step));
      Key<?> key = section.key(step).orElseThrow();
      fallback = key.fallback();
      section = key.type() instanceof Block block ? block.section() : section;
    }
    Optional<String> written =
        at.flatMap(tree -> tree instanceof Leaf leaf ? Optional.of(leaf.text()) : Optional.empty());
    return written.isPresent() ? written : fallback;
  }

  private static Optional<Tree> entry(Tree tree, String step) {
    return tree instanceof Branch branch
        ? Optional.ofNullable(branch.entries().get(step)).map(Tree.Entry::value)
        : Optional.empty();
  }

  /** An amount twice as large, in the same unit. */
  public static String twice(String amount) {
    Matcher matcher = AMOUNT.matcher(amount.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + amount + "' is no amount");
    }
    BigDecimal twice = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(2));
    return twice.stripTrailingZeros().toPlainString() + matcher.group(2);
  }
}
