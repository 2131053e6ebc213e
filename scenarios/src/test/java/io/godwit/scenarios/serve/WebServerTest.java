package io.godwit.scenarios.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godwit.scenarios.cli.Terminal;
import io.godwit.scenarios.file.ScenarioFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class WebServerTest {

  private static final Path LIBRARY =
      Path.of(System.getProperty("godwit.home")).resolve("scenarios/library");
  private static final String SECRET = "what no client may see";
  private static final String TOKEN = "0123456789abcdef";

  @TempDir private Path folder;
  private Path runs;
  private LiveRun live;
  private WebServer server;

  /** What came back: the status line, the rest of the head, and the body. */
  record Reply(int status, String head, String body) {
    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(body);
    }
  }

  @BeforeEach
  void start() throws Exception {
    runs = folder.resolve("runs");
    Files.createDirectories(runs);
    Files.writeString(folder.resolve("summary.json"), SECRET);
    Files.writeString(runs.resolve("summary.json"), SECRET);
    Terminal ran =
        Terminal.godwit(
            "run", "first-migration", "--quiet", "--json", "--out", runs.resolve("a-run") + "");
    assertThat(ran.exitCode()).isZero();
    Files.writeString(runs.resolve("a-run/secret.txt"), SECRET);
    Files.createSymbolicLink(runs.resolve("out"), folder);
    live =
        new LiveRun(
            changes -> ScenarioFile.read(LIBRARY.resolve("first-migration/scenario.yaml"), changes),
            List.of(),
            runs,
            "test",
            Double.POSITIVE_INFINITY,
            true);
    server = open(InetAddress.getLoopbackAddress());
    live.start();
    awaitState("paused");
  }

  private WebServer open(InetAddress address) throws IOException {
    return new WebServer(
        new InetSocketAddress(address, 0), Set.of(), Optional.of(TOKEN), runs, Optional.of(live));
  }

  @AfterEach
  void stop() {
    server.close();
    live.stop();
  }

  private void awaitState(String state) throws InterruptedException {
    for (long seen = 0; !live.feed().newest().state().equals(state); ) {
      seen = live.feed().after(seen, 1000).version();
    }
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.port());
  }

  private Reply send(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int end = Math.max(0, all.indexOf("\r\n\r\n"));
      int status = all.startsWith("HTTP/1.1 ") ? Integer.parseInt(all.substring(9, 12)) : 0;
      return new Reply(
          status, all.substring(0, end), all.substring(Math.min(all.length(), end + 4)));
    } catch (SocketException refused) {
      return new Reply(0, "", "");
    }
  }

  private Reply get(String path) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  }

  private Reply post(String path, String token, String body) throws IOException {
    return send(
        ("POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer %s\r\n"
                + "Content-Length: %d\r\n\r\n%s")
            .formatted(path, token, body.length(), body));
  }

  @Test
  void should_list_runs_and_show_their_files_and_nothing_else() throws IOException {
    assertThat(get("/api/runs").json().at("/runs").findValuesAsText("name")).contains("a-run");
    assertThat(get("/runs/a-run/summary.json").body())
        .isEqualTo(Files.readString(runs.resolve("a-run/summary.json")));
    assertThat(get("/").head()).contains("Content-security-policy: default-src 'none'");
  }

  @Test
  void should_open_the_run_that_was_asked_for_and_list_the_others_beside_it() throws IOException {
    server.close();
    server =
        new WebServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Set.of(),
            Optional.of(TOKEN),
            runs,
            new Opened("<title>a-run</title>", "godwit_migrations_total 1\n"));
    assertThat(get("/metrics").body()).isEqualTo("godwit_migrations_total 1\n");
    assertThat(get("/").body()).isEqualTo("<title>a-run</title>");
    assertThat(get("/").head()).contains("Content-security-policy: default-src 'none'");
    assertThat(get("/runs").body()).contains("<ul id=\"runs\">");
    assertThat(get("/api/runs").json().at("/runs").findValuesAsText("name")).contains("a-run");
  }

  @Test
  void should_stand_what_is_no_proper_request() throws IOException {
    String host = "Host: localhost\r\n";
    for (String request :
        List.of(
            "GET http://evil.example/runs/../summary.json HTTP/1.1\r\n" + host,
            "GET /" + "a/".repeat(40_000) + " HTTP/1.1\r\n" + host,
            "GET /runs/a-run/%2e%2e%2fsummary.json?x=" + "y".repeat(9_000) + " HTTP/1.1\r\n" + host,
            "GET / HTTP/1.1\r\n" + host + "X: " + "x".repeat(300_000) + "\r\n",
            "GET / HTTP/1.1\r\n" + host + "X: x\r\n".repeat(5_000),
            "GET / HTTP/1.1\r\n" + host + "Host: evil.example\r\n",
            "GET / HTTP/1.1\r\nHost: localhost@evil.example\r\n",
            "GET / HTTP/1.1\r\nHost: localhost:\r\n",
            "GET / HTTP/1.1\r\nHost: localhost:99999999\r\n",
            "GET / HTTP/1.1\r\n",
            "GET / HTTP/9.9\r\n" + host,
            "GET\r\n",
            "\u0000\u0001\u0002\r\n",
            "POST /api/live/resume HTTP/1.1\r\n" + host + "Content-Length: -1\r\n",
            "POST /api/live/resume HTTP/1.1\r\n" + host + "Content-Length: 99999999999999\r\n",
            "POST /api/live/resume HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n")) {
      Snapshot before = live.feed().newest();
      Reply reply = send(request + "Connection: close\r\n\r\n");
      String shown = request.substring(0, Math.min(60, request.length()));
      assertThat(reply.status()).as(shown).isNotEqualTo(500);
      assertThat(reply.body()).as(shown).doesNotContain(SECRET, "\tat ", "io.godwit", "java.");
      assertThat(live.feed().newest()).isEqualTo(before);
    }
    assertThat(get("/api/runs").status()).isEqualTo(200);
  }

  @Test
  void should_serve_nothing_outside() throws IOException {
    for (String path :
        List.of(
            "/runs/../summary.json",
            "/runs/%2e%2e/summary.json",
            "/runs/..%2fsummary.json/summary.json",
            "/runs//summary.json",
            "/runs/./summary.json",
            "/runs/summary.json",
            "/runs/out/summary.json",
            "/runs/a-run/secret.txt",
            "/runs/a-run/../../summary.json",
            "/runs/a-run/..\\..\\summary.json",
            "/runs/a-run/%00/summary.json",
            "/runs/a-run/events.db",
            "/../summary.json",
            "//summary.json",
            "/summary.json")) {
      Reply reply = get(path);
      assertThat(reply.status()).as(path).isIn(400, 404);
      assertThat(reply.body()).doesNotContain(SECRET);
    }
  }

  @Test
  void should_answer_only_to_its_own_name() throws IOException {
    for (String host :
        List.of("evil.example", "127.0.0.1.evil.example", "evil.example:80", "", "[::2]")) {
      Reply reply =
          send("GET /api/runs HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
      assertThat(reply.status()).as(host).isEqualTo(421);
      assertThat(reply.body()).doesNotContain("a-run");
    }
  }

  @Test
  void should_change_nothing_by_reading_or_without_the_token() throws IOException {
    Snapshot before = live.feed().newest();
    for (String path : List.of("pause", "resume", "step", "speed", "fault")) {
      assertThat(get("/api/live/" + path).status()).isEqualTo(404);
      assertThat(post("/api/live/" + path, "wrong", "{\"speed\": 1}").status()).isEqualTo(401);
      assertThat(
              send("POST /api/live/%s HTTP/1.1\r\nHost: localhost\r\nCookie: godwit=%s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                      .formatted(path, TOKEN))
                  .status())
          .isEqualTo(401);
    }
    assertThat(live.feed().newest()).isEqualTo(before);
  }

  @Test
  void should_step_through_the_run_and_let_it_go() throws Exception {
    long before = live.feed().newest().events();
    assertThat(post("/api/live/step", TOKEN, "{\"deliveries\": 5}").status()).isEqualTo(200);
    awaitEvents(before + 1);
    assertThat(live.feed().newest().state()).isEqualTo("paused");

    assertThat(post("/api/live/resume", TOKEN, "").status()).isEqualTo(200);
    awaitState("finished");

    assertThat(get("/metrics").body())
        .contains("godwit_migrations_total{outcome=\"completed\",} 1.0");
    assertThat(get("/metrics/jvm").body()).contains("jvm_threads_current");
    assertThat(get("/metrics").body()).doesNotContain("jvm_");
    assertThat(get("/api/live").json().get("done").asLong()).isEqualTo(1);
  }

  private void awaitEvents(long atLeast) throws InterruptedException {
    for (long seen = 0; live.feed().newest().events() < atLeast; ) {
      seen = live.feed().after(seen, 1000).version();
    }
  }

  @Test
  void should_keep_a_fault_in_the_scenario_of_the_run_that_it_struck() throws Exception {
    post("/api/live/step", TOKEN, "{\"deliveries\": 40}");
    awaitEvents(30);
    Reply reply =
        post(
            "/api/live/fault",
            TOKEN,
            "{\"kind\": \"link-down\", \"target\": \"pod-0/rack-0/host-0\", \"for\": \"20 ms\"}");
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    String run = reply.json().get("run").asText();
    post("/api/live/resume", TOKEN, "");
    awaitState("finished");

    String again = folder.resolve("again") + "";
    Terminal.godwit(
        "run", runs.resolve(run) + "/scenario.yaml", "--quiet", "--json", "--out", again);
    JsonNode first = new ObjectMapper().readTree(runs.resolve(run + "/summary.json").toFile());
    JsonNode second = new ObjectMapper().readTree(folder.resolve("again/summary.json").toFile());
    assertThat(first.at("/faults")).hasSize(1);
    assertThat(first.at("/faults")).isEqualTo(second.at("/faults"));
    assertThat(first.at("/took")).isEqualTo(second.at("/took"));
  }

  @Test
  void should_refuse_what_is_no_fault_and_go_on() throws IOException {
    for (String body :
        List.of(
            "{\"kind\": \"no-such\"}",
            "{\"kind\": \"link-down\", \"target\": \"../../x\"}",
            "{\"x].name=evil,faults[0\": \"link-down\"}",
            "{\"kind\": {\"a\": 1}}",
            "{\"kind\": \"a\\nb\"}",
            "[1]",
            "{",
            "{}")) {
      String run = live.feed().newest().run();
      Reply reply = post("/api/live/fault", TOKEN, body);
      assertThat(reply.status()).as(body).isEqualTo(400);
      assertThat(reply.body()).doesNotContain(LIBRARY.toString());
      assertThat(live.feed().newest().run()).isEqualTo(run);
    }
  }

  @Test
  void should_stand_whatever_is_sent() throws IOException {
    Snapshot before = live.feed().newest();
    var random = new Random(15);
    List<String> methods = List.of("GET", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", "");
    List<String> parts =
        List.of(
            "runs",
            "api",
            "live",
            "fault",
            "..",
            "%2e%2e",
            "%",
            "%zz",
            "a-run",
            "\\",
            "\u00ff",
            "summary.json",
            "?token=x",
            "#",
            ";",
            "//",
            "x".repeat(300),
            "events.db",
            " ");
    for (int i = 0; i < 300; i++) {
      var path = new StringBuilder("/");
      for (int part = random.nextInt(5); part > 0; part--) {
        path.append(parts.get(random.nextInt(parts.size()))).append('/');
      }
      String body = "z".repeat(random.nextInt(4) == 0 ? 20_000 : random.nextInt(50));
      Reply reply =
          send(
              "%s %s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                  .formatted(
                      methods.get(random.nextInt(methods.size())),
                      path,
                      random.nextBoolean() ? "localhost" : "evil",
                      body.length(),
                      body));
      assertThat(reply.status()).as(path.toString()).isNotEqualTo(500);
      assertThat(reply.body()).doesNotContain(SECRET, "\tat ", "io.godwit", "java.");
    }
    assertThat(post("/api/live/step", TOKEN, " ".repeat(20_000)).status()).isEqualTo(413);
    assertThat(live.feed().newest()).isEqualTo(before);
    assertThat(get("/api/runs").status()).isEqualTo(200);
  }

  @Test
  void should_let_nobody_wait_for_readers_that_do_not_read() throws Exception {
    var stuck = new ArrayList<Socket>();
    for (int i = 0; i < 11; i++) {
      Socket socket = connect();
      socket
          .getOutputStream()
          .write(
              "GET /api/live/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      stuck.add(socket);
    }
    try (Socket reader = connect()) {
      reader
          .getOutputStream()
          .write(
              "GET /api/live/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      post("/api/live/resume", TOKEN, "");
      var lines =
          new BufferedReader(
              new InputStreamReader(reader.getInputStream(), StandardCharsets.UTF_8));
      String line = lines.readLine();
      while (!line.contains("\"finished\"")) {
        line = lines.readLine();
      }
      assertThat(line).startsWith("data: {");
    } finally {
      for (Socket socket : stuck) {
        socket.close();
      }
    }
  }

  @Test
  void should_tell_others_nothing_without_the_token() throws Exception {
    server.close();
    server = open(InetAddress.getByName("0.0.0.0"));
    for (String path :
        List.of(
            "/",
            "/api/runs",
            "/metrics",
            "/runs/a-run/summary.json",
            "/api/live/events",
            "/?token=wrong")) {
      Reply refused = get(path);
      assertThat(refused.status()).as(path).isEqualTo(401);
      assertThat(refused.body()).doesNotContain(TOKEN);
    }
    Reply introduced = get("/?token=" + TOKEN);
    assertThat(introduced.status()).isEqualTo(303);
    assertThat(introduced.head()).contains("HttpOnly; SameSite=Strict");
    assertThat(
            send("GET /metrics HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + TOKEN
                    + "\r\nConnection: close\r\n\r\n")
                .status())
        .isEqualTo(200);
  }
}
