package io.godwit.model.invariant;

import io.godwit.model.event.HypervisorEvent.CommandCompleted;
import io.godwit.model.event.HypervisorEvent.CommandSubmitted;
import io.godwit.model.event.HypervisorEvent.HostCrashed;
import io.godwit.model.event.HypervisorEvent.StatusSeen;
import io.godwit.model.event.HypervisorEvent.StatusWritten;
import io.godwit.model.event.OwnerEvent;
import io.godwit.model.event.OwnerEvent.CommandDropped;
import io.godwit.model.event.OwnerEvent.CommandServed;
import io.godwit.model.event.OwnerEvent.DoorbellRung;
import io.godwit.model.event.OwnerEvent.OwnerDisturbed;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.unit.SimTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Pairs submissions with completions, host by host; and at each owner what it was asked with its
 * answers: a reset of the owner answers all of it at once.
 */
final class CommandsCompleteOnce extends Invariant {

  private final Map<String, Set<Long>> openByHost = new LinkedHashMap<>();

  /** By owner: what it was asked and has not answered. */
  private final Map<String, Set<Long>> asked = new LinkedHashMap<>();

  /** By owner that was reset: what it must answer before any time passes. */
  private final Map<String, Reset> resets = new LinkedHashMap<>();

  private record Reset(SimTime at, Set<Long> tickets) {}

  @Override
  public void accept(RecordedEvent recorded) {
    if (recorded.event() instanceof OwnerEvent event) {
      owner(recorded, event);
    } else if (recorded.event() instanceof CommandSubmitted submitted) {
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

  private void owner(RecordedEvent recorded, OwnerEvent event) {
    String owner = recorded.entity().name();
    Set<Long> open = asked.computeIfAbsent(owner, first -> new TreeSet<>());
    Reset reset = resets.get(owner);
    if (reset != null && recorded.at().isAfter(reset.at())) {
      ended(owner, resets.remove(owner));
    }
    if (event instanceof DoorbellRung rung) {
      open.add(rung.ticket());
    } else if (event instanceof CommandServed served) {
      answered(owner, served.ticket());
    } else if (event instanceof CommandDropped dropped) {
      answered(owner, dropped.ticket());
    } else if (event instanceof OwnerDisturbed) {
      resets.put(owner, new Reset(recorded.at(), new TreeSet<>(open)));
    }
  }

  private void answered(String owner, long ticket) {
    asked.get(owner).remove(ticket);
    if (resets.containsKey(owner)) {
      resets.get(owner).tickets().remove(ticket);
    }
  }

  private void ended(String owner, Reset reset) {
    if (!reset.tickets().isEmpty()) {
      judge(
          false,
          () ->
              "%s was reset at %s and left %d of its commands unanswered"
                  .formatted(owner, reset.at(), reset.tickets().size()));
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
    resets.forEach(this::ended);
    openByHost.forEach(
        (host, open) ->
            open.forEach(
                command ->
                    judge(false, () -> "command " + command + " of " + host + " never completed")));
  }
}
