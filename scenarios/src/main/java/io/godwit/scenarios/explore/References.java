package io.godwit.scenarios.explore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.model.protocol.Profiles;
import io.godwit.persistence.replay.Glob;
import io.godwit.scenarios.explore.Draft.Guest;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Takes out of a draft what cannot be: names of guests, devices or places that are no more. */
final class References {

  private static final List<String> PLACES =
      List.of("drain", "to", "rebalance", "target", "host", "rack", "pod");

  private static final List<String> GUESTS = List.of("migrate", "vm");

  private final Draft draft;
  private final Map<String, Integer> devices = new LinkedHashMap<>();

  private References(Draft draft) {
    this.draft = draft;
    draft.guests().forEach(guest -> devices.put(guest.name(), guest.devices()));
  }

  static void prune(Draft draft) {
    if (Ways.isPostCopy(draft)) {
      draft.blocks("vms").forEach(group -> group.remove("devices"));
    }
    var references = new References(draft);
    for (ObjectNode group : draft.blocks("vms")) {
      if (group.has("on") && !Places.isThere(draft, group.path("on").asText())) {
        group.remove("on");
      }
    }
    references.keep("faults", references::isAimed);
    references.keep("plan", references::isPossible);
    if (draft.list("plan").isEmpty() && !draft.guests().isEmpty()) {
      Guest first = draft.guests().get(0);
      draft.list("plan").addObject().put("migrate", first.name());
    }
  }

  private void keep(String list, Predicate<ObjectNode> which) {
    if (draft.root().has(list)) {
      Iterator<JsonNode> items = draft.list(list).iterator();
      while (items.hasNext()) {
        if (!which.test((ObjectNode) items.next())) {
          items.remove();
        }
      }
    }
  }

  private boolean isAimed(ObjectNode fault) {
    return hasAll(fault)
        && (hasLegacyCommands() || !fault.path("kind").asText().equals(Domain.LEGACY))
        && (!fault.has("vm")
            || !Kinds.isOfDevice(fault.path("kind").asText())
            || fault.path("device").asInt(0) < mostDevices(fault.path("vm").asText()));
  }

  private boolean hasLegacyCommands() {
    return Draft.blocks(draft.block("datacenter.host"), "owners").stream()
        .allMatch(owner -> owner.path("profile").asText().equals(Profiles.VIRTIO_1_4.word()));
  }

  private boolean isPossible(ObjectNode plan) {
    String cancelled = plan.path("cancel").asText("");
    boolean isThere =
        devices.containsKey(cancelled)
            || draft.blocks("plan").stream()
                .anyMatch(
                    other ->
                        other.path("drain").asText("").equals(cancelled)
                            || other.path("name").asText("").equals(cancelled));
    return hasAll(plan) && (!plan.has("cancel") || isThere);
  }

  private boolean hasAll(ObjectNode block) {
    return PLACES.stream()
            .filter(block::has)
            .allMatch(key -> Places.isThere(draft, block.path(key).asText()))
        && GUESTS.stream()
            .filter(block::has)
            .allMatch(key -> named(block.path(key).asText()).findAny().isPresent());
  }

  /** The guests with this name, or with one like this pattern. */
  private Stream<String> named(String pattern) {
    Glob names = Glob.of(pattern);
    return devices.keySet().stream().filter(names::matches);
  }

  private int mostDevices(String pattern) {
    return named(pattern).mapToInt(devices::get).max().orElse(0);
  }
}
