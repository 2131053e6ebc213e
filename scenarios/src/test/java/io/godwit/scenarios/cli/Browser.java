package io.godwit.scenarios.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A browser without a window, spoken to over its DevTools protocol: one page at a time. */
final class Browser implements AutoCloseable {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "chrome");
  private static final Pattern LISTENING = Pattern.compile("ws://\\S+");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE_SECONDS = 120;
  private static final int AWAIT_MILLIS = 60_000;

  private final Process process;
  private final WebSocket socket;
  private final String session;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private Browser(Path program, Path profile) throws IOException {
    process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--window-size=1240,900",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(address(process)), new Listener())
            .join();
    String target =
        send("Target.createTarget", Map.of("url", "about:blank"), "").path("targetId").asText();
    session =
        send("Target.attachToTarget", Map.of("targetId", target, "flatten", true), "")
            .path("sessionId")
            .asText();
    Stream.of("Runtime.enable", "Log.enable", "Network.enable", "Page.enable", "Performance.enable")
        .forEach(this::send);
  }

  /** Where a browser is installed; empty where there is none. */
  static Optional<Path> installed() {
    return Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator), -1))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Browser start(Path profile) throws IOException {
    return new Browser(installed().orElseThrow(), profile);
  }

  private static String address(Process process) throws IOException {
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      Matcher matcher = LISTENING.matcher(line);
      if (matcher.find()) {
        var drain = new Thread(() -> said.lines().forEach(each -> {}), "browser-output");
        drain.setDaemon(true);
        drain.start();
        return matcher.group();
      }
    }
    throw new IOException("the browser ended before it listened");
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        take(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private void take(String text) {
    JsonNode message;
    try {
      message = JSON.readTree(text);
    } catch (IOException notJson) {
      throw new IllegalStateException(notJson);
    }
    if (message.has("id")) {
      asked.remove(message.get("id").asInt()).complete(message);
      return;
    }
    JsonNode told = message.path("params");
    switch (message.path("method").asText()) {
      case "Runtime.exceptionThrown" -> complaints.add(told.path("exceptionDetails").toString());
      case "Runtime.consoleAPICalled" -> complaints.add(told.path("args").toString());
      case "Log.entryAdded" -> complaints.add(told.path("entry").toString());
      case "Network.requestWillBeSent" -> requests.add(told.path("request").path("url").asText());
      default -> {}
    }
  }

  private JsonNode send(String method, Map<String, Object> parameters, String to) {
    int number = numbers.incrementAndGet();
    ObjectNode message = JSON.createObjectNode().put("id", number).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    if (!to.isEmpty()) {
      message.put("sessionId", to);
    }
    var answer = new CompletableFuture<JsonNode>();
    asked.put(number, answer);
    socket.sendText(message.toString(), true).join();
    JsonNode answered = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    if (answered.has("error")) {
      throw new IllegalStateException(method + ": " + answered.get("error"));
    }
    return answered.path("result");
  }

  private JsonNode send(String method) {
    return send(method, Map.of(), session);
  }

  /** Opens a file and waits until its page says that it can be used. */
  void open(Path page) {
    open(page.toUri());
  }

  /** Opens an address and waits until its page says that it can be used. */
  void open(URI page) {
    complaints.clear();
    requests.clear();
    send("Page.navigate", Map.of("url", page.toString()), session);
    await("document.documentElement?.dataset.ready");
  }

  /** Returns when an expression is true of the page; throws when it does not become so. */
  void await(String condition) {
    JsonNode came =
        evaluate(
            "new Promise(done => { const end = performance.now() + %d;".formatted(AWAIT_MILLIS)
                + " const look = () => (%s) ? done(true)".formatted(condition)
                + " : performance.now() > end ? done(false) : setTimeout(look, 20); look(); })");
    if (!came.asBoolean()) {
      String shown = evaluate("document.body.innerText").asText();
      String ends = shown.substring(Math.max(0, shown.length() - 600));
      throw new IllegalStateException(
          "%s did not come true; complaints %s; the page begins with:%n%.600s%nand ends with:%n%s"
              .formatted(condition, complaints, shown, ends));
    }
  }

  /** With {@code -Dgodwit.pictures=FOLDER}, keeps what the page looks like, for people. */
  void picture(String name) throws IOException {
    String folder = System.getProperty("godwit.pictures");
    if (folder != null) {
      Map<String, Object> whole = Map.of("format", "png", "captureBeyondViewport", true);
      String png = send("Page.captureScreenshot", whole, session).path("data").asText();
      Files.write(Path.of(folder, name + ".png"), Base64.getDecoder().decode(png));
    }
  }

  /** The value of an expression, or of what it promises. */
  JsonNode evaluate(String expression) {
    JsonNode result =
        send(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true),
            session);
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + result.get("exceptionDetails"));
    }
    return result.path("result").path("value");
  }

  /** What the page's thread has taken of a processor, in s; whatever else the machine does. */
  double processorSeconds() {
    for (JsonNode metric : send("Performance.getMetrics").path("metrics")) {
      if (metric.path("name").asText().equals("ThreadTime")) {
        return metric.path("value").asDouble();
      }
    }
    throw new IllegalStateException("this browser does not tell its thread's time");
  }

  void press(String key) {
    Map<String, Object> down =
        Map.of("type", "rawKeyDown", "key", key, "code", key, "windowsVirtualKeyCode", 9);
    send("Input.dispatchKeyEvent", down, session);
    send("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "code", key), session);
  }

  /** What was said on the console, and what went wrong. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Whatever was asked of anybody, the page itself included. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    send("Browser.close", Map.of(), "");
    socket.abort();
    process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }
}
