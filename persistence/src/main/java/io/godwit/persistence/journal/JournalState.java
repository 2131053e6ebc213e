package io.godwit.persistence.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The journal's own row in its file.
 *
 * @param headsOrder the table of entities counts events up to this one
 * @param opened how often the file was opened for writing
 */
record JournalState(long headsOrder, long opened) {

  static final JournalState NEW = new JournalState(0, 0);

  static JournalState load(Connection connection, int format) throws SQLException, Damage {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM journal_state")) {
      if (!row.next()) {
        throw new Damage("the journal's state is missing");
      }
      var state = new JournalState(row.getLong("heads_ord"), row.getLong("opened"));
      if (format >= JournalFormat.CHECKED && row.getInt("crc") != state.checksum()) {
        throw new Damage("the journal's state differs from its checksum");
      }
      return state;
    }
  }

  JournalState openedAgain() {
    return new JournalState(headsOrder, opened + 1);
  }

  JournalState withHeadsAt(long order) {
    return new JournalState(order, opened);
  }

  /** Writes the row, in the caller's transaction. */
  void save(Connection connection) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT OR REPLACE INTO journal_state VALUES (1, ?, ?, ?)")) {
      insert.setLong(1, headsOrder);
      insert.setLong(2, opened);
      insert.setInt(3, checksum());
      insert.executeUpdate();
    }
  }

  private int checksum() {
    return new RowBytes().number(headsOrder).number(opened).checksum();
  }
}
