package io.godwit.dashboards.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that one migration went through, as spans. */
final class Journey {

  /** The bytes that the next round would send. */
  record Left(long at, long bytes) {}

  /** A command of a device on a host, on behalf of the migration. */
  record Command(String host, String member, Span span) {}

  final String migration;
  final String vm;
  final String source;
  final Span whole;
  String destination = "";
  Optional<Span> attempt = Optional.empty();
  Optional<Span> phase = Optional.empty();
  final List<Left> left = new ArrayList<>();
  final List<Span> arrivals = new ArrayList<>();
  final List<String> arrivedAt = new ArrayList<>();

  /** By host and number; those that were answered have an end. */
  final Map<String, Command> commands = new LinkedHashMap<>();

  Journey(String migration, String vm, String source, long plannedAt) {
    this.migration = migration;
    this.vm = vm;
    this.source = source;
    this.whole = new Span(migration, plannedAt).with("vm", vm).with("source", source);
  }

  List<Span> attempts() {
    return whole.children();
  }

  void enter(String name, long at) {
    leave(at);
    phase = attempt.map(each -> each.child(name, at));
  }

  void leave(long at) {
    phase.ifPresent(each -> each.close(at));
    phase = Optional.empty();
  }

  void endAttempt(long at, String outcome, String reason) {
    leave(at);
    attempt.ifPresent(
        each -> {
          each.with("outcome", outcome);
          if (!reason.isEmpty()) {
            each.with("reason", reason);
          }
          each.close(at);
        });
    attempt = Optional.empty();
    arrivals.forEach(each -> each.close(at));
  }
}
