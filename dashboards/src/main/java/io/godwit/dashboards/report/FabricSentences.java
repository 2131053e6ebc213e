package io.godwit.dashboards.report;

import static io.godwit.dashboards.report.Sentences.say;

import io.godwit.model.event.FabricEvent;
import io.godwit.model.unit.Counted;

/** What the events of the fabric say. */
final class FabricSentences {

  private FabricSentences() {}

  static void addTo(Sentences sentences) {
    sentences.on(
        FabricEvent.FlowStarted.class,
        e ->
            say(
                "flow %d began for %s: %s from %s to %s",
                e.flow(), e.asker(), e.size(), e.from(), e.to()));
    sentences.on(FabricEvent.FlowBegun.class, e -> say("the first byte of flow %d left", e.flow()));
    sentences.on(
        FabricEvent.FlowEnded.class,
        e -> say("flow %d ended: %s crossed in %s", e.flow(), e.sent(), e.took()));
    sentences.on(
        FabricEvent.BackgroundChanged.class,
        e ->
            say(
                "background %d wants %s of %s, in %s",
                e.number(), e.rate(), e.link(), Counted.of(e.flows(), "flow")));
    sentences.on(
        FabricEvent.LinkCapacityChanged.class,
        e ->
            e.capacity().isZero()
                ? say("nothing crosses %s", e.link())
                : say("flows across %s share %s", e.link(), e.capacity()));
  }
}
