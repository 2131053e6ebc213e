package io.godwit.scenarios.explore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** A scenario that is being written: its keys and values, not yet checked. */
public final class Draft {

  /** A guest that the draft has, and how many devices. */
  record Guest(String name, String group, int devices) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WIDTH = 110;

  private final ObjectNode root;

  Draft(ObjectNode root) {
    this.root = root;
  }

  static Draft of(ScenarioFile file) {
    return new Draft(JSON.valueToTree(file.tree()));
  }

  Draft copy() {
    return new Draft(root.deepCopy());
  }

  ObjectNode root() {
    return root;
  }

  /** The block with this path, such as {@code datacenter.host}; made where it is not there. */
  ObjectNode block(String path) {
    ObjectNode at = root;
    for (String key : path.split("\\.", -1)) {
      at = at.path(key).isObject() ? (ObjectNode) at.get(key) : at.putObject(key);
    }
    return at;
  }

  /** The blocks of a list, such as {@code faults}; none where it is not there. */
  static List<ObjectNode> blocks(JsonNode parent, String list) {
    var blocks = new ArrayList<ObjectNode>();
    parent.path(list).forEach(item -> blocks.add((ObjectNode) item));
    return blocks;
  }

  List<ObjectNode> blocks(String list) {
    return blocks(root, list);
  }

  /** The list with this key, made where it is not there. */
  ArrayNode list(String key) {
    return root.path(key).isArray() ? (ArrayNode) root.get(key) : root.putArray(key);
  }

  List<Guest> guests() {
    var guests = new ArrayList<Guest>();
    for (ObjectNode group : blocks("vms")) {
      String name = group.path("name").asText();
      for (int i = 0; i < group.path("count").asInt(1); i++) {
        guests.add(new Guest(name + '-' + i, name, group.path("devices").size()));
      }
    }
    return guests;
  }

  /** Takes out what only anchors name: it stands where it is used. */
  void withoutShared() {
    var names = new ArrayList<String>();
    root.fieldNames().forEachRemaining(names::add);
    names.stream().filter(name -> name.startsWith("x-")).forEach(root::remove);
  }

  /** The kinds of its faults, each once, in order. */
  List<String> faults() {
    return blocks("faults").stream()
        .map(fault -> fault.path("kind").asText("link-down"))
        .distinct()
        .sorted()
        .toList();
  }

  String text() {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.AUTO);
    options.setWidth(WIDTH);
    return new Yaml(options).dump(tree());
  }

  @SuppressWarnings("unchecked") // a scenario is a block of keys
  private Map<String, Object> tree() {
    return JSON.convertValue(root, Map.class);
  }

  /** Reads and checks it as the file that it would be. */
  ScenarioFile read() throws ScenarioProblems {
    return ScenarioFile.of("variation", tree());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Draft draft && root.equals(draft.root);
  }

  @Override
  public int hashCode() {
    return root.hashCode();
  }
}
