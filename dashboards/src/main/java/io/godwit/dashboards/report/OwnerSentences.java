package io.godwit.dashboards.report;

import static io.godwit.dashboards.report.Sentences.device;
import static io.godwit.dashboards.report.Sentences.say;
import static io.godwit.dashboards.report.Sentences.spaced;
import static io.godwit.dashboards.report.Sentences.waited;

import io.godwit.model.event.OwnerEvent;
import io.godwit.model.unit.Counted;

/** What the events of an owner say. */
final class OwnerSentences {

  private OwnerSentences() {}

  static void addTo(Sentences sentences) {
    sentences.on(
        OwnerEvent.OwnerHampered.class,
        e ->
            e.factor() == 0
                ? say(
                    "%s for %s",
                    e.link() ? "its link trains anew" : "its firmware stands", e.lasts())
                : say("each command takes %d times as long for %s", e.factor(), e.lasts()));
    sentences.on(
        OwnerEvent.OwnerStarted.class,
        e ->
            say(
                "first spoken to: %s, %s, a queue of %d, %s",
                e.profile(),
                Counted.of(e.members(), "member"),
                e.depth(),
                Counted.of(e.engines(), "engine")));
    sentences.on(
        OwnerEvent.CommandFetched.class,
        e ->
            say(
                "command %d fetched: %s for %s, %s%s",
                e.command(),
                e.opcode(),
                device(e.member()),
                e.size(),
                e.waiting() == 0 ? "" : ", behind " + Counted.of(e.waiting(), "other")));
    sentences.on(
        OwnerEvent.CommandTurnedAway.class,
        e ->
            say(
                "command %d turned away (%s for %s): the queue of %d is full",
                e.command(), e.opcode(), device(e.member()), e.depth()));
    sentences.on(
        OwnerEvent.CommandServed.class,
        e ->
            say(
                "command %d served: %s, %s%s after %s",
                e.command(),
                StatusText.of(e.status(), e.qualifier()),
                e.size(),
                waited(e.queued()),
                e.service()));
    sentences.on(
        OwnerEvent.CommandDropped.class,
        e ->
            say(
                "command %d (%s for %s) carried out, and nobody will hear of it",
                e.command(), e.opcode(), device(e.member())));
    sentences.on(
        OwnerEvent.OwnerDisturbed.class, e -> say("%s began, for %s", spaced(e.kind()), e.lasts()));
    sentences.on(
        OwnerEvent.OwnerRestored.class,
        e -> "back again; it holds " + Counted.of(e.objects(), "object"));
    sentences.on(
        OwnerEvent.OwnerPrepared.class,
        e ->
            say(
                "its driver uses all commands, and %s to read and %d to write",
                Counted.of(e.get(), "object"), e.set()));
    sentences.on(
        OwnerEvent.CommandListUsed.class,
        e -> say("the driver uses commands %s of group %d", e.commands(), e.group()));
    sentences.on(
        OwnerEvent.ObjectLimitsSet.class,
        e ->
            say(
                "the driver makes at most %s to read, %d to write",
                Counted.of(e.get(), "object"), e.set()));
    sentences.on(
        OwnerEvent.ObjectChanged.class,
        e -> say("object of %s %s; %d are open", device(e.member()), spaced(e.what()), e.open()));
  }
}
