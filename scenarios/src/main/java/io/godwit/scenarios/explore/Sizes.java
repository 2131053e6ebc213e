package io.godwit.scenarios.explore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.scenarios.file.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/** How many hosts and guests, how large, with how many devices. */
final class Sizes {

  private static final int MOST_DEVICES = 3;
  private static final List<Integer> GUEST_MIB = List.of(64, 128, 256, 512, 1024, 2048, 4096);

  /** Those that need a list of their own. */
  private static final List<String> COMPOSED_MODELS = List.of("phased", "trace");

  private Sizes() {}

  /** Other shapes of the datacenter, unless hosts are named one by one. */
  static void hosts(Draft draft, Dice dice) {
    ObjectNode datacenter = draft.block("datacenter");
    ObjectNode fabric = draft.block("datacenter.fabric");
    if (datacenter.has("hosts") || fabric.has("routes")) {
      return;
    }
    fabric.put("pods", dice.between(1, fabric.path("pods").asInt(1) + 1L));
    fabric.put("racks-per-pod", dice.between(1, fabric.path("racks-per-pod").asInt(1) + 1L));
    fabric.put("hosts-per-rack", dice.between(2, fabric.path("hosts-per-rack").asInt(2) + 2L));
  }

  static void guests(Draft draft, Dice dice) {
    for (ObjectNode group : draft.blocks("vms")) {
      int count = group.path("count").asInt(1);
      group.put("count", dice.chance(50) ? dice.between(1, count) : count);
    }
  }

  /** Other memory, written in another way. */
  static void memory(Draft draft, Dice dice) {
    for (ObjectNode group : draft.blocks("vms")) {
      if (dice.chance(70)) {
        int mib = dice.oneOf(GUEST_MIB);
        group.put("memory", mib + " MiB");
        group.remove(List.of("page-size", "tracked-in"));
        group.put("zero", dice.oneOf(List.of(0, 0, 20, 90)) + "%");
        group.set("dirtying", dirtying(group.objectNode(), mib, dice));
      }
    }
  }

  private static ObjectNode dirtying(ObjectNode dirtying, int mib, Dice dice) {
    var models = new ArrayList<>(Vocabulary.words("vms.dirtying.model"));
    models.removeAll(COMPOSED_MODELS);
    String model = dice.oneOf(models);
    dirtying.put("model", model);
    if (!model.equals("idle")) {
      int working = mib >> dice.between(0, 3);
      dirtying.put("rate", dice.magnitude(1, 4096) + " MiB/s");
      dirtying.put("working-set", working + " MiB");
      String hot = (working >> dice.between(1, 3)) + " MiB";
      if (Vocabulary.isReadBy(model, "hot")) {
        dirtying.put("hot", hot);
      }
    }
    return dirtying;
  }

  /** Somebody has one, if there is any to have. */
  static void atLeastOneDevice(Draft draft, Dice dice) {
    List<String> owners = owners(draft);
    if (!owners.isEmpty() && draft.guests().stream().allMatch(guest -> guest.devices() == 0)) {
      for (ObjectNode group : draft.blocks("vms")) {
        ArrayNode devices = group.putArray("devices");
        for (long i = dice.between(1, MOST_DEVICES); i > 0; i--) {
          devices.add(dice.oneOf(owners));
        }
      }
    }
  }

  private static List<String> owners(Draft draft) {
    return Draft.blocks(draft.block("datacenter.host"), "owners").stream()
        .map(owner -> owner.path("name").asText())
        .toList();
  }

  static void devices(Draft draft, Dice dice) {
    List<String> owners = owners(draft);
    for (ObjectNode group : draft.blocks("vms")) {
      if (!owners.isEmpty() && dice.chance(60)) {
        ArrayNode devices = group.putArray("devices");
        for (long i = dice.between(0, MOST_DEVICES); i > 0; i--) {
          devices.add(dice.oneOf(owners));
        }
      }
    }
  }
}
