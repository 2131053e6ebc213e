package io.godwit.scenarios.cli;

import static io.godwit.scenarios.cli.Terminal.godwit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Charts of migrations that met everything the library can throw at them. */
class TimelineTest {

  private static final List<String> SCENARIOS =
      List.of(
          "first-migration",
          "post-copy-loses",
          "thread/flr-in-freeze",
          "thread/four-profiles",
          "thread/lost-read-result",
          "thread/object-limit",
          "thread/owner-reset");

  @TempDir private static Path folder;
  private static final Map<String, Path> RUNS = new TreeMap<>();

  @BeforeAll
  static void record() throws IOException {
    for (String name : SCENARIOS) {
      Path run = folder.resolve(name.replace('/', '-'));
      assertThat(godwit("run", name, "--quiet", "--out", run.toString()).exitCode()).isZero();
      try (Stream<Path> parts = Files.walk(run)) {
        parts
            .filter(file -> file.endsWith("events.db"))
            .map(Path::getParent)
            .filter(part -> !part.toString().contains("latest"))
            .forEach(part -> RUNS.put(folder.relativize(part).toString(), part));
      }
    }
  }

  private static String chart(Path run, String... options) {
    Terminal said =
        godwit(
            Stream.concat(Stream.of("timeline", run.toString()), Stream.of(options))
                .toArray(String[]::new));
    assertThat(said.exitCode()).as(run + said.err()).isEqualTo(ExitCode.OK);
    return said.out();
  }

  private static Document svg(Path run) throws Exception {
    Path file = folder.resolve("chart.svg");
    assertThat(chart(run, "--svg", file.toString())).isEmpty();
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(Files.readString(file))));
  }

  @Test
  void should_fit_into_every_terminal() {
    for (Path run : RUNS.values()) {
      for (int width : new int[] {80, 100, 133, 200}) {
        assertThat(chart(run, "--width", String.valueOf(width)).lines())
            .as("%s at %d columns", run, width)
            .hasSizeBetween(10, 250)
            .allMatch(line -> line.length() <= width);
      }
      assertThat(chart(run, "--ascii").chars()).as(run.toString()).allMatch(sign -> sign < 128);
    }
  }

  @Test
  void should_show_what_happened_to_whom() {
    Path flr = RUNS.get("thread-flr-in-freeze/wait");
    assertThat(chart(flr, "--width", "200"))
        .contains("completed: downtime 43.7 ms of 388 ms")
        .contains("guest", "source", "driver", "owner", "member", "fabric", "destination")
        .contains("device-stop, 29.0 ms")
        .contains("waits for the function-level-reset (mode-during-flr: wait)")
        .contains("►○", "░◄");
    assertThat(chart(RUNS.get("thread-flr-in-freeze/reject-and-retry"), "--width", "200"))
        .contains("EAGAIN, 5.05 ms", "dev-mode-set, again");
    assertThat(chart(RUNS.get("post-copy-loses/pre-copy-2-min")))
        .contains("══ again in 20 s ══", "attempt 2, to", "tx down");
    assertThat(chart(RUNS.get("thread-lost-read-result/1-s-1.4")))
        .contains("the result is lost on its way", "no answer in time, 1 s");
  }

  @Test
  void should_tell_of_a_guest_that_is_started_anew() throws IOException {
    Path scenario =
        Files.writeString(
            folder.resolve("anew.yaml"),
            """
            name: anew
            datacenter:
              fabric: {hosts-per-rack: 3}
              host: {memory: 4 GiB, vm-boot: 2 s}
            vms: [{name: a, memory: 3 GiB, on: pod-0/rack-0/host-0}]
            fleet: {detection: 1 s}
            faults: [{kind: host-crash, target: pod-0/rack-0/host-0, at: 2 s}]
            plan: [{at: 5 s, evacuate: pod-0/rack-0/host-0}]
            """);
    Path run = folder.resolve("anew");
    godwit("run", scenario.toString(), "--quiet", "--out", run.toString());
    assertThat(chart(run, "a-0"))
        .contains("started anew, after 5.00 s away", "boot")
        .doesNotContain("not settled");
  }

  @Test
  void should_say_whence_a_guest_went_that_goes_on_later() throws IOException {
    Path scenario =
        Files.writeString(
            folder.resolve("twice.yaml"),
            """
            name: twice
            datacenter: {fabric: {hosts-per-rack: 3}, host: {memory: 16 GiB}}
            vms: [{name: a, memory: 1 GiB, on: pod-0/rack-0/host-0}]
            plan:
              - {at: 1 s, migrate: a-0, to: pod-0/rack-0/host-1}
              - {at: 20 s, migrate: a-0, to: pod-0/rack-0/host-2}
            """);
    Path run = folder.resolve("twice");
    godwit("run", scenario.toString(), "--quiet", "--out", run.toString());
    assertThat(chart(run, "plan-0/a-0"))
        .contains("a-0 from pod-0/rack-0/host-0 to pod-0/rack-0/host-1")
        .doesNotContain("+18");
  }

  /** Labels stand beside each other and in the picture, as wide as letters usually are. */
  @Test
  void should_let_no_labels_overlap() throws Exception {
    for (Map.Entry<String, Path> run : RUNS.entrySet()) {
      Document svg = svg(run.getValue());
      double width = Double.parseDouble(svg.getDocumentElement().getAttribute("width"));
      List<double[]> boxes = labels(svg);
      assertThat(boxes).as(run.getKey()).hasSizeGreaterThan(3);
      for (int i = 0; i < boxes.size(); i++) {
        assertThat(boxes.get(i)[1]).as(run.getKey()).isLessThanOrEqualTo(width);
        for (int j = 0; j < i; j++) {
          assertThat(overlap(boxes.get(i), boxes.get(j)))
              .as("%s: labels %d and %d", run.getKey(), i, j)
              .isFalse();
        }
      }
    }
  }

  /** Left, right and baseline of each label among the lifelines. */
  private static List<double[]> labels(Document svg) {
    NodeList texts = svg.getElementsByTagName("text");
    var boxes = new ArrayList<double[]>();
    for (Element text :
        IntStream.range(0, texts.getLength()).mapToObj(i -> (Element) texts.item(i)).toList()) {
      if (text.getAttribute("class").contains("halo")) {
        double x = Double.parseDouble(text.getAttribute("x"));
        String words = text.getLastChild().getTextContent();
        boxes.add(
            new double[] {
              x, x + words.length() * 0.5 * 11.5, Double.parseDouble(text.getAttribute("y"))
            });
      }
    }
    return boxes;
  }

  private static boolean overlap(double[] one, double[] other) {
    return one[0] < other[1] && other[0] < one[1] && Math.abs(one[2] - other[2]) < 9;
  }

  @Test
  void should_say_the_exact_time_of_everything_that_is_pointed_at() throws Exception {
    Document svg = svg(RUNS.get("thread-flr-in-freeze/wait"));
    NodeList titles = svg.getElementsByTagName("title");
    assertThat(
            IntStream.range(0, titles.getLength()).mapToObj(i -> titles.item(i).getTextContent()))
        .contains("function-level-reset: 30.000001 ms, from 1.345368794 s to 1.375368795 s")
        .anyMatch(title -> title.startsWith("1.351450045 s: race-decided operation=mode-set"));
  }

  /** {@code -Dgodwit.golden.update=true} draws it anew; a person looks at it. */
  @Test
  void should_draw_the_picture_that_the_readme_shows() throws IOException {
    Path shown = Path.of(System.getProperty("godwit.home"), "docs", "flr-in-freeze.svg");
    Path drawn = Boolean.getBoolean("godwit.golden.update") ? shown : folder.resolve("drawn.svg");
    chart(RUNS.get("thread-flr-in-freeze/wait"), "--svg", drawn.toString());
    assertThat(drawn).hasSameTextualContentAs(shown);
    assertThat(shown.resolveSibling("../README.md")).content().contains("(docs/flr-in-freeze.svg)");
  }

  @Test
  void should_lead_from_the_report_to_the_longest_downtime() {
    Path run = RUNS.get("first-migration");
    assertThat(godwit("report", run.toString()).err())
        .isEqualTo("'godwit timeline %s plan-0/web-0' draws the longest downtime\n".formatted(run));
    assertThat(godwit("report", run.toString(), "--json").err()).isEmpty();
  }

  @Test
  void should_need_nothing_beside_a_page() throws IOException {
    Path page = folder.resolve("chart.html");
    chart(RUNS.get("first-migration"), "--html", page.toString());
    assertThat(Files.readString(page))
        .startsWith("<!DOCTYPE html>")
        .contains("<svg ", "final-memory", "migration-completed", "prefers-color-scheme: dark")
        .doesNotContain("http-equiv", "<script", "<link", "src=", "url(http");
  }

  @Test
  void should_find_a_migration_by_its_guest_or_a_device() throws IOException {
    String run = RUNS.get("first-migration").toString();
    String whole = godwit("timeline", run).out();
    assertThat(godwit("timeline", run, "plan-0/web-0").out()).isEqualTo(whole);
    assertThat(godwit("timeline", run, "web-0").out()).isEqualTo(whole);
    String source = godwit("timeline", run, "pod-0/rack-0/host-0/blk0/1").out();
    assertThat(source).contains("of 2 devices, pod-0/rack-0/host-0/blk0/1 is shown");
    assertThat(godwit("timeline", run, "pod-0/rack-0/host-1/blk0/1").out()).isEqualTo(source);
    assertThat(godwit("timeline", run, "host-0/blk0/1").out()).isEqualTo(source);
    assertThat(godwit("timeline", run, "blk0/1").err())
        .contains("2 moved devices end so, pod-0/rack-0/host-0/blk0/1 and")
        .contains("name one of them in full");
    JsonNode json = new ObjectMapper().readTree(godwit("timeline", run, "--json").out());
    assertThat(json.at("/downtimes/0/length/nanos").asLong()).isPositive();
    assertThat(json.get("marks")).hasSizeGreaterThan(20);
    assertThat(json.get("events")).hasSizeGreaterThan(100);
  }

  @Test
  void should_say_so_when_no_device_had_begun_to_move() throws IOException {
    Path begun = CutRun.killed(RUNS.get("first-migration"), 3, folder.resolve("begun"));
    assertThat(godwit("timeline", begun.toString()).out())
        .contains("of 2 devices, none had begun to move");
  }

  @Test
  void should_refuse_what_cannot_be_drawn_and_what_would_be_lost() throws IOException {
    String run = RUNS.get("first-migration").toString();
    Terminal nobody = godwit("timeline", run, "web-9");
    assertThat(nobody.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(nobody.err()).contains("no migration, guest or moved device", "'web-9'");
    assertThat(godwit("timeline", run, "--width", "79").err()).contains("80 to 200 columns");

    Path notes = Files.writeString(folder.resolve("notes.txt"), "mine");
    Terminal over = godwit("timeline", run, "--svg", notes.toString());
    assertThat(over.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(over.err()).contains("is no chart or page; name another file");
    assertThat(notes).hasContent("mine");
    assertThat(godwit("timeline", run, "--svg", folder.resolve("no/where.svg").toString()).err())
        .contains("it cannot be written");
  }
}
