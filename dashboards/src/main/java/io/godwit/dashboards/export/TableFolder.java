package io.godwit.dashboards.export;

import java.io.IOException;
import java.util.List;

/** Keeps tables, each in a file of its own. */
interface TableFolder {

  /** The next row of a table; a value is a text or a whole number, the empty text is none. */
  void row(Table table, List<Object> values) throws IOException;

  /** Tables without a row have a file as well. */
  void close() throws IOException;
}
