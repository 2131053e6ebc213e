package io.godwit.persistence.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The persistence ids by the numbers that the rows of events have for them. */
@FunctionalInterface
interface EntityNames {

  /** Throws when no entity has this number. */
  String of(int number) throws Damage;

  static EntityNames of(Map<Integer, String> names) {
    return number -> {
      String name = names.get(number);
      if (name == null) {
        throw new Damage("there is no entity " + number);
      }
      return name;
    };
  }

  /** The first name is that of number 1. */
  static EntityNames of(List<String> names) {
    return number -> {
      if (number < 1 || number > names.size()) {
        throw new Damage("there is no entity " + number);
      }
      return names.get(number - 1);
    };
  }

  /** For the events of one stream. */
  static EntityNames only(EntityHead head) {
    return of(Map.of(head.number, head.persistenceId));
  }

  /** What a damaged table of entities still gives; the events' checksums tell if it is right. */
  static EntityNames asFarAsReadable(EventFile file) {
    Map<Integer, String> names = new HashMap<>();
    try (Statement statement = file.connection().createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, persistence_id FROM entity")) {
      while (rows.next()) {
        names.put(rows.getInt(1), rows.getString(2));
      }
    } catch (SQLException e) {
      // those that follow are not known
    }
    return of(names);
  }
}
