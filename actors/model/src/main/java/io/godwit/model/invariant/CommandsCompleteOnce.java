package io.godwit.model.invariant;

import io.godwit.model.event.HypervisorEvent.CommandCompleted;
import io.godwit.model.event.HypervisorEvent.CommandSubmitted;
import io.godwit.model.event.HypervisorEvent.HostCrashed;
import io.godwit.model.event.HypervisorEvent.StatusSeen;
import io.godwit.model.event.HypervisorEvent.StatusWritten;
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
      begun(recorded, submitted.command());
    } else if (recorded.event() instanceof StatusWritten written) {
      begun(recorded, written.command());
    } else if (recorded.event() instanceof CommandCompleted completed) {
      ended(recorded, completed.command());
    } else if (recorded.event() instanceof HostCrashed) {
      open(recorded).clear(); // nobody is left to hear of them
    } else if (recorded.event() instanceof StatusSeen seen) {
      ended(recorded, seen.command());
    }
  }

  private void begun(RecordedEvent recorded, long command) {
    judge(
        open(recorded).add(command),
        () -> "command " + command + " was submitted twice, " + at(recorded));
  }

  private void ended(RecordedEvent recorded, long command) {
    judge(
        open(recorded).remove(command),
        () -> "command " + command + " completed without need, " + at(recorded));
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
