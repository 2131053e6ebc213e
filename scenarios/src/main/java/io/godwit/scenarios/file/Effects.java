package io.godwit.scenarios.file;

import io.godwit.scenarios.file.ValueType.Block;
import io.godwit.scenarios.file.ValueType.ListOf;
import io.godwit.scenarios.file.Values.Found;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Whether every key of {@code migration} and {@code dirtying} counts: one that no engine, strategy,
 * orchestrator or model reads is refused, for whoever wrote it expects something of it.
 */
final class Effects {

  private final Map<Found, String> refused = new LinkedHashMap<>();
  private final Set<Found> counted = new LinkedHashSet<>();

  private Effects() {}

  /** Every key counts for some guests, in some run. */
  static void check(Binder binder, Values scenario) {
    var effects = new Effects();
    var choices = new Choices(scenario);
    for (Values vms : GuestBlock.groups(scenario)) {
      MigrationBlock.ofGuests(scenario, vms)
          .ifPresent(
              migration -> effects.look(MigrationBlock.SECTION, migration, choices.of(migration)));
    }
    BiConsumer<Found, String> refusal =
        (key, why) -> binder.problem(key, "it would have no effect: " + why);
    if (!choices.variesModels()) {
      GuestBlock.groups(scenario).stream()
          .flatMap(vms -> vms.maybe(GuestBlock.DIRTYING).stream())
          .forEach(dirtying -> DirtyingBlock.unread(dirtying).forEach(refusal));
    }
    if (!choices.variesParameters()) {
      effects.refused.forEach(
          (key, why) -> {
            if (!effects.counted.contains(key)) {
              refusal.accept(key, why);
            }
          });
    }
  }

  private void look(Section section, Values values, List<Way> ways) {
    for (Key<?> key : section.keys()) {
      values
          .given(key)
          .filter(any -> !key.needs().isEmpty())
          .ifPresent(found -> look(key, found, ways));
      if (key.type() instanceof Block block) {
        values.find(key).ifPresent(found -> look(block.section(), (Values) found.value(), ways));
      } else if (key.type() instanceof ListOf<?> list && list.item() instanceof Block block) {
        values.items(key).forEach(item -> look(block.section(), (Values) item.value(), ways));
      }
    }
  }

  private void look(Key<?> key, Found found, List<Way> ways) {
    obstacle(key, ways)
        .ifPresentOrElse(why -> refused.putIfAbsent(found, why), () -> counted.add(found));
  }

  /** Why a key that was given has no effect; empty when it has one in any of the ways. */
  private static Optional<String> obstacle(Key<?> key, List<Way> ways) {
    Optional<String> first = Optional.empty();
    for (Way way : ways) {
      Optional<String> why =
          key.needs().stream()
              .filter(need -> !need.met().test(way))
              .map(need -> need.why().apply(way))
              .findFirst();
      if (why.isEmpty()) {
        return Optional.empty();
      }
      first = first.or(() -> why);
    }
    return first;
  }

  /** The paths below {@code migration} of every key that needs something. */
  static List<String> paths() {
    var paths = new ArrayList<String>();
    collect(MigrationBlock.SECTION, "", paths);
    return paths;
  }

  private static void collect(Section section, String within, List<String> paths) {
    for (Key<?> key : section.keys()) {
      String path = Binder.join(within, key.name());
      if (!key.needs().isEmpty()) {
        paths.add(path);
      }
      if (key.type() instanceof Block block) {
        collect(block.section(), path, paths);
      }
    }
  }
}
