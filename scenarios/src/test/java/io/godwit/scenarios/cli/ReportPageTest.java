package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godwit.dashboards.page.PageHtml;
import io.godwit.dashboards.page.PageModel;
import io.godwit.dashboards.page.RunModel;
import io.godwit.persistence.run.RunFolder;
import io.godwit.scenarios.run.Pages;
import io.godwit.scenarios.run.ScenarioRun;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens report.html as people do. Without a browser here, it is skipped and says so. */
class ReportPageTest {

  /** A rack of guests that leave under faults, some of whom stay. */
  static final String DRAIN =
      """
      name: drain-with-faults
      about: <b>Markup</b> is text & stays text.
      seed: 7
      datacenter:
        fabric: {racks-per-pod: 2, hosts-per-rack: 3, host-link: 25 Gbit/s, rack-uplink: 40 Gbit/s}
        host:
          memory: 128 GiB
          owners: [{name: net0, type: net, members: 32, pcie: gen4 x16}]
      vms:
        - name: web
          count: 30
          memory: 4 GiB
          dirtying: {model: uniform, rate: 200 MiB/s, working-set: 1 GiB}
          devices: [net0]
      migration:
        retry: {attempts: 2, backoff: 1 s}
      plan:
        - {at: 1 s, drain: pod-0/rack-0, deadline: 8 s, limits: {per-source: 2, total: 4}}
      faults:
        - {kind: link-down, target: pod-0/rack-0/up, at: 3 s, for: 1 s}
      expect: [downtime.p99 <= 1 ms, guests.left <= 30]
      """;

  /** The same drain by two limits. */
  private static final String COMPARED =
      DRAIN
          + """
          compare:
            axes: [{name: at once, key: "plan[0].limits.total", values: [2, 6]}]
            show: [downtime.max, duration]
          """;

  private static final String FOCUSABLE =
      "[...document.querySelectorAll('a[href], button, input, select, summary, [tabindex=\"0\"]')]"
          + ".filter(each => !each.disabled && each.checkVisibility())";

  @TempDir private static Path folder;
  private static Browser browser;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(
        Browser.installed().isPresent(),
        "no Chromium is installed: report.html is not opened (apt-get install chromium)");
    browser = Browser.start(Files.createDirectory(folder.resolve("profile")));
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  private static Path run(String name, String scenario) throws IOException {
    Path file = folder.resolve(name + ".yaml");
    Files.writeString(file, scenario);
    Path run = folder.resolve(name);
    Terminal ran = Terminal.godwit("run", file.toString(), "--out", run.toString(), "--quiet");
    assertThat(ran.exitCode()).as(ran.err()).isLessThanOrEqualTo(1);
    return run;
  }

  private static void openSoundly(Path page) {
    browser.open(page);
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests())
        .filteredOn(each -> !each.startsWith("data:"))
        .containsExactly(page.toUri().toString());
  }

  @Test
  void should_show_what_the_summary_and_the_links_say_and_be_of_use_to_everybody()
      throws IOException {
    Path run = run("drain", DRAIN);
    openSoundly(run.resolve("report.html"));

    JsonNode summary = new ObjectMapper().readTree(run.resolve("summary.json").toFile());
    figuresAreOf(summary, browser);
    assertThat(browser.evaluate("document.querySelector('.badge').textContent").asText())
        .endsWith(summary.path("verdict").asText());
    assertThat(browser.evaluate("document.querySelector('header').textContent").asText())
        .contains("<b>Markup</b> is text & stays text.");
    assertThat(browser.evaluate("document.querySelector('#verdict').textContent").asText())
        .contains("drain pod-0/rack-0 has missed its goal by ")
        .contains("drain pod-0/rack-0 " + summary.at("/plans/0/shortfall").asText());
    bytesAgree(summary);
    keyboardReachesEverything(browser);
    nothingBarsAnybody(browser);
  }

  private static void bytesAgree(JsonNode summary) {
    JsonNode bytes = browser.evaluate("({...document.getElementById('conservation').dataset})");
    long sent = summary.at("/bytes/memory").asLong() + summary.at("/bytes/deviceContext").asLong();
    assertThat(bytes.path("agrees").asText()).isEqualTo("true");
    assertThat(bytes.path("heat").asLong()).isPositive().isEqualTo(bytes.path("links").asLong());
    assertThat(bytes.path("flows").asLong()).isEqualTo(bytes.path("links").asLong());
    assertThat(bytes.path("migrations").asLong()).isEqualTo(sent);
  }

  /** What the page shows as a figure is what the summary has under its name. */
  static void figuresAreOf(JsonNode summary, Browser browser) {
    JsonNode figures =
        browser.evaluate(
            "[...document.querySelectorAll('[data-figure]')].map(each => each.dataset)"
                + ".map(each => [each.figure, each.value])");
    assertThat(figures).hasSizeGreaterThan(12);
    for (JsonNode figure : figures) {
      JsonNode expected = summary.at("/" + figure.get(0).asText().replace('.', '/'));
      assertThat(figure.get(1).asDouble())
          .as(figure.get(0).asText())
          .isEqualTo(expected.asDouble());
    }
  }

  static void keyboardReachesEverything(Browser browser) {
    int all =
        browser.evaluate(FOCUSABLE + ".map((each, i) => each.dataset.number = i).length").asInt();
    var reached = new TreeSet<Integer>();
    browser.evaluate("document.activeElement.blur()");
    for (int i = 0; i < all + 5; i++) {
      browser.press("Tab");
      JsonNode number = browser.evaluate("document.activeElement?.dataset.number ?? null");
      if (!number.isNull()) {
        reached.add(number.asInt());
      }
    }
    assertThat(reached).hasSize(all);
  }

  /** As axe finds it; a canvas is only a picture to it, and each has its table. */
  static void nothingBarsAnybody(Browser browser) throws IOException {
    browser.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })");
    try (InputStream axe = ReportPageTest.class.getResourceAsStream("/axe/axe.min.js")) {
      browser.evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8) + "; true");
    }
    JsonNode faults =
        browser.evaluate(
            "axe.run().then(found => found.violations"
                + ".filter(each => ['serious', 'critical'].includes(each.impact))"
                + ".map(each => `${each.id}: ${each.nodes.map(node => node.html).slice(0, 3)}`))");
    assertThat(faults).isEmpty();
  }

  @Test
  void should_restore_what_its_address_says() throws IOException {
    Path page = run("one", DRAIN.replace("count: 30", "count: 3")).resolve("report.html");
    browser.open(page);
    String name =
        browser.evaluate("document.querySelector('#worst tbody button').textContent").asText();

    browser.evaluate("location.hash = '#m=" + name + "&t=2.5'");
    JsonNode seen =
        browser.evaluate(
            "new Promise(done => setTimeout(() => done(["
                + "document.querySelector('#one h3')?.textContent, "
                + "document.querySelector('#map output').textContent]), 50))");

    assertThat(seen.get(0).asText()).isEqualTo(name);
    assertThat(seen.get(1).asText()).isEqualTo("2.500 s");
    assertThat(text("#one"))
        .contains("Attempt 1", "its downtime", "Memory left to send")
        .doesNotContain("[object", "undefined");
  }

  @Test
  void should_make_sense_of_runs_in_which_nothing_moved_or_everything_failed() throws IOException {
    Path none =
        run(
            "none",
            DRAIN.replaceAll(
                "(?m)^ +- \\{at: 1 s, drain.*", "  - {at: 1 s, rebalance: all, within: 50%}"));
    openSoundly(none.resolve("report.html"));
    assertThat(text("#verdict")).contains("No migration was planned");
    assertThat(text("#heat")).contains("Nothing crossed a link");

    Path failed =
        run(
            "failed",
            DRAIN
                .replace("at: 3 s, for: 1 s", "at: 1 s, for: 1000 s")
                .replace("downtime.p99 <= 1 ms, ", ""));
    openSoundly(failed.resolve("report.html"));
    assertThat(text("#verdict")).contains("0 of 15 migrations completed");
    assertThat(text("#downtime")).contains("No guest stood still");
  }

  /** How long one plan took, and what all of them moved, make no sentence; nor do links of all. */
  @Test
  void should_not_mix_plans() throws IOException {
    Path run =
        run(
            "two-plans",
            DRAIN
                .replaceAll("(?s)faults:.*", "")
                .replace(", deadline: 8 s", "")
                .replace("plan:", "plan:\n  - {at: 60 s, migrate: web-29}"));
    openSoundly(run.resolve("report.html"));
    JsonNode summary = new ObjectMapper().readTree(run.resolve("summary.json").toFile());
    long moved = summary.at("/migrations/completed").asLong();
    assertThat(moved).isEqualTo(summary.at("/plans/0/figures/migrations/planned").asLong() + 1);
    assertThat(text("#verdict"))
        .contains(
            "%d of %d migrations completed in %.2f s"
                .formatted(moved, moved, summary.at("/took/seconds").asDouble()))
        .doesNotContain("was empty");
    assertThat(text("#bound")).contains("plan-0").doesNotContainPattern("full for \\d{3,}\\.\\d %");
  }

  @Test
  void should_say_how_far_the_record_of_a_run_goes_that_was_cut_off() throws IOException {
    Path whole = CutRun.finished(folder.resolve("whole"));
    for (Path run :
        List.of(
            CutRun.killed(whole, 100, folder.resolve("killed")),
            OldRun.INTERRUPTED.unpack(folder))) {
      Path page = run.resolveSibling(run.getFileName() + ".html");
      Terminal.godwit("report", run.toString(), "--html", page.toString());
      openSoundly(page);
      assertThat(text("#verdict")).contains("UNFINISHED").contains("The record ends at");
      assertThat(text("#judged")).contains("Not judged");
    }
  }

  @Test
  void should_set_the_runs_of_a_comparison_beside_each_other() throws IOException {
    Path comparison = run("compared", COMPARED);
    openSoundly(comparison.resolve("report.html"));
    assertThat(text("#multiples")).contains("at once 2").contains("at once 6");
    assertThat(text("#pairs")).contains("mean difference");
    assertThat(text("#shift")).contains("p50");

    Path both = folder.resolve("both.html");
    List<String> runs;
    try (var members = Files.list(comparison)) {
      runs =
          members
              .filter(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
              .map(Path::toString)
              .sorted()
              .toList();
    }
    assertThat(runs).hasSize(2).noneMatch(run -> Files.exists(Path.of(run, "report.html")));
    Terminal.godwit("report", runs.get(0), runs.get(1), "--html", both.toString());
    openSoundly(both);
    assertThat(browser.evaluate("document.title").asText()).isEqualTo("2, 6 - Godwit");
    assertThat(text("#settings")).contains("plan[0].limits.total", "2", "6");
  }

  /** As many guests as are asked for, half of which leave; they have no devices. */
  private static final String MANY =
      """
      name: many
      about: Half of the racks are emptied into the others.
      datacenter:
        fabric: {racks-per-pod: 4, hosts-per-rack: 20, host-link: 100 Gbit/s, rack-uplink: 400 Gbit/s}
        host: {memory: 2048 GiB}
      vms:
        - {name: web, count: %d, memory: 1 GiB, dirtying: {model: uniform, rate: 20 MiB/s, working-set: 64 MiB}}
      plan:
        - {at: 1 s, drain: pod-0/rack-0, limits: {per-source: 8, per-destination: 8, total: 400}}
        - {at: 1 s, drain: pod-0/rack-1, limits: {per-source: 8, per-destination: 8, total: 400}}
      """;

  /** Few, or as many as {@code -Dgodwit.page.migrations=20000} asks for. */
  private static final int MIGRATIONS = Integer.getInteger("godwit.page.migrations", 600);

  /** Of a page of 5,120 migrations; above 20,000 only some are drawn. */
  private static final long MOST_BYTES = MIGRATIONS > 5_120 ? 20_000_000 : 2_000_000;

  /** Of a processor, for others may use the machine too. */
  private static final double MOST_SECONDS_TO_WRITE = 3;

  private static final double MOST_SECONDS_TO_ANSWER = 2;

  @Test
  void should_be_written_small_and_soon_and_answer_a_key_soon() throws Exception {
    Path run = run("many", MANY.formatted(2 * MIGRATIONS));
    RunModel model =
        ScenarioRun.report(RunFolder.open(run), false, Pages.OWN).model().orElseThrow();
    ThreadMXBean processor = ManagementFactory.getThreadMXBean();
    long before = processor.getCurrentThreadCpuTime();
    String page = PageHtml.of(PageModel.of(model));
    double took = (processor.getCurrentThreadCpuTime() - before) / 1e9;
    assertThat(took).as("seconds to write it").isLessThan(MOST_SECONDS_TO_WRITE);
    assertThat(run.resolve("report.html")).hasContent(page);
    assertThat(Files.size(run.resolve("report.html"))).isLessThan(MOST_BYTES);

    double idle = browser.processorSeconds();
    openSoundly(run.resolve("report.html"));
    browser.evaluate("document.querySelector('.gantt').focus()");
    browser.press("+");
    browser.await("location.hash.includes('z=')");
    double answered = browser.processorSeconds();
    double since = answered < idle ? 0 : idle; // another page may have another process
    assertThat(answered - since)
        .as("seconds until it answered a key")
        .isPositive()
        .isLessThan(MOST_SECONDS_TO_ANSWER);
    assertThat(text("#migrations")).contains("%,d migrations".formatted(MIGRATIONS));
  }

  private static String text(String section) {
    return browser.evaluate("document.querySelector('" + section + "').innerText").asText();
  }
}
