package io.godwit.dashboards.report;

import static io.godwit.dashboards.report.Sentences.say;

import io.godwit.model.event.MigrationEvent;
import io.godwit.model.unit.Counted;

/** What the events of a migration say. */
final class MigrationSentences {

  private MigrationSentences() {}

  static void addTo(Sentences sentences) {
    sentences.on(
        MigrationEvent.MigrationStarted.class,
        e ->
            say(
                "attempt %d to move %s (%s, %s) from %s to %s, %s with %s",
                e.attempt(),
                e.vm(),
                e.memory(),
                Counted.of(e.devices().size(), "device"),
                e.source(),
                e.destination(),
                e.strategy(),
                e.engine()));
    sentences.on(MigrationEvent.PhaseEntered.class, e -> say("phase %s began", e.phase()));
    sentences.on(
        MigrationEvent.RoundFinished.class,
        e ->
            say(
                "round %d sent %s in %s; %s dirtied meanwhile",
                e.round(), e.sent(), e.took(), e.dirtied()));
    sentences.on(
        MigrationEvent.GuestThrottled.class,
        e ->
            e.percent() == 0
                ? "the guest gets all its processors again"
                : say("the guest gets %d %% less of its processors", e.percent()));
    sentences.on(
        MigrationEvent.PostCopyFinished.class,
        e ->
            say(
                "all memory arrived, %s in %s; %s waited for, %s together",
                e.sent(), e.took(), Counted.of(e.faults(), "page", "was", "were"), e.stalled()));
    sentences.on(
        MigrationEvent.PostCopyPaused.class,
        e ->
            say(
                "post-copy is paused: %s; %s are missing, it goes on in %s",
                e.reason(), e.missing(), e.after()));
    sentences.on(
        MigrationEvent.PostCopyResumed.class,
        e -> say("post-copy is taken up again, recovery %d", e.number()));
    sentences.on(
        MigrationEvent.FaultAimed.class,
        e -> say("fault %d of the scenario strikes %s", e.fault(), e.target()));
    sentences.on(
        MigrationEvent.FaultTriggered.class,
        e -> say("fault %d, %s, strikes %s: %s", e.fault(), e.kind(), e.target(), e.trigger()));
    sentences.on(
        MigrationEvent.HostGivenUp.class,
        e ->
            e.silent().isZero()
                ? say("%s has nothing of it any more", e.host())
                : say("%s is taken to be gone: nothing came from it for %s", e.host(), e.silent()));
    sentences.on(
        MigrationEvent.RestartBegun.class,
        e ->
            say(
                "%s, lost with %s at %s, is to start anew on %s",
                e.vm(), e.host(), e.lostAt(), e.destination()));
    sentences.on(
        MigrationEvent.GuestRestarted.class,
        e -> say("%s runs anew on %s, after %s away", e.vm(), e.destination(), e.away()));
    sentences.on(
        MigrationEvent.RestartFailed.class,
        e -> say("%s could not start on %s: %s", e.vm(), e.destination(), e.reason()));
    sentences.on(
        MigrationEvent.SourceKept.class,
        e -> say("the guest has gone, and %s did not let go: %s", e.host(), e.reason()));
    sentences.on(
        MigrationEvent.GuestLost.class,
        e ->
            say(
                "the guest is lost: %s; %s are missing, it stood for %s",
                e.reason(), e.missing(), e.downtime()));
    sentences.on(
        MigrationEvent.PrecopyInfo.class,
        e -> say("%s: %s initial and %s dirty left to send", e.device(), e.initial(), e.dirty()));
    sentences.on(
        MigrationEvent.SwitchoverAcknowledged.class,
        e ->
            say(
                "the destination has loaded what came ahead of %s, and says so",
                Counted.of(e.devices(), "device")));
    sentences.on(
        MigrationEvent.ContextMoved.class,
        e ->
            say(
                "context of %s is at the destination: %s%s",
                e.device(), e.size(), e.ahead() ? ", ahead of the stop" : ""));
    sentences.on(
        MigrationEvent.FinalMemorySent.class,
        e -> say("the rest of the memory sent: %s in %s", e.sent(), e.took()));
    sentences.on(
        MigrationEvent.DeviceWritesFound.class,
        e ->
            say(
                "devices wrote %s since they were last asked, of which %s was found in %s",
                e.written(), e.found(), e.took()));
    sentences.on(
        MigrationEvent.DevicesSuspended.class,
        e -> say("%s stand from now on, and the guest runs", String.join(", ", e.members())));
    sentences.on(
        MigrationEvent.MigrationCompleted.class,
        e ->
            say(
                "completed: downtime %s of %s, %s, %s of memory, %s of context",
                e.downtime(),
                e.total(),
                Counted.of(e.rounds(), "round"),
                e.memorySent(),
                e.contextSent()));
    sentences.on(
        MigrationEvent.MigrationFailed.class, e -> say("failed in %s: %s", e.phase(), e.reason()));
    sentences.on(
        MigrationEvent.MigrationRolledBack.class,
        e -> say("undone in %s: %s; the guest stood for %s", e.phase(), e.reason(), e.downtime()));
  }
}
