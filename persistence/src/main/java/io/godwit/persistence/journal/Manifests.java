package io.godwit.persistence.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The manifests of a file by their numbers; they are there before its first event. */
final class Manifests {

  /** Numbers of manifests are smaller; what is above is damage. */
  private static final int MOST = 10_000;

  /** Stands for a number that has no manifest. */
  private static final String UNKNOWN = "";

  private final List<String> names = new ArrayList<>();

  private Manifests() {}

  static Manifests load(Connection connection) throws SQLException {
    var manifests = new Manifests();
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT id, name FROM manifest")) {
      while (found.next()) {
        manifests.add(found.getInt(1), found.getString(2));
      }
    }
    return manifests;
  }

  private void add(int kind, String manifest) {
    while (kind >= names.size() && kind < MOST) {
      names.add(UNKNOWN);
    }
    if (kind >= 0 && kind < MOST) {
      names.set(kind, String.valueOf(manifest));
    }
  }

  boolean has(int kind) {
    return kind >= 0 && kind < names.size() && !names.get(kind).equals(UNKNOWN);
  }

  /** The manifest of a number that {@link #has} one. */
  String of(int kind) {
    return names.get(kind);
  }
}
