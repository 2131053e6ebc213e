package io.godwit.scenarios.explore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.scenarios.file.Vocabulary;
import java.util.List;

/** How guests are migrated: engine, strategy, orchestrator, profile, retries. */
final class Ways {

  private static final String ONLY_PRE_COPY = "simgrid";
  private static final String ONLY_STRATEGY = "pre-copy";
  private static final List<String> POST_COPY = List.of("post-copy", "hybrid");
  private static final int MOST_ATTEMPTS = 4;

  private Ways() {}

  static void profiles(Draft draft, Dice dice, Domain domain) {
    List<String> profiles = domain.profiles(draft);
    for (ObjectNode owner : Draft.blocks(draft.block("datacenter.host"), "owners")) {
      owner.put("profile", dice.oneOf(profiles));
      owner.put("rings", dice.oneOf(Vocabulary.words("datacenter.host.owners.rings")));
    }
  }

  static void context(Draft draft, Dice dice) {
    draft
        .block("migration.device-context")
        .put("strategy", dice.oneOf(Vocabulary.words("migration.device-context.strategy")));
  }

  /** Another way, without what only the one before read. */
  static void way(Draft draft, Dice dice) {
    ObjectNode migration = draft.block("migration");
    forget(draft, migration);
    String engine = dice.oneOf(Vocabulary.words("migration.engine"));
    migration.put("engine", engine);
    String strategy =
        engine.equals(ONLY_PRE_COPY)
            ? ONLY_STRATEGY
            : dice.oneOf(Vocabulary.words("migration.memory.strategy"));
    draft.block("migration.memory").put("strategy", strategy);
    String orchestrator =
        dice.chance(50) ? "none" : dice.oneOf(Vocabulary.words("migration.orchestrator"));
    migration.put("orchestrator", orchestrator);
  }

  /** Whether guests go on before their memory is there, which none with devices can. */
  static boolean isPostCopy(Draft draft) {
    JsonNode migration = draft.root().path("migration");
    return POST_COPY.contains(migration.path("memory").path("strategy").asText())
        || migration.path("orchestrator").asText().contains("post-copy");
  }

  /** Another way, if this one lacks the phase after the switch-over, or must not have it. */
  static void allow(Draft draft, boolean postCopy, boolean devices, Dice dice) {
    boolean isPostCopy = isPostCopy(draft);
    if ((postCopy && !isPostCopy) || (devices && isPostCopy)) {
      ObjectNode migration = draft.block("migration");
      forget(draft, migration);
      migration.remove(List.of("engine", "orchestrator"));
      draft
          .block("migration.memory")
          .put("strategy", postCopy ? dice.oneOf(POST_COPY) : ONLY_STRATEGY);
    }
  }

  private static void forget(Draft draft, ObjectNode migration) {
    for (String path : Vocabulary.keysThatMayNotCount()) {
      int dot = path.indexOf('.');
      if (migration.path(path.substring(0, dot)) instanceof ObjectNode block) {
        block.remove(path.substring(dot + 1));
      }
    }
    migration.remove("orchestration");
    draft.blocks("vms").forEach(group -> group.remove("migration"));
  }

  static void retry(Draft draft, Dice dice) {
    ObjectNode retry = draft.block("migration.retry");
    retry.put("attempts", dice.between(1, MOST_ATTEMPTS));
    retry.put("backoff", Amount.nanos(dice.magnitude(1_000, 10_000_000_000L)).toString());
    retry.put("factor", dice.between(1, 3));
    retry.put("elsewhere", dice.chance(50));
  }
}
