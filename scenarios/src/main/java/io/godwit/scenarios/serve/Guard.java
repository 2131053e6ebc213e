package io.godwit.scenarios.serve;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who may ask for what. */
final class Guard {

  private static final String COOKIE = "godwit=";

  private final String token;
  private final Set<String> hosts;
  private final boolean isOpen;

  /**
   * Lets requests through that name one of {@code hosts}.
   *
   * @param isOpen whether others than this machine can ask: then they must have the token to read
   */
  Guard(String token, Set<String> hosts, boolean isOpen) {
    this.token = token;
    this.hosts = hosts;
    this.isOpen = isOpen;
  }

  String token() {
    return token;
  }

  /** Whether the request was sent to this server by a name of it, and not by another's name. */
  boolean isOurs(HttpExchange exchange) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
        .map(host -> host.replaceFirst(":[0-9]{1,5}$", ""))
        .filter(hosts::contains)
        .isPresent();
  }

  boolean mayRead(HttpExchange exchange) {
    return !isOpen || mayChange(exchange) || hasCookie(exchange);
  }

  /** A cookie alone changes nothing: another page could send it along. */
  boolean mayChange(HttpExchange exchange) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
        .filter(header -> equal(header, "Bearer " + token))
        .isPresent();
  }

  private boolean hasCookie(HttpExchange exchange) {
    return exchange.getRequestHeaders().getOrDefault("Cookie", List.of()).stream()
        .flatMap(line -> Stream.of(line.split(";", -1)))
        .anyMatch(cookie -> equal(cookie.strip(), COOKIE + token));
  }

  /** Whether the address has the token, so that a browser may have it as a cookie. */
  boolean isIntroduced(HttpExchange exchange) {
    return equal(String.valueOf(exchange.getRequestURI().getRawQuery()), "token=" + token);
  }

  String cookie() {
    return COOKIE + token + "; HttpOnly; SameSite=Strict; Path=/";
  }

  /** In a time that tells nothing. */
  private static boolean equal(String left, String right) {
    return MessageDigest.isEqual(
        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }
}
