package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godwit.dashboards.export.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static Path run;

  @BeforeAll
  static void run() {
    run = folder.resolve("run-1");
    Terminal ran =
        Terminal.godwit(
            "run",
            "rack-drain",
            "--out",
            run.toString(),
            "--quiet",
            "--json",
            "--set",
            "datacenter.fabric.hosts-per-rack=4",
            "--set",
            "vms[0].count=80",
            "--set",
            "vms[1].count=10",
            "--set",
            "vms[2].count=10",
            "--set",
            "plan[0].limits.total=3");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  private static Path export(String format) {
    Path to = folder.resolve(format);
    Terminal exported =
        Terminal.godwit("export", run.toString(), "--to", format, "--out", to.toString());
    assertThat(exported.exitCode()).as(exported.err()).isZero();
    return to;
  }

  private static JsonNode summary() throws IOException {
    return JSON.readTree(run.resolve("summary.json").toFile());
  }

  /** Rows of a table by the names of their columns. */
  private static List<Map<String, String>> rows(Path csv, String table) throws IOException {
    List<String> lines = Files.readAllLines(csv.resolve(table + ".csv"));
    List<String> names = List.of(lines.get(0).split(",", -1));
    var rows = new ArrayList<Map<String, String>>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      var row = new HashMap<String, String>();
      for (int i = 0; i < cells.length; i++) {
        row.put(names.get(i), cells[i]);
      }
      rows.add(row);
    }
    return rows;
  }

  @Test
  void should_lose_no_byte_in_its_tables() throws IOException {
    Path csv = export("csv");

    assertThat(sum(rows(csv, "flows"), "memory_bytes"))
        .isEqualTo(sum(rows(csv, "transfers"), "sent_bytes"))
        .isEqualTo(summary().at("/bytes/memory").asLong());
    var perLink = new HashMap<String, Long>();
    for (Map<String, String> flow : rows(csv, "flows")) {
      long bytes =
          Long.parseLong(flow.get("memory_bytes")) + Long.parseLong(flow.get("context_bytes"));
      for (String link : flow.get("links").split(" ", -1)) {
        perLink.merge(link, bytes, Long::sum);
      }
    }
    assertThat(rows(csv, "links"))
        .isNotEmpty()
        .allSatisfy(
            link ->
                assertThat(perLink.get(link.get("link")))
                    .isEqualTo(Long.parseLong(link.get("carried_bytes"))));
  }

  private static long sum(List<Map<String, String>> rows, String column) {
    return rows.stream().mapToLong(row -> Long.parseLong(row.get(column))).sum();
  }

  @Test
  void should_have_the_phases_of_a_downtime_add_up_to_it() throws IOException {
    Path csv = export("csv");
    Set<String> standing =
        Set.of(
            "vcpu-stop",
            "device-stop",
            "freeze",
            "context-read",
            "final-memory",
            "context-write",
            "resume");
    var stood = new HashMap<String, Long>();
    for (Map<String, String> phase : rows(csv, "phases")) {
      if (standing.contains(phase.get("phase"))) {
        stood.merge(
            phase.get("migration"),
            Long.parseLong(phase.get("end_ns")) - Long.parseLong(phase.get("begin_ns")),
            Long::sum);
      }
    }
    assertThat(rows(csv, "attempts"))
        .hasSize(summary().at("/migrations/planned").asInt())
        .allSatisfy(
            attempt ->
                assertThat(stood.get(attempt.get("migration")))
                    .isEqualTo(Long.parseLong(attempt.get("downtime_ns"))));
  }

  @Test
  void should_say_the_same_in_json_lines_as_in_csv() throws IOException {
    Path csv = export("csv");
    Path jsonl = export("jsonl");
    for (String table :
        List.of(
            "migrations",
            "attempts",
            "phases",
            "transfers",
            "commands",
            "flows",
            "links",
            "faults")) {
      List<Map<String, String>> rows = rows(csv, table);
      List<String> lines = Files.readAllLines(jsonl.resolve(table + ".jsonl"));
      assertThat(lines).as(table).hasSameSizeAs(rows);
      for (int i = 0; i < lines.size(); i++) {
        JsonNode line = JSON.readTree(lines.get(i));
        rows.get(i)
            .forEach(
                (name, cell) ->
                    assertThat(line.get(name).isNull() ? "" : line.get(name).asText())
                        .isEqualTo(cell));
        assertThat(line.size()).isEqualTo(rows.get(i).size());
      }
    }
  }

  /** DuckDB has a reader of its own, written in another language than the writer. */
  @Test
  void should_say_the_same_in_parquet_as_in_csv() throws Exception {
    Path csv = export("csv");
    Path parquet = export("parquet");
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement ask = database.createStatement()) {
      for (Table table : Table.values()) {
        String rows = "read_parquet('%s')".formatted(parquet.resolve(table.word() + ".parquet"));
        try (ResultSet all = ask.executeQuery("SELECT * FROM " + rows)) {
          List<Map<String, String>> expected = rows(csv, table.word());
          for (Map<String, String> row : expected) {
            assertThat(all.next()).as(table.word()).isTrue();
            for (Table.Column column : table.columns()) {
              String cell = all.getString(column.name());
              assertThat(cell == null ? "" : cell).isEqualTo(row.get(column.name()));
            }
          }
          assertThat(all.next()).isFalse();
        }
      }
      assertThat(types(ask, parquet, "attempts"))
          .containsEntry("downtime_ns", "BIGINT")
          .containsEntry("attempt", "BIGINT")
          .containsEntry("reason", "VARCHAR");
    }
  }

  private static Map<String, String> types(Statement ask, Path folder, String table)
      throws SQLException {
    var types = new HashMap<String, String>();
    try (ResultSet columns =
        ask.executeQuery("DESCRIBE SELECT * FROM '%s/%s.parquet'".formatted(folder, table))) {
      while (columns.next()) {
        types.put(columns.getString("column_name"), columns.getString("column_type"));
      }
    }
    return types;
  }

  @Test
  void should_write_a_trace_whose_slices_nest_and_whose_arrows_arrive() throws IOException {
    WireMessage trace = WireMessage.of(Files.readAllBytes(export("perfetto")));
    var names = new HashMap<Long, String>();
    var tracks = new HashMap<Long, WireMessage>();
    var open = new HashMap<Long, Deque<String>>();
    var begun = new HashSet<Long>();
    var arrived = new HashSet<Long>();
    var phases = new ArrayList<String>();
    long now = 0;
    for (WireMessage packet : trace.messages(1)) {
      for (WireMessage interned : packet.messages(12)) {
        interned.messages(2).forEach(name -> names.put(name.number(1), name.text(2)));
      }
      packet.messages(60).forEach(track -> tracks.put(track.number(1), track));
      for (WireMessage event : packet.messages(11)) {
        assertThat(packet.number(8)).isGreaterThanOrEqualTo(now);
        now = packet.number(8);
        long track = event.number(11);
        assertThat(tracks).containsKey(track);
        Deque<String> slices = open.computeIfAbsent(track, first -> new ArrayDeque<>());
        if (event.number(9) == 1) {
          String name = names.get(event.number(10));
          slices.push(name);
          begun.addAll(event.numbers(47));
          arrived.addAll(event.numbers(48));
          phases.add(tracks.get(track).text(2) + ' ' + name + ' ' + now);
        } else if (event.number(9) == 2) {
          slices.pop();
        } else {
          assertThat(event.number(9)).isIn(3L, 4L);
        }
      }
    }
    assertThat(open.values()).allSatisfy(slices -> assertThat(slices).isEmpty());
    assertThat(begun).isNotEmpty().isEqualTo(arrived);
    assertThat(tracks.values())
        .allSatisfy(
            track -> assertThat(track.numbers(5)).allMatch(parent -> parent < track.number(1)));
    for (Map<String, String> phase : rows(export("csv"), "phases")) {
      assertThat(phases)
          .contains(
              phase.get("migration") + ' ' + phase.get("phase") + ' ' + phase.get("begin_ns"));
    }
  }

  @Test
  void should_put_the_tracks_of_migrations_below_their_host_rack_and_pod() throws IOException {
    WireMessage trace = WireMessage.of(Files.readAllBytes(export("perfetto")));
    var tracks = new HashMap<Long, WireMessage>();
    trace
        .messages(1)
        .forEach(packet -> packet.messages(60).forEach(each -> tracks.put(each.number(1), each)));
    Map<String, String> migration = rows(export("csv"), "migrations").get(0);
    assertThat(tracks.values())
        .filteredOn(track -> track.text(2).equals(migration.get("migration")))
        .extracting(track -> path(tracks, track))
        .contains(
            migration.get("source") + '/' + migration.get("migration"),
            migration.get("destination") + '/' + migration.get("migration"));
  }

  private static String path(Map<Long, WireMessage> tracks, WireMessage track) {
    List<Long> parents = track.numbers(5);
    return parents.isEmpty()
        ? track.text(2)
        : path(tracks, tracks.get(parents.get(0))) + '/' + track.text(2);
  }

  @Test
  void should_write_profiles_that_open_and_close_in_order() throws IOException {
    JsonNode file = JSON.readTree(export("speedscope").toFile());
    int frames = file.at("/shared/frames").size();
    assertThat(file.at("/profiles")).hasSize(summary().at("/migrations/planned").asInt());
    for (JsonNode profile : file.at("/profiles")) {
      assertThat(profile.get("unit").asText()).isEqualTo("nanoseconds");
      long at = profile.get("startValue").asLong();
      var stack = new ArrayDeque<Integer>();
      for (JsonNode event : profile.get("events")) {
        assertThat(event.get("at").asLong()).isGreaterThanOrEqualTo(at);
        at = event.get("at").asLong();
        int frame = event.get("frame").asInt();
        assertThat(frame).isBetween(0, frames - 1);
        if (event.get("type").asText().equals("O")) {
          stack.push(frame);
        } else {
          assertThat(stack.pop()).isEqualTo(frame);
        }
      }
      assertThat(stack).isEmpty();
      assertThat(profile.get("endValue").asLong()).isEqualTo(at);
    }
  }

  @Test
  void should_write_spans_that_lie_in_their_parents() throws IOException {
    JsonNode spans =
        JSON.readTree(export("otlp").toFile()).at("/resourceSpans/0/scopeSpans/0/spans");
    var byId = new HashMap<String, JsonNode>();
    var traces = new HashSet<String>();
    for (JsonNode span : spans) {
      assertThat(span.get("traceId").asText()).matches("[0-9a-f]{32}");
      assertThat(span.get("spanId").asText()).matches("[0-9a-f]{16}");
      assertThat(byId.put(span.get("spanId").asText(), span)).isNull();
      traces.add(span.get("traceId").asText());
      if (span.has("parentSpanId")) {
        JsonNode parent = byId.get(span.get("parentSpanId").asText());
        assertThat(span.get("traceId")).isEqualTo(parent.get("traceId"));
        assertThat(nanos(span, "startTimeUnixNano"))
            .isGreaterThanOrEqualTo(nanos(parent, "startTimeUnixNano"));
        assertThat(nanos(span, "endTimeUnixNano"))
            .isLessThanOrEqualTo(nanos(parent, "endTimeUnixNano"));
      }
    }
    assertThat(traces).hasSize(summary().at("/migrations/planned").asInt());
  }

  private static long nanos(JsonNode span, String field) {
    return Long.parseLong(span.get(field).asText());
  }

  @Test
  void should_write_figures_that_any_reader_of_xml_reads() throws Exception {
    Path figures = export("svg");
    for (String name : List.of("guests-left", "concurrency", "downtime-ecdf", "downtime-phases")) {
      var document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(figures.resolve(name + ".svg").toFile());
      assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
      assertThat(document.getElementsByTagName("script").getLength()).isZero();
    }
    assertThat(Files.readString(figures.resolve("downtime-ecdf.svg")))
        .contains(summary().at("/migrations/planned").asInt() + " stops");
  }

  @ParameterizedTest
  @ValueSource(strings = {"perfetto", "speedscope", "otlp"})
  void should_give_the_same_bytes_each_time(String format) throws IOException {
    byte[] first = Files.readAllBytes(export(format));
    assertThat(Files.readAllBytes(export(format))).isEqualTo(first);
  }

  /** {@code -Dgodwit.golden.update=true} writes the tables of the page anew. */
  @Test
  void should_document_every_column() throws IOException {
    Path page = Path.of(System.getProperty("godwit.home"), "docs", "export.md");
    String text = Files.readString(page);
    String heading = "## Tables\n\n";
    String before = text.substring(0, text.indexOf(heading) + heading.length());
    if (Boolean.getBoolean("godwit.golden.update")) {
      Files.writeString(page, before + Table.reference());
    }
    assertThat(Files.readString(page)).isEqualTo(before + Table.reference());
  }

  @Test
  void should_say_what_it_cannot_write() {
    Terminal unknown = Terminal.godwit("export", run.toString(), "--to", "xlsx");

    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("perfetto, speedscope, otlp, csv, jsonl, parquet, svg");
  }
}
