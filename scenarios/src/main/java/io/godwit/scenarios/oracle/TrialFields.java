package io.godwit.scenarios.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.model.unit.ByteRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of a file: a migration, or several and the link that they shared. */
final class TrialFields {

  private static final Pattern SHAPED = Pattern.compile("\\brate (\\d{1,6})mbit\\b");
  private static final long MOST_MBIT = 10_000_000;

  private final String where;
  private final ObjectNode line;

  TrialFields(String where, ObjectNode line) {
    this.where = where;
    this.line = line;
  }

  Trial alone() throws BadRecord {
    return new Trial(link(), List.of(new MeasurementFields(where, line).measurement()));
  }

  Trial together() throws BadRecord {
    var migrations = new ArrayList<Measurement>();
    for (JsonNode each : line.path("migrations")) {
      if (!(each instanceof ObjectNode migration)) {
        throw new BadRecord(where + ": migrations: each must be an object with inputs and results");
      }
      migrations.add(new MeasurementFields(where, named(migration)).measurement());
    }
    if (migrations.isEmpty()) {
      throw new BadRecord(where + ": migrations: there are none");
    }
    for (Measurement each : migrations) {
      if (migrations.size() > 1 && !each.inputs().circumstances().actions().isEmpty()) {
        throw new BadRecord(where + ": actions: only a migration alone on its link is predicted");
      }
    }
    return new Trial(link(), migrations);
  }

  /** Under its trial's name. */
  private ObjectNode named(ObjectNode migration) {
    ObjectNode named = migration.deepCopy();
    String of = line.path("name").asText("trial");
    named.put("name", of + '/' + migration.path("name").asText("migration"));
    named.set("repeat", line.path("repeat"));
    return named;
  }

  /** As a number, or in words as traffic shapers have it. */
  private Optional<ByteRate> link() throws BadRecord {
    JsonNode rate = line.path("link_mbit_per_s");
    if (rate.isMissingNode()) {
      Matcher words = SHAPED.matcher(line.path("link").asText(""));
      return words.find()
          ? Optional.of(Trial.goodput(Long.parseLong(words.group(1))))
          : Optional.empty();
    }
    if (!rate.isIntegralNumber() || rate.asLong() < 1 || rate.asLong() > MOST_MBIT) {
      throw new BadRecord(
          where + ": link_mbit_per_s: '" + rate + "' does not do; 1 to " + MOST_MBIT);
    }
    return Optional.of(Trial.goodput(rate.asLong()));
  }
}
