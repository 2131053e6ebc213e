package io.godwit.scenarios.explore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.persistence.replay.Glob;
import io.godwit.scenarios.file.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/**
 * What meets by chance among several guests may meet in one alone, at another time: one guest
 * migrates, and a fault strikes it in this phase or that.
 */
final class Retiming {

  private Retiming() {}

  /** None for a draft that has one guest already. */
  static List<Simplification> all(Draft draft) {
    var all = new ArrayList<Simplification>();
    if (draft.guests().size() > 1) {
      for (int i = 0; i < draft.blocks("faults").size(); i++) {
        int fault = i;
        for (String phase : Vocabulary.words("faults.phase")) {
          all.add(changed -> alone(changed, fault, phase));
        }
      }
    }
    return all;
  }

  private static void alone(Draft draft, int number, String phase) {
    JsonNode fault = draft.root().path("faults").path(number);
    if (fault instanceof ObjectNode aimed && aimed.has("vm")) {
      alone(draft, aimed, phase);
    }
  }

  private static void alone(Draft draft, ObjectNode fault, String phase) {
    Glob struck = Glob.of(fault.path("vm").asText());
    draft.guests().stream()
        .filter(guest -> struck.matches(guest.name()))
        .findFirst()
        .ifPresent(guest -> alone(draft, fault, guest.group(), phase));
  }

  private static void alone(Draft draft, ObjectNode fault, String name, String phase) {
    ObjectNode group =
        draft.blocks("vms").stream()
            .filter(each -> each.path("name").asText().equals(name))
            .findFirst()
            .orElseThrow();
    draft.list("vms").removeAll().add(group.put("count", 1));
    String alone = name + "-0";
    fault.put("vm", alone).put("phase", phase).remove("after");
    draft.list("plan").removeAll().addObject().put("migrate", alone);
  }
}
