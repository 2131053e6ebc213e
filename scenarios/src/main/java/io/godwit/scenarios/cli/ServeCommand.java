package io.godwit.scenarios.cli;

import io.godwit.dashboards.page.PageHtml;
import io.godwit.dashboards.page.PageModel;
import io.godwit.persistence.run.RunFolder;
import io.godwit.persistence.run.RunLock;
import io.godwit.scenarios.file.ScenarioProblems;
import io.godwit.scenarios.run.ComparisonRun;
import io.godwit.scenarios.run.Pages;
import io.godwit.scenarios.run.RunResult;
import io.godwit.scenarios.run.ScenarioRun;
import io.godwit.scenarios.serve.LiveRun;
import io.godwit.scenarios.serve.Opened;
import io.godwit.scenarios.serve.WebServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Serves runs as pages, and one that goes on. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Serves the runs in 'runs' as pages on this machine, with metrics for Prometheus; with a run",
      "or a comparison, opens that. With a scenario, runs it, to be watched, paused, slowed down,",
      "and struck by faults from its page."
    },
    footer = {"", "Example: godwit serve rack-drain --speed 20 --port 0"})
final class ServeCommand implements Callable<Integer> {

  /** Where the token may come from, so that it is in no list of processes. */
  private static final String TOKEN = "GODWIT_TOKEN";

  private static final int SHORTEST_TOKEN = 16;
  private static final int DEFAULT_PORT = 8080;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN|SCENARIO",
      arity = "0..1",
      description = "A run to look at, with those beside it at /runs, or a scenario to run.")
  private Optional<String> subject = Optional.empty();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "0 for any that is free (default: 8080).")
  private Optional<Integer> port = Optional.empty();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "For others than this machine too; they need the token, from $GODWIT_TOKEN.")
  private Optional<String> listen = Optional.empty();

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "A further name by which the server may be asked for.")
  private List<String> hosts = new ArrayList<>();

  @Option(
      names = "--speed",
      paramLabel = "X",
      description = "Virtual over real time (default: as fast as it goes).")
  private double speed = Double.POSITIVE_INFINITY;

  @Option(names = "--paused", description = "The run waits for the page.")
  private boolean paused;

  @Option(names = "--seed", description = "All randomness follows from it.")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Overrides a value, such as plan[0].limits.total=128.")
  private List<String> settings = new ArrayList<>();

  @Override
  public Integer call() throws IOException, ScenarioProblems, InterruptedException {
    if (!(speed > 0)) {
      throw new BadInput("--speed %s: it must be above 0".formatted(speed));
    }
    requireNothingOfARun();
    InetSocketAddress address = address();
    Optional<LiveRun> live = run().isPresent() ? Optional.empty() : subject.map(this::live);
    try (var server = start(address, live)) {
      say(server);
      if (live.isPresent()) {
        live.get().start();
      }
      Runtime.getRuntime().addShutdownHook(new Thread(() -> live.ifPresent(LiveRun::stop)));
      new CountDownLatch(1).await();
    }
    return ExitCode.INTERRUPTED;
  }

  /** What was run before, or is not named, is run in no way at all. */
  private void requireNothingOfARun() {
    boolean said = paused || seed.isPresent() || !settings.isEmpty() || !Double.isInfinite(speed);
    if (said && (subject.isEmpty() || run().isPresent())) {
      throw new BadInput(
          "--speed, --paused, --seed and --set are for a scenario that is run; %s"
              .formatted(run().map(folder -> folder + " was run before").orElse("none is named")));
    }
  }

  private void say(WebServer server) {
    var out = spec.commandLine().getOut();
    out.println("serving " + server.url());
    run().ifPresent(run -> out.println("all runs beside " + run + " are at /runs"));
    if (listen.isPresent()) {
      out.println("others need the token: Authorization: Bearer " + server.token());
    }
    out.flush();
  }

  private Optional<Path> run() {
    return subject
        .map(Path::of)
        .filter(
            folder ->
                ComparisonRun.isIn(folder)
                    || Files.isRegularFile(folder.resolve("events.db"))
                    || (RunFolder.isBegun(folder) && RunLock.isThere(folder)));
  }

  private Path runs() throws IOException {
    Optional<Path> run = run();
    return run.isPresent() ? run.get().toRealPath().getParent() : Path.of("runs").toAbsolutePath();
  }

  /** What is shown first of a run or a comparison: of a run nothing that was made of another. */
  static Opened opened(Path run) throws IOException, ScenarioProblems {
    if (ComparisonRun.isIn(run)) {
      Path page = run.resolve("report.html");
      return new Opened(
          Files.isRegularFile(page)
              ? Files.readString(page)
              : ComparisonRun.report(run, Pages.SHARED).html().orElseThrow(),
          "");
    }
    RunFolder folder = RunFolder.open(run);
    Map<String, String> info = folder.info();
    Path metrics = run.resolve("metrics.prom");
    return new Opened(
        RunFolder.isOf(info, folder.page()) ? Files.readString(folder.page()) : report(folder),
        RunFolder.isOf(info, metrics) ? Files.readString(metrics) : "");
  }

  /** The page of what is on record. */
  private static String report(RunFolder run) throws ScenarioProblems {
    RunResult read = ScenarioRun.report(run, false, Pages.OWN);
    return PageHtml.of(PageModel.of(read.model().orElseThrow()));
  }

  private LiveRun live(String scenario) {
    seed.ifPresent(value -> settings.add("seed=" + value));
    if (Home.read(scenario, settings).scenario().comparison().isPresent()) {
      throw new BadInput(
          "%s compares several runs; 'godwit run' makes them, and 'godwit serve' shows them then"
              .formatted(scenario));
    }
    return new LiveRun(
        changes -> Home.tryReading(scenario, changes),
        settings,
        Path.of("runs"),
        Home.version(),
        speed,
        paused);
  }

  private WebServer start(InetSocketAddress address, Optional<LiveRun> live)
      throws IOException, ScenarioProblems {
    Optional<String> token =
        Optional.ofNullable(System.getenv(TOKEN)).filter(each -> !each.isEmpty());
    if (token
        .filter(each -> !each.matches("[A-Za-z0-9._~-]{%d,200}".formatted(SHORTEST_TOKEN)))
        .isPresent()) {
      throw new BadInput(
          TOKEN + ": a token has 16 to 200 letters and digits; 'openssl rand -hex 16' makes one");
    }
    try {
      var names = new TreeSet<>(hosts);
      Optional<Path> run = run();
      return run.isPresent()
          ? new WebServer(address, names, token, runs(), opened(run.get()))
          : new WebServer(address, names, token, runs(), live);
    } catch (BindException taken) {
      throw new BadInput(
          "port %d cannot be had (%s); --port 0 takes one that is free"
              .formatted(address.getPort(), taken.getMessage()));
    }
  }

  private InetSocketAddress address() {
    if (listen.isPresent() && port.isPresent()) {
      throw new BadInput("--listen has a port of its own; leave --port out");
    }
    int colon = listen.map(text -> text.lastIndexOf(':')).orElse(0);
    try {
      return listen.isEmpty()
          ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port.orElse(DEFAULT_PORT))
          : new InetSocketAddress(
              InetAddress.getByName(listen.get().substring(0, Math.max(0, colon))),
              Integer.parseInt(listen.get().substring(colon + 1)));
    } catch (IllegalArgumentException | UnknownHostException wrong) {
      throw new BadInput(
          "%s: write HOST:PORT with a host of this machine and a port up to 65535"
              .formatted(listen.map("--listen "::concat).orElse("--port " + port.orElse(0))));
    }
  }
}
