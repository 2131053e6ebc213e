package io.godwit.dashboards.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.persistence.replay.Change;
import io.godwit.persistence.replay.Held;
import io.godwit.persistence.replay.Step;
import java.util.List;

/** What entities held, for programs; values as in {@link JsonValues}. */
public final class StateJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private StateJson() {}

  /** Each entity with its whole state. */
  public static ArrayNode states(List<Held> all) {
    ArrayNode states = JSON.arrayNode();
    for (Held held : all) {
      ObjectNode entity = states.addObject();
      entity.put("entity", held.entity().persistenceId());
      entity.put("started", held.started());
      entity.put("events", held.events());
      held.last().ifPresent(last -> entity.set("last", JsonValues.of(last)));
      entity.set("state", JsonValues.of(held.state()));
    }
    return states;
  }

  /** What each entity came to between two times. */
  public static ArrayNode changes(List<Held> before, List<Held> after) {
    ArrayNode entities = JSON.arrayNode();
    for (int i = 0; i < after.size(); i++) {
      ObjectNode entity = entities.addObject();
      entity.put("entity", after.get(i).entity().persistenceId());
      entity.put("events", after.get(i).events() - before.get(i).events());
      entity.set("changes", changes(Change.between(before.get(i).state(), after.get(i).state())));
    }
    return entities;
  }

  /** An event and what it changed. */
  public static ObjectNode step(Step step) {
    ObjectNode node = JSON.objectNode();
    node.set("event", JsonValues.of(step.event()));
    node.set("changes", changes(step.changes()));
    return node;
  }

  private static ArrayNode changes(List<Change> all) {
    ArrayNode changes = JSON.arrayNode();
    for (Change change : all) {
      ObjectNode node = changes.addObject();
      node.put("path", change.path());
      change.before().ifPresent(before -> node.set("before", JsonValues.of(before)));
      change.after().ifPresent(after -> node.set("after", JsonValues.of(after)));
    }
    return changes;
  }
}
