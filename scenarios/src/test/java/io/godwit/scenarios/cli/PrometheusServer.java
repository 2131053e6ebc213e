package io.godwit.scenarios.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real Prometheus over a database that was back-filled. */
final class PrometheusServer implements AutoCloseable {

  private static final String READY = "Server is ready to receive web requests";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final int port;

  PrometheusServer(Path folder) throws IOException {
    Promtool.require("prometheus");
    port = freePort();
    Path config = Files.writeString(folder.resolve("empty.yaml"), "global: {}\n");
    process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                "--storage.tsdb.retention.time=100y",
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .start();
    var log =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = log.readLine(); !line.contains(READY); line = log.readLine()) {}
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** What the expression gives at some moments from {@code start}, in seconds since 1970. */
  JsonNode range(String expression, long start, long seconds) throws Exception {
    return ask(
        "query_range?query=%s&start=%d&end=%d&step=5"
            .formatted(encoded(expression), start, start + seconds));
  }

  JsonNode at(String expression, long time) throws Exception {
    return ask("query?query=%s&time=%d".formatted(encoded(expression), time));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private JsonNode ask(String query) throws Exception {
    URI address = URI.create("http://127.0.0.1:%d/api/v1/%s".formatted(port, query));
    HttpResponse<String> answer =
        http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    return new ObjectMapper().readTree(answer.body());
  }

  @Override
  public void close() {
    process.destroy();
  }
}
