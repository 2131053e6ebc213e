package io.godwit.scenarios.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.godwit.dashboards.page.PageModel;
import io.godwit.runtime.simulation.ProgressListener;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.run.RunResult;
import io.godwit.scenarios.run.ScenarioRun;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Fifty pages watch a run, ten of which never read: counted, not timed. */
@Timeout(180)
class ClientsTest {

  private static final Path SCENARIO =
      Path.of(System.getProperty("godwit.home"))
          .resolve("scenarios/library/rack-drain/scenario.yaml");
  private static final List<String> SMALLER =
      List.of(
          "datacenter.fabric.hosts-per-rack=4",
          "vms[0].count=80",
          "vms[1].count=10",
          "vms[2].count=10");
  private static final int CLIENTS = 50;
  private static final int STUCK = 10;

  /** More than all buffers between a server and a client that does not read. */
  private static final int LARGE = 20_000_000;

  @TempDir private Path folder;
  private final List<Socket> clients = new ArrayList<>();
  private LiveRun live;
  private WebServer server;

  @BeforeEach
  void serve() throws Exception {
    live =
        new LiveRun(
            changes -> ScenarioFile.read(SCENARIO, changes),
            SMALLER,
            folder.resolve("runs"),
            "test",
            Double.POSITIVE_INFINITY,
            true);
    server =
        new WebServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Set.of(),
            Optional.empty(),
            folder.resolve("runs"),
            Optional.of(live),
            Optional.empty(),
            Duration.ofMillis(100));
    live.start();
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
    server.close();
    live.stop();
  }

  private Socket watch() throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    socket
        .getOutputStream()
        .write(
            "GET /api/live/page HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    clients.add(socket);
    return socket;
  }

  private static void readAll(Socket socket) {
    var reader =
        new Thread(
            () -> {
              try {
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
              } catch (IOException closed) {
                // that is how it ends
              }
            },
            "client");
    reader.setDaemon(true);
    reader.start();
  }

  private void awaitReaders(int count) throws InterruptedException {
    while (live.page().readers() < count) {
      aMoment();
    }
  }

  /** Until there is news, or somebody had time to do something. */
  private void aMoment() throws InterruptedException {
    live.feed().after(live.feed().after(0, 1).version(), 100);
  }

  private static PageModel large(int number) {
    String title = String.valueOf(number).repeat(LARGE);
    return new PageModel(PageModel.SCHEMA, title, Optional.empty(), Optional.empty(), List.of());
  }

  @Test
  void should_change_nothing_of_a_run_and_leave_nothing_behind() throws Exception {
    for (int client = 0; client < CLIENTS; client++) {
      Socket socket = watch();
      if (client >= STUCK) {
        readAll(socket);
      }
    }
    awaitReaders(CLIENTS);
    live.pace().resume();
    for (long seen = 0; !live.feed().newest().state().equals("finished"); ) {
      seen = live.feed().after(seen, 1000).version();
    }

    ScenarioFile scenario = ScenarioFile.read(SCENARIO, SMALLER);
    Optional<RunResult> alone = new ScenarioRun(scenario, "test").inMemory(ProgressListener.NONE);
    Path watched = folder.resolve("runs").resolve(live.feed().newest().run());
    assertThat(digest(watched)).isEqualTo(alone.orElseThrow().summary().digest());

    for (Socket client : clients) {
      client.close();
    }
    for (int news = 0; live.page().readers() > 0; news++) {
      live.page().put(new PageModel(news, "", Optional.empty(), Optional.empty(), List.of()));
      aMoment();
    }
  }

  private static String digest(Path run) throws IOException {
    return new ObjectMapper().readTree(run.resolve("summary.json").toFile()).at("/digest").asText();
  }

  @Test
  void should_let_go_of_who_takes_nothing_and_keep_little_for_the_others() throws Exception {
    for (int client = 0; client < STUCK; client++) {
      watch();
    }
    awaitReaders(STUCK);
    for (int edition = 1; edition < 5; edition++) {
      live.page().put(large(edition));
      assertThat(live.page().kept()).isLessThanOrEqualTo(LivePage.MOST_BYTES);
    }
    // whoever comes makes room
    for (int readers = STUCK; readers > 1; readers = live.page().readers()) {
      Socket comes = watch();
      readAll(comes);
      aMoment();
      comes.close();
    }
  }
}
