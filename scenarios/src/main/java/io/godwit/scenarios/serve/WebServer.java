package io.godwit.scenarios.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Serves pages and metrics of runs to this machine, or with a token to others. */
public final class WebServer implements AutoCloseable {

  /** So many requests at once, those included that never end. */
  private static final int THREADS = 160;

  private static final int TOKEN_BYTES = 16;
  private static final String MOST_SECONDS_OF_A_REQUEST = "10";

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final Guard guard;
  private final boolean isOpen;

  /**
   * Listens from now on.
   *
   * @param names by which it may be asked for, beside those of this machine and of the address
   * @param token that others must have; empty for one that nobody knows yet
   */
  public WebServer(
      InetSocketAddress address,
      Set<String> names,
      Optional<String> token,
      Path runs,
      Optional<LiveRun> live)
      throws IOException {
    this(address, names, token, runs, live, Optional.empty(), EventStream.PATIENCE);
  }

  /** Shows one run first, and the others at {@code /runs}. */
  public WebServer(
      InetSocketAddress address, Set<String> names, Optional<String> token, Path runs, Opened first)
      throws IOException {
    this(address, names, token, runs, Optional.empty(), Optional.of(first), EventStream.PATIENCE);
  }

  WebServer(
      InetSocketAddress address,
      Set<String> names,
      Optional<String> token,
      Path runs,
      Optional<LiveRun> live,
      Optional<Opened> first,
      Duration patience)
      throws IOException {
    System.setProperty("sun.net.httpserver.maxReqTime", MOST_SECONDS_OF_A_REQUEST);
    System.setProperty("sun.net.httpserver.nodelay", "true");
    isOpen = !address.getAddress().isLoopbackAddress();
    Set<String> hosts = new TreeSet<>(names);
    hosts.addAll(List.of("127.0.0.1", "localhost", "[::1]", address.getHostString()));
    guard = new Guard(token.orElseGet(WebServer::freshToken), hosts, isOpen);
    var site = new Site(guard, new RunShelf(runs), live, first, patience);
    server = HttpServer.create(address, 0);
    threads =
        new ThreadPoolExecutor(
            0, THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), WebServer::thread);
    server.setExecutor(threads);
    server.createContext("/", exchange -> serve(site, exchange));
    server.start();
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "web");
    thread.setDaemon(true);
    return thread;
  }

  private static String freshToken() {
    var bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Whatever goes wrong, nobody outside sees how. */
  private static void serve(Site site, HttpExchange exchange) {
    try {
      site.serve(exchange);
    } catch (IOException gone) {
      exchange.close();
    } catch (RuntimeException bug) {
      try {
        Answer.problem(500, "this is a bug in Godwit").send(exchange);
      } catch (IOException | RuntimeException begun) {
        exchange.close();
      }
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** The token that changes must come with, and from outside every request. */
  public String token() {
    return guard.token();
  }

  /** What to open; with the token where it is needed to read. */
  public String url() {
    String host = isOpen ? server.getAddress().getHostString() : "127.0.0.1";
    return "http://%s:%d/%s".formatted(host, port(), isOpen ? "?token=" + guard.token() : "");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
