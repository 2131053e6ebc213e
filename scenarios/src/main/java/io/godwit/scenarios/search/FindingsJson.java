package io.godwit.scenarios.search;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.scenarios.file.Expectation;
import java.util.Optional;
import java.util.OptionalDouble;

/** Findings as one JSON document; values are in nanoseconds, bytes or plain counts. */
final class FindingsJson {

  private final ObjectMapper json = new ObjectMapper();
  private final Findings findings;

  FindingsJson(Findings findings) {
    this.findings = findings;
  }

  String text() {
    ObjectNode root = json.createObjectNode();
    root.put("scenario", findings.scenario().name()).put("seed", findings.scenario().seed());
    root.put("goal", findings.goal().toString());
    root.put("against", findings.goal().other().word());
    ArrayNode bounds = root.putArray("subjectTo");
    findings.goal().bounds().stream().map(Expectation::text).forEach(bounds::add);
    root.put("found", findings.found()).put("interrupted", findings.interrupted());
    trial(root, "asItStands", findings.asItStands());
    trial(root, "best", findings.best());
    trials(root.putArray("frontier"), findings.frontier());
    trials(root.putArray("tried"), findings.tried());
    ArrayNode seeds = root.putArray("otherSeeds");
    for (Findings.OtherSeed seed : findings.seeds()) {
      ObjectNode node = seeds.addObject().put("seed", seed.seed());
      trial(node, "asItStands", Optional.of(seed.asItStands()));
      trial(node, "best", Optional.of(seed.best()));
    }
    ArrayNode doubled = root.putArray("doubled");
    for (Findings.Doubled rate : findings.doubled()) {
      ObjectNode node = doubled.addObject().put("key", rate.path());
      node.put("from", rate.from()).put("to", rate.to());
      trial(node, "trial", Optional.of(rate.trial()));
    }
    return root.toPrettyString() + '\n';
  }

  private void trials(ArrayNode array, Iterable<Trial> trials) {
    trials.forEach(each -> array.add(node(each)));
  }

  private void trial(ObjectNode parent, String name, Optional<Trial> trial) {
    trial.ifPresentOrElse(each -> parent.set(name, node(each)), () -> parent.putNull(name));
  }

  private ObjectNode node(Trial trial) {
    ObjectNode node = json.createObjectNode();
    ArrayNode settings = node.putArray("settings");
    trial.settings().forEach(settings::add);
    value(node, "value", trial.value());
    value(node, "against", trial.other());
    node.put("allowed", trial.allowed());
    ArrayNode misses = node.putArray("misses");
    trial.misses().forEach(misses::add);
    return node;
  }

  private static void value(ObjectNode node, String name, OptionalDouble value) {
    if (value.isPresent()) {
      node.put(name, Math.rint(value.getAsDouble()));
    } else {
      node.putNull(name);
    }
  }
}
