package io.godwit.scenarios.serve;

/**
 * A run that is shown first.
 *
 * @param page its report
 * @param metrics what Prometheus is told of it; empty where nothing is
 */
public record Opened(String page, String metrics) {}
