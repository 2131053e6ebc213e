package io.godwit.dashboards.export;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import blue.strategic.parquet.ParquetWriter;
import blue.strategic.parquet.ValueWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;

/** Tables as Parquet: texts and 64-bit numbers, and null for what there is none of. */
final class ParquetFolder implements TableFolder {

  private final Map<Table, ParquetWriter<List<Object>>> files = new EnumMap<>(Table.class);

  ParquetFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Table table : Table.values()) {
      Path file = folder.resolve(table.word() + ".parquet");
      Files.deleteIfExists(file);
      files.put(
          table,
          ParquetWriter.writeFile(
              schema(table), file.toFile(), (row, to) -> write(table, row, to)));
    }
  }

  private static MessageType schema(Table table) {
    Types.MessageTypeBuilder schema = Types.buildMessage();
    for (Table.Column column : table.columns()) {
      if (column.isNumber()) {
        schema.optional(INT64).named(column.name());
      } else {
        schema.optional(BINARY).as(stringType()).named(column.name());
      }
    }
    return schema.named(table.word());
  }

  private static void write(Table table, List<Object> row, ValueWriter to) {
    for (int i = 0; i < row.size(); i++) {
      Table.Column column = table.columns().get(i);
      Object value = row.get(i);
      if (!value.equals("")) {
        to.write(column.name(), column.isNumber() ? value : value.toString());
      }
    }
  }

  @Override
  public void row(Table table, List<Object> values) throws IOException {
    files.get(table).write(values);
  }

  @Override
  public void close() throws IOException {
    for (ParquetWriter<List<Object>> file : files.values()) {
      file.close();
    }
  }
}
