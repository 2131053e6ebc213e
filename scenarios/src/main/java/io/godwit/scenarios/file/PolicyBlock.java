package io.godwit.scenarios.file;

import io.godwit.scenarios.file.ValueType.Block;
import io.godwit.scenarios.file.ValueType.Text;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** How guests with a label are migrated. */
final class PolicyBlock {

  static final Section SECTION = new Section("policy");

  private static final Key<String> LABEL =
      SECTION.required("label", new Text("production"), "of the guests that it is for");

  static final Key<Values> MIGRATION =
      SECTION.required(
          "migration",
          new Block(MigrationBlock.OF_GUESTS),
          "how these guests are migrated, where not as all others");

  private PolicyBlock() {}

  /** A label that no guest has is most likely misspelt; files that several share may have more. */
  static void check(Binder binder, Values root) {
    Set<String> labels =
        GuestBlock.groups(root).stream()
            .flatMap(vms -> vms.list(GuestBlock.LABELS).stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    for (Values policy : root.list(ScenarioBlock.POLICIES)) {
      policy
          .find(LABEL)
          .filter(label -> !labels.contains((String) label.value()))
          .ifPresent(
              label ->
                  binder.hint(
                      label,
                      "no guest has the label '%s', so the policy is for nobody%s"
                          .formatted(
                              label.value(),
                              labels.isEmpty()
                                  ? "; no guest has any"
                                  : "; there are " + String.join(", ", labels))));
    }
  }

  /** How a group is migrated: as all are, where neither its labels nor it say otherwise. */
  static Values migration(Values root, Values vms) {
    Values migration = root.get(ScenarioBlock.MIGRATION);
    for (Values policy : root.list(ScenarioBlock.POLICIES)) {
      boolean its = policy.maybe(LABEL).filter(vms.list(GuestBlock.LABELS)::contains).isPresent();
      if (its && policy.has(MIGRATION)) {
        migration = migration.overlaid(policy.get(MIGRATION));
      }
    }
    return vms.maybe(GuestBlock.MIGRATION).map(migration::overlaid).orElse(migration);
  }
}
