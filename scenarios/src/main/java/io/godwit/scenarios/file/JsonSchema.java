package io.godwit.scenarios.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.model.random.Distributions;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The JSON Schema (draft 2020-12) of scenario files, for editors. */
public final class JsonSchema {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonSchema() {}

  public static String text() {
    ObjectNode schema = JSON.createObjectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Godwit scenario");
    describe(new ValueType.Block(ScenarioBlock.SECTION), schema);
    mayBeElsewhere(schema);
    return schema.toPrettyString() + "\n";
  }

  /** What must be there may be in a file that is included; anchors may be kept in keys with x-. */
  private static void mayBeElsewhere(ObjectNode schema) {
    ArrayNode either = JSON.createArrayNode();
    either.addObject().set("required", schema.remove("required"));
    either.addObject().putArray("required").add(Includes.KEY);
    schema.set("anyOf", either);
    schema.putObject("patternProperties").putObject("^x-");
  }

  private static final String DRAWN =
      Arrays.stream(Distributions.values())
          .map(Distributions::word)
          .collect(Collectors.joining("|", "^(", ") ?\\(.*\\)$"));

  private static void describe(ValueType<?> type, ObjectNode schema) {
    if (type instanceof ValueType.Block block) {
      block(block.section(), schema);
    } else if (type instanceof ValueType.ListOf<?> list) {
      schema.put("type", "array").put("minItems", list.least());
      describe(list.item(), schema.putObject("items"));
    } else if (type instanceof ValueType.OneOrMore some) {
      ArrayNode either = schema.putArray("anyOf");
      describe(some.item(), either.addObject());
      describe(new ValueType.ListOf<>(some.item(), 1), either.addObject());
    } else if (type instanceof ValueType.Whole whole) {
      schema.put("type", "integer").put("minimum", whole.least()).put("maximum", whole.most());
    } else if (type instanceof ValueType.Amount<?> amount) {
      schema.put("type", "string").put("pattern", amount.quantity().pattern());
      schema.putArray("examples").add(amount.quantity().example());
    } else if (type instanceof ValueType.Drawn<?> drawn) {
      ArrayNode either = schema.putArray("anyOf");
      describe(drawn.amount(), either.addObject());
      either.addObject().put("type", "string").put("pattern", DRAWN);
    } else if (type instanceof ValueType.Word<?> word) {
      schema.put("type", "string");
      ArrayNode words = schema.putArray("enum");
      word.words().forEach(words::add);
    } else if (type instanceof ValueType.YesOrNo) {
      schema.put("type", "boolean");
    } else if (type instanceof ValueType.Text text) {
      schema.put("type", "string").put("minLength", 1);
      schema.putArray("examples").add(text.example());
    }
  }

  private static void block(Section section, ObjectNode schema) {
    schema.put("type", "object").put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = JSON.createArrayNode();
    for (Key<?> key : section.keys()) {
      ObjectNode property = properties.putObject(key.name());
      property.put("description", key.about());
      if (key.type() instanceof ValueType.TextOrBlock text) {
        textOrBlock(text, section, property.putArray("anyOf"));
      } else {
        describe(key.type(), property);
      }
      if (key.required()) {
        required.add(key.name());
      } else if (!(key.type() instanceof ValueType.Block)) {
        key.fallback().ifPresent(fallback -> putDefault(key.type(), fallback, property));
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
  }

  private static void textOrBlock(ValueType.TextOrBlock type, Section section, ArrayNode either) {
    describe(new ValueType.Text(type.example()), either.addObject());
    var block = new Section(section.name());
    type.own().forEach(word -> block.optional(word, new ValueType.Text(type.example()), word));
    type.keys().stream()
        .flatMap(key -> section.key(key).stream())
        .forEach(key -> block.optional(key.name(), key.type(), key.about()));
    block(block, either.addObject());
  }

  private static void putDefault(ValueType<?> type, String fallback, ObjectNode property) {
    if (type instanceof ValueType.Whole) {
      property.put("default", Long.parseLong(fallback));
    } else {
      property.put("default", fallback);
    }
  }
}
