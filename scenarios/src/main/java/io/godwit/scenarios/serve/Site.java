package io.godwit.scenarios.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.godwit.dashboards.page.PageHtml;
import io.godwit.scenarios.file.JsonSchema;
import io.godwit.scenarios.file.ScenarioProblems;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What is at which address: pages and facts to read, and what steers the run. */
final class Site {

  private static final String TEXT_METRICS = "text/plain; version=0.0.4; charset=utf-8";
  private static final String EVENTS = "/api/live/events";
  private static final String PAGE = "/api/live/page";

  /** Longer requests are none of ours. */
  private static final int MOST_BODY = 16_384;

  private static final Pattern FAULT_KEY = Pattern.compile("[a-z]{1,20}");
  private static final Pattern FAULT_VALUE = Pattern.compile("[A-Za-z0-9 ./_%*-]{1,200}");

  /** Our page runs its own script and asks nobody but us. */
  private static final String OWN_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
          + " connect-src 'self'; img-src 'self' data:;"
          + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

  /** A report has all in it and asks nobody. */
  private static final String REPORT_POLICY =
      "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline';"
          + " img-src data: blob:; frame-ancestors 'none'";

  /** The modules of a run's page, and at their end those that feed it. */
  private static final String SCRIPT = PageHtml.script(text("serve.js"));

  private static final String PAGE_TEXT =
      text("serve.html")
          .replace("{{kinds}}", options("kind"))
          .replace("{{phases}}", options("phase"));

  private static final String STYLE = PageHtml.style() + text("serve.css");

  private final Guard guard;
  private final RunShelf shelf;
  private final Optional<LiveRun> live;
  private final Optional<Opened> first;
  private final EventStream events;

  /**
   * All that is served.
   *
   * @param first the run that is shown at once, in place of all
   */
  Site(
      Guard guard,
      RunShelf shelf,
      Optional<LiveRun> live,
      Optional<Opened> first,
      Duration patience) {
    this.guard = guard;
    this.shelf = shelf;
    this.live = live;
    this.first = first;
    Feed feed = live.map(LiveRun::feed).orElseGet(Feed::new);
    this.events =
        new EventStream(
            feed, live.map(LiveRun::page).orElseGet(() -> new LivePage(feed)), patience);
  }

  void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    if ((path.equals(EVENTS) || path.equals(PAGE)) && isPlainRead(exchange)) {
      events.send(exchange, path.equals(PAGE));
    } else {
      answer(exchange, path).send(exchange);
    }
  }

  private boolean isPlainRead(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("GET")
        && guard.isOurs(exchange)
        && guard.mayRead(exchange);
  }

  private Answer answer(HttpExchange exchange, String path) throws IOException {
    if (!guard.isOurs(exchange)) {
      return Answer.problem(421, "this server has another name; see --host");
    }
    return switch (exchange.getRequestMethod()) {
      case "GET", "HEAD" -> read(exchange, path);
      case "POST" ->
          guard.mayChange(exchange)
              ? change(path, body(exchange))
              : Answer.problem(
                  401, "say 'Authorization: Bearer TOKEN' with the token of this server");
      default -> Answer.problem(405, "only GET, HEAD and POST").with("Allow", "GET, HEAD, POST");
    };
  }

  private Answer read(HttpExchange exchange, String path) throws IOException {
    if (!guard.mayRead(exchange)) {
      return path.equals("/") && guard.isIntroduced(exchange)
          ? new Answer(303, "text/plain", new byte[0], Map.of())
              .with("Set-Cookie", guard.cookie())
              .with("Location", "/")
          : Answer.problem(401, "open the address that 'godwit serve' printed, with its token");
    }
    return switch (path) {
      case "/" -> first.map(run -> report(run.page())).orElseGet(this::page);
      case "/runs" -> page();
      case "/serve.js" -> Answer.text("text/javascript; charset=utf-8", SCRIPT);
      case "/serve.css" -> Answer.text("text/css; charset=utf-8", STYLE);
      case "/metrics" -> Answer.text(TEXT_METRICS, metrics());
      case "/metrics/jvm" -> Answer.text(TEXT_METRICS, JvmMetrics.text());
      case "/api/live" -> Answer.json(live.map(run -> run.feed().newest()).orElse(Snapshot.NONE));
      case "/api/runs" -> Answer.json(Map.of("runs", shelf.entries()));
      default -> file(path);
    };
  }

  /** The page knows the token: only whoever may read it comes so far. */
  private Answer page() {
    return Answer.text(Answer.HTML, PAGE_TEXT.replace("{{token}}", guard.token()))
        .with("Content-Security-Policy", OWN_POLICY);
  }

  private String metrics() {
    return live.map(LiveRun::metrics).or(() -> first.map(Opened::metrics)).orElse("");
  }

  private static Answer report(String html) {
    return Answer.text(Answer.HTML, html).with("Content-Security-Policy", REPORT_POLICY);
  }

  private Answer file(String path) throws IOException {
    List<String> parts = List.of(path.split("/", -1));
    if (parts.size() >= 4 && parts.get(1).equals("runs")) {
      Optional<RunShelf.Seen> file =
          shelf.file(parts.subList(2, parts.size() - 1), parts.get(parts.size() - 1));
      if (file.isPresent()) {
        return Answer.of(file.get().type(), Files.readAllBytes(file.get().path()))
            .with("Content-Security-Policy", REPORT_POLICY);
      }
    }
    return Answer.problem(404, "there is nothing here");
  }

  /** The words that a fault's key can have. */
  private static String options(String key) {
    try {
      JsonNode schema = new ObjectMapper().readTree(JsonSchema.text());
      var options = new StringBuilder();
      for (JsonNode word : schema.at("/properties/faults/items/properties/" + key + "/enum")) {
        options.append("<option>").append(word.asText()).append("</option>");
      }
      return options.toString();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static String text(String resource) {
    try (InputStream in = Site.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Empty for one that is too long. */
  private static Optional<JsonNode> body(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readNBytes(MOST_BODY + 1);
    if (bytes.length > MOST_BODY) {
      return Optional.empty();
    }
    var mapper = new ObjectMapper();
    try {
      JsonNode tree = bytes.length == 0 ? mapper.createObjectNode() : mapper.readTree(bytes);
      return Optional.of(tree == null ? mapper.createObjectNode() : tree);
    } catch (IOException noJson) {
      return Optional.of(mapper.nullNode());
    }
  }

  private Answer change(String path, Optional<JsonNode> body) {
    if (body.isEmpty()) {
      return Answer.problem(413, "a request has at most %d bytes".formatted(MOST_BODY));
    } else if (!body.get().isObject()) {
      return Answer.problem(400, "the body must be a JSON object, or empty");
    } else if (live.isEmpty()) {
      return path.startsWith("/api/live/")
          ? Answer.problem(409, "nothing runs here; 'godwit serve SCENARIO' runs one")
          : Answer.problem(404, "there is nothing to change here");
    }
    return change(path, live.get(), body.get());
  }

  private static Answer change(String path, LiveRun run, JsonNode body) {
    switch (path) {
      case "/api/live/pause" -> run.pace().pause();
      case "/api/live/resume" -> run.pace().resume();
      case "/api/live/step" -> {
        JsonNode count = body.path("deliveries");
        if (!count.isMissingNode() && (!count.isIntegralNumber() || !isCount(count.asLong()))) {
          return Answer.problem(400, "'deliveries' must be a whole number, 1 to 1000000");
        }
        run.pace().step(count.asLong(1));
      }
      case "/api/live/speed" -> {
        double speed = body.path("speed").asDouble(-1);
        if (!body.path("speed").isNumber()
            || speed < 0
            || speed > 1e6
            || (speed != 0 && speed < 1e-6)) {
          return Answer.problem(
              400, "'speed' must be 0, for as fast as it goes, or 0.000001 to 1000000");
        }
        run.pace().speed(speed == 0 ? Double.POSITIVE_INFINITY : speed);
      }
      case "/api/live/fault" -> {
        return inject(run, body);
      }
      default -> {
        return Answer.problem(404, "there is nothing to change here");
      }
    }
    return Answer.json(run.feed().newest());
  }

  private static boolean isCount(long count) {
    return count >= 1 && count <= 1_000_000;
  }

  private static Answer inject(LiveRun run, JsonNode body) {
    var fault = new TreeMap<String, String>();
    for (Map.Entry<String, JsonNode> key : body.properties()) {
      String value = key.getValue().asText("");
      boolean plain =
          FAULT_KEY.matcher(key.getKey()).matches() && FAULT_VALUE.matcher(value).matches();
      if (!plain) {
        return Answer.problem(
            400, "a fault has the keys of a scenario file's, with a text or a number each");
      }
      fault.put(key.getKey().toLowerCase(Locale.ROOT), value);
    }
    if (fault.isEmpty()) {
      return Answer.problem(400, "a fault has the keys of a scenario file's, such as 'kind'");
    }
    try {
      return Answer.json(Map.of("run", run.inject(fault)));
    } catch (ScenarioProblems refused) {
      return Answer.problem(400, refused.getMessage().replaceAll("(?m)^[^: ]*/", ""));
    }
  }
}
