package io.godwit.dashboards.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tables as RFC 4180 has them, with a line of names. */
final class CsvFolder implements TableFolder {

  private final Map<Table, BufferedWriter> files = new EnumMap<>(Table.class);

  CsvFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Table table : Table.values()) {
      BufferedWriter file = Files.newBufferedWriter(folder.resolve(table.word() + ".csv"));
      files.put(table, file);
      write(file, table.columns().stream().map(column -> (Object) column.name()).toList());
    }
  }

  @Override
  public void row(Table table, List<Object> values) throws IOException {
    write(files.get(table), values);
  }

  private static void write(BufferedWriter file, List<Object> values) throws IOException {
    file.write(values.stream().map(CsvFolder::cell).collect(Collectors.joining(",")));
    file.write("\r\n");
  }

  private static String cell(Object value) {
    String text = String.valueOf(value);
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  @Override
  public void close() throws IOException {
    for (BufferedWriter file : files.values()) {
      file.close();
    }
  }
}
