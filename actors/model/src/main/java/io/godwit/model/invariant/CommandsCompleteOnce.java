package io.godwit.model.invariant;

import io.godwit.model.event.HypervisorEvent.CommandCompleted;
import io.godwit.model.event.HypervisorEvent.CommandSubmitted;
import io.godwit.model.event.RecordedEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Pairs submissions with completions, host by host. */
final class CommandsCompleteOnce extends Invariant {

  private final Map<String, Set<Long>> openByHost = new LinkedHashMap<>();

  @Override
  public void accept(RecordedEvent recorded) {
    if (recorded.event() instanceof CommandSubmitted submitted) {
      judge(
          open(recorded).add(submitted.command()),
          () -> "command " + submitted.command() + " was submitted twice, " + at(recorded));
    } else if (recorded.event() instanceof CommandCompleted completed) {
      judge(
          open(recorded).remove(completed.command()),
          () -> "command " + completed.command() + " completed without need, " + at(recorded));
    }
  }

  private Set<Long> open(RecordedEvent recorded) {
    return openByHost.computeIfAbsent(recorded.entity().name(), host -> new TreeSet<>());
  }

  @Override
  protected void end() {
    openByHost.forEach(
        (host, open) ->
            open.forEach(
                command ->
                    judge(false, () -> "command " + command + " of " + host + " never completed")));
  }
}
