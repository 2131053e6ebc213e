package io.godwit.dashboards.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Tables with an object of JSON a line; what there is none of is null. */
final class JsonLinesFolder implements TableFolder {

  private final Map<Table, JsonGenerator> files = new EnumMap<>(Table.class);

  JsonLinesFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Table table : Table.values()) {
      JsonGenerator json = JsonFile.open(folder.resolve(table.word() + ".jsonl"));
      json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
      files.put(table, json);
    }
  }

  @Override
  public void row(Table table, List<Object> values) throws IOException {
    JsonGenerator json = files.get(table);
    json.writeStartObject();
    for (int i = 0; i < values.size(); i++) {
      json.writeFieldName(table.columns().get(i).name());
      if (values.get(i).equals("")) {
        json.writeNull();
      } else {
        JsonFile.write(json, values.get(i));
      }
    }
    json.writeEndObject();
  }

  @Override
  public void close() throws IOException {
    for (JsonGenerator json : files.values()) {
      if (json.getOutputContext().getEntryCount() > 0) {
        json.writeRaw("\n");
      }
      json.close();
    }
  }
}
