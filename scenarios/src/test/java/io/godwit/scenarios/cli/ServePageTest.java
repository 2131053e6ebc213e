package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.serve.LiveRun;
import io.godwit.scenarios.serve.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Steers a run from the page of {@code godwit serve}, in a browser where there is one. */
@Timeout(300)
class ServePageTest {

  @TempDir private static Path profile;
  private static Browser browser;

  @TempDir private Path folder;
  private Path runs;
  private LiveRun live;
  private WebServer server;

  @BeforeAll
  static void browse() throws IOException {
    assumeTrue(
        Browser.installed().isPresent(),
        "no Chromium is installed: the page of serve is not opened (apt-get install chromium)");
    browser = Browser.start(profile);
  }

  @AfterAll
  static void stopBrowsing() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void serve() throws Exception {
    Path scenario = folder.resolve("drain.yaml");
    Files.writeString(scenario, ReportPageTest.DRAIN);
    runs = folder.resolve("runs");
    live =
        new LiveRun(
            changes -> ScenarioFile.read(scenario, changes),
            List.of(),
            runs,
            Home.version(),
            Double.POSITIVE_INFINITY,
            true);
    server =
        new WebServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Set.of(),
            Optional.empty(),
            runs,
            Optional.of(live));
    live.start();
    browser.open(URI.create(server.url()));
  }

  @AfterEach
  void stop() {
    server.close();
    live.stop();
  }

  private static void step(int deliveries) {
    browser.evaluate(
        "document.getElementById('deliveries').value = %d; document.getElementById('step').click()"
            .formatted(deliveries));
  }

  private static String text(String selector) {
    return browser.evaluate("document.querySelector('" + selector + "').innerText").asText();
  }

  private static void awaitPlanned() {
    step(300);
    browser.await(
        "Number(document.querySelector('[data-figure=\"migrations.planned\"]')?.dataset.value) > 0");
  }

  private static void goOnToTheEnd() {
    browser.await("!document.getElementById('resume').disabled");
    browser.evaluate("document.getElementById('resume').click()");
    browser.await(
        "document.getElementById('run').textContent.endsWith('finished')"
            + " && document.querySelector('.badge').textContent.endsWith('VALID')");
  }

  private JsonNode summary(String run) throws IOException {
    return new ObjectMapper().readTree(runs.resolve(run).resolve("summary.json").toFile());
  }

  @Test
  void should_show_the_report_of_a_run_while_it_goes_on() throws IOException {
    assertThat(text("#verdict")).contains("RUNNING", "nothing is judged before its end");
    awaitPlanned();
    assertThat(text("#left")).contains("have not moved yet");
    browser.evaluate(
        """
        { const filter = document.querySelector('#migrations input');
          filter.value = 'web-1'; filter.dispatchEvent(new Event('input')); filter.focus();
          const twin = document.querySelector('#left details'); twin.open = true;
          document.querySelector('#heat select').value = 'most bytes first'; }""");
    String before = browser.evaluate("document.documentElement.dataset.ready").asText();
    step(200);
    browser.await("document.documentElement.dataset.ready !== '" + before + "'");

    assertThat(browser.evaluate("document.activeElement.value").asText()).isEqualTo("web-1");
    assertThat(browser.evaluate("document.querySelector('#left details').open").asBoolean())
        .isTrue();
    assertThat(browser.evaluate("document.querySelector('#heat select').value").asText())
        .isEqualTo("most bytes first");
    assertThat(text("#migrations [role=status]")).startsWith("3 of 15");
    assertThat(text("#verdict")).contains("RUNNING");
    browser.picture("live");

    goOnToTheEnd();
    JsonNode summary = summary("drain-with-faults-7-1");
    ReportPageTest.figuresAreOf(summary, browser);
    assertThat(browser.evaluate("document.getElementById('conservation').dataset.agrees").asText())
        .isEqualTo("true");
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests())
        .allMatch(each -> each.startsWith("data:") || each.startsWith(server.url()));
    ReportPageTest.keyboardReachesEverything(browser);
    ReportPageTest.nothingBarsAnybody(browser);
  }

  @Test
  void should_keep_a_fault_from_the_page_so_that_its_run_can_be_made_again() throws IOException {
    awaitPlanned();
    browser.evaluate(
        """
        { const form = document.getElementById('fault');
          form.elements.kind.value = 'link-down';
          form.elements.target.value = 'pod-0/rack-0/up';
          form.elements.for.value = '700 ms';
          form.requestSubmit(); }""");
    browser.await(
        "document.getElementById('answer').textContent.includes('drain-with-faults-7-2')"
            + " && document.getElementById('run').textContent === 'drain-with-faults-7-2: paused'");
    goOnToTheEnd();

    Path scenario = runs.resolve("drain-with-faults-7-2/scenario.yaml");
    Path again = folder.resolve("again");
    Terminal.godwit("run", scenario + "", "--quiet", "--out", again + "");
    JsonNode struck = summary("drain-with-faults-7-2");
    assertThat(struck.at("/faults")).hasSize(2);
    assertThat(text("#faults")).contains("link down");
    assertThat(new ObjectMapper().readTree(again.resolve("summary.json").toFile()).at("/digest"))
        .isEqualTo(struck.at("/digest"));
  }

  @Test
  void should_list_runs_that_open_as_their_pages() {
    awaitPlanned();
    goOnToTheEnd();
    browser.await("document.querySelector('#runs a[href$=\"report.html\"]')");
    String page = browser.evaluate("document.querySelector('#runs a').href").asText();
    browser.open(URI.create(page));
    assertThat(text("h1")).isEqualTo("drain-with-faults");
    assertThat(browser.complaints()).isEmpty();
  }
}
