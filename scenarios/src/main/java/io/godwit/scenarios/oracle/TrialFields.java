package io.godwit.scenarios.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.model.unit.ByteRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of a file: a migration, or several and the link that they shared. */
final class TrialFields {

  private static final Pattern SHAPED =
      Pattern.compile("\\brate (\\d{1,9})(k|m|g|)bit\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern UNREAD = Pattern.compile("\\brate\\b|bit\\b|bps\\b");
  private static final long MOST_MBIT = 10_000_000;
  private static final String RATE = "link_mbit_per_s";

  private final String where;
  private final ObjectNode line;
  private final RecordFields fields;

  TrialFields(String where, ObjectNode line) {
    this.where = where;
    this.line = line;
    this.fields = new RecordFields(where, line);
  }

  Trial alone() throws BadRecord {
    return new Trial(link(), List.of(new MeasurementFields(where, line).measurement()));
  }

  Trial together() throws BadRecord {
    var migrations = new ArrayList<Measurement>();
    for (JsonNode each : fields.list("migrations")) {
      if (!(each instanceof ObjectNode migration)) {
        throw new BadRecord(where + ": migrations: each must be an object with inputs and results");
      }
      migrations.add(new MeasurementFields(where, named(migration)).measurement());
    }
    if (migrations.isEmpty()) {
      throw new BadRecord(where + ": migrations: there are none; it needs one or more");
    }
    Optional<ByteRate> link = link();
    if (migrations.size() > 1 && link.isEmpty()) {
      throw fields.missing(RATE, "the rate of the link that the migrations share");
    }
    String accel = migrations.get(0).inputs().accel();
    for (Measurement each : migrations) {
      if (!each.inputs().accel().equals(accel)) {
        throw new BadRecord(
            "%s: accel: %s and %s in one trial; its migrations share a pair of hosts"
                .formatted(where, accel, each.inputs().accel()));
      }
    }
    return new Trial(link, migrations);
  }

  /** Under its trial's name. */
  private ObjectNode named(ObjectNode migration) throws BadRecord {
    ObjectNode named = migration.deepCopy();
    String own = new RecordFields(where, migration).text("name", "migration");
    named.put("name", fields.text("name", "trial") + '/' + own);
    if (line.has("repeat")) {
      named.set("repeat", line.get("repeat"));
    }
    return named;
  }

  /** As a number, or in words as traffic shapers have it. */
  private Optional<ByteRate> link() throws BadRecord {
    if (fields.has(RATE)) {
      return Optional.of(mbit(fields.whole(RATE, 1, MOST_MBIT)));
    } else if (line.path("link").isObject()) {
      return Optional.of(mbit(fields.object("link").whole("mbit", 1, MOST_MBIT)));
    }
    String words = fields.text("link", "");
    Matcher shaped = SHAPED.matcher(words);
    if (shaped.find()) {
      return Optional.of(Trial.goodput(bits(shaped.group(1), shaped.group(2))));
    } else if (UNREAD.matcher(words).find()) {
      throw fields.wrong(
          "link", words, "a shaper's rate is written 'rate 400mbit'; or say " + RATE + " instead");
    }
    return Optional.empty();
  }

  private static ByteRate mbit(long megabits) {
    return Trial.goodput(megabits * 1_000_000);
  }

  private static long bits(String count, String unit) {
    long factor =
        switch (unit.toLowerCase(Locale.ROOT)) {
          case "k" -> 1_000;
          case "m" -> 1_000_000;
          case "g" -> 1_000_000_000;
          default -> 1;
        };
    return Math.min(MOST_MBIT * 1_000_000, Math.max(1000, Long.parseLong(count) * factor));
  }
}
