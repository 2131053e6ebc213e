package io.godwit.scenarios.file;

import io.godwit.scenarios.file.Tree.Branch;
import io.godwit.scenarios.file.Tree.Entry;
import io.godwit.scenarios.file.Tree.Items;
import io.godwit.scenarios.file.ValueType.TextOrBlock;
import java.util.List;

/**
 * What a plan does may be a block that holds the keys which are only for it: {@code rebalance:
 * {rack: pod-0/rack-1, by: cpu}}. They are read as if they stood beside it.
 */
final class NestedKeys {

  private NestedKeys() {}

  /** Changes the plans of a scenario; false when there was nothing to change. */
  static boolean lift(Branch root) {
    Entry plans = root.entries().get(ScenarioBlock.PLAN.name());
    boolean any = false;
    if (plans != null && plans.value() instanceof Items items) {
      for (Tree item : items.items()) {
        any |= item instanceof Branch plan && liftActions(plan);
      }
    }
    return any;
  }

  private static boolean liftActions(Branch plan) {
    boolean any = false;
    for (Key<?> key : PlanBlock.SECTION.keys()) {
      Entry entry = plan.entries().get(key.name());
      if (key.type() instanceof TextOrBlock type
          && entry != null
          && entry.value() instanceof Branch block) {
        lift(plan, key.name(), block, type);
        any = true;
      }
    }
    return any;
  }

  /** What belongs nowhere keeps a path of its own, under which it is refused. */
  private static void lift(Branch plan, String action, Branch block, TextOrBlock type) {
    List<String> own = type.own().stream().filter(block.entries()::containsKey).toList();
    if (own.size() == 1) {
      plan.entries().put(action, block.entries().get(own.get(0)));
    }
    block
        .entries()
        .forEach(
            (key, entry) -> {
              boolean belongs = type.keys().contains(key) && !plan.entries().containsKey(key);
              if (belongs) {
                plan.entries().put(key, entry);
              } else if (own.size() != 1 || !own.contains(key)) {
                plan.entries().put(action + '.' + key, entry);
              }
            });
  }
}
