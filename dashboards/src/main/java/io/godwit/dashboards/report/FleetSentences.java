package io.godwit.dashboards.report;

import static io.godwit.dashboards.report.Sentences.say;

import io.godwit.model.event.FleetEvent;
import io.godwit.model.unit.Counted;

/** What the events of the fleet say. */
final class FleetSentences {

  private FleetSentences() {}

  static void addTo(Sentences sentences) {
    sentences.on(
        FleetEvent.RunStarted.class,
        e ->
            say(
                "%s began with seed %d: %s, %s, Godwit %s",
                e.scenario(),
                e.seed(),
                Counted.of(e.hosts(), "host"),
                Counted.of(e.vms(), "guest"),
                e.version()));
    sentences.on(
        FleetEvent.PlanStarted.class,
        e ->
            say(
                "plan %d began: %s %s, %s",
                e.plan(), e.kind(), e.target(), Counted.of(e.migrations(), "migration")));
    sentences.on(
        FleetEvent.MigrationPlanned.class,
        e ->
            say(
                "%s is to move %s (%s, %s) away from %s",
                e.migration(), e.vm(), e.memory(), Counted.of(e.devices(), "device"), e.source()));
    sentences.on(
        FleetEvent.MigrationAdmitted.class,
        e -> say("attempt %d of %s may begin, to %s", e.attempt(), e.migration(), e.destination()));
    sentences.on(
        FleetEvent.MigrationUnplaced.class,
        e -> say("%s finds no host: %s", e.migration(), e.reason()));
    sentences.on(
        FleetEvent.RetryScheduled.class,
        e -> say("attempt %d of %s failed; again in %s", e.attempt(), e.migration(), e.after()));
    sentences.on(
        FleetEvent.RetryDenied.class,
        e ->
            say(
                "%s is not tried again: the budget of %,d %s is used up",
                e.migration(), e.budget(), e.budget() == 1 ? "retry" : "retries"));
    sentences.on(FleetEvent.MigrationCancelled.class, e -> say("%s was cancelled", e.migration()));
    sentences.on(
        FleetEvent.MigrationSettled.class,
        e -> say("%s: %s, attempts: %d", e.migration(), e.outcome(), e.attempts()));
    sentences.on(
        FleetEvent.PlanFinished.class,
        e -> say("plan %d ended: %,d completed, %,d did not", e.plan(), e.completed(), e.failed()));
    sentences.on(
        FleetEvent.HostsCordoned.class,
        e -> say("plan %d cordons %s: nobody may arrive there", e.plan(), e.place()));
    sentences.on(
        FleetEvent.HostsUncordoned.class, e -> say("plan %d uncordons %s", e.plan(), e.place()));
    sentences.on(FleetEvent.HostDown.class, e -> say("plan %d takes %s down", e.plan(), e.host()));
    sentences.on(
        FleetEvent.HostReturned.class,
        e ->
            e.kind().isEmpty()
                ? say("%s is back", e.host())
                : say("%s is back, as a host of kind %s", e.host(), e.kind()));
    sentences.on(
        FleetEvent.HostSpared.class,
        e ->
            say(
                "plan %d spares %s: %s on it",
                e.plan(), e.host(), Counted.of(e.guests(), "guest", "stays", "stay")));
    sentences.on(
        FleetEvent.RequestRefused.class,
        e -> say("plan %d asks in vain: %s", e.plan(), e.reason()));
    sentences.on(
        FleetEvent.GuestArrived.class,
        e -> say("%s (%s, %s) comes to %s", e.vm(), e.memory(), e.devices(), e.host()));
    sentences.on(FleetEvent.GuestRefused.class, e -> say("%s is refused: %s", e.vm(), e.reason()));
    sentences.on(
        FleetEvent.GuestLeaving.class,
        e -> say("the time of %s is over; it leaves when it may", e.vm()));
    sentences.on(FleetEvent.GuestDeparted.class, e -> say("%s has left %s", e.vm(), e.host()));
    sentences.on(
        FleetEvent.MoveAssigned.class,
        e -> say("plan %d sends %s to %s", e.plan(), e.vm(), e.host()));
    sentences.on(
        FleetEvent.SpreadMeasured.class,
        e ->
            say(
                "plan %d: hosts are %.1f%% apart in %s, and may be %.1f%%%s",
                e.plan(),
                e.permille() / 10.0,
                e.by(),
                e.within() / 10.0,
                e.reason().isEmpty() ? "" : "; " + e.reason()));
    sentences.on(
        FleetEvent.GuestLeft.class,
        e -> say("plan %d leaves %s on %s: %s", e.plan(), e.vm(), e.host(), e.reason()));
    sentences.on(
        FleetEvent.PlanMissed.class,
        e -> say("plan %d has missed its goal by %s", e.plan(), Counted.of(e.guests(), "guest")));
    sentences.on(FleetEvent.PlanNamed.class, e -> say("plan %d is called %s", e.plan(), e.name()));
    sentences.on(
        FleetEvent.AdmissionHeld.class,
        e ->
            say(
                "%s holds plan %d at %s at once",
                e.by(), e.plan(), Counted.of(e.underWay(), "migration")));
    sentences.on(
        FleetEvent.PlanCancelled.class,
        e ->
            say(
                "plan %d cancels plan %d: %s, %,d under way %s",
                e.by(),
                e.plan(),
                notBegun(e.waiting()),
                e.underWay(),
                e.undone() ? isOrAre(e.underWay()) + " undone" : goOn(e.underWay())));
    sentences.on(
        FleetEvent.DeadlinePassed.class,
        e ->
            say(
                "the deadline of plan %d is over: %s, %,d %s",
                e.plan(), notBegun(e.waiting()), e.underWay(), goOn(e.underWay())));
    sentences.on(
        FleetEvent.LinkChanged.class,
        e ->
            e.capacity().isZero()
                ? say("link %s is down", e.link())
                : say("link %s has %s", e.link(), e.capacity()));
    sentences.on(
        FleetEvent.FaultInjected.class,
        e -> say("fault %d strikes: %s of %s, %s", e.fault(), e.kind(), e.target(), e.trigger()));
    sentences.on(
        FleetEvent.HostFailed.class,
        e ->
            say(
                "%s has crashed, and nobody knows yet%s",
                e.host(), e.returns() ? "" : "; it will not come back"));
    sentences.on(
        FleetEvent.HostMissed.class,
        e ->
            say(
                "%s counts as failed; lost with it, beside whoever was on the way: %s",
                e.host(), Counted.of(e.guests().size(), "guest")));
    sentences.on(FleetEvent.HostRecovered.class, e -> say("%s is back, and empty", e.host()));
    sentences.on(FleetEvent.HostStood.class, e -> say("%s stands for %s", e.host(), e.lasts()));
    sentences.on(FleetEvent.HostWentOn.class, e -> say("%s goes on", e.host()));
    sentences.on(
        FleetEvent.HostFenced.class,
        e -> say("%s has stood for too long: it is cut off its power", e.host()));
    sentences.on(
        FleetEvent.ControlPlaneLeft.class,
        e ->
            e.restarted()
                ? say("the control plane ends; it will have started again in %s", e.lasts())
                : say("the control plane hears nobody for %s", e.lasts()));
    sentences.on(
        FleetEvent.ControlPlaneBack.class,
        e ->
            say(
                "the control plane is back: it asks %s how %s",
                Counted.of(e.asked(), "migration"), e.asked() == 1 ? "it is" : "they are"));
    sentences.on(
        FleetEvent.AnswerMissed.class,
        e -> say("the control plane does not hear that an attempt of %s is over", e.migration()));
    sentences.on(
        FleetEvent.RequestsDisturbed.class,
        e ->
            e.over()
                ? say("no more %s", e.kind())
                : say("from now on: %s, %s", e.kind(), e.delay()));
    sentences.on(
        FleetEvent.AttemptRefused.class,
        e ->
            say(
                "%s refuses to begin attempt %d again: %s",
                e.migration(), e.attempt(), e.reason()));
    sentences.on(
        FleetEvent.ConditionTurned.class,
        e -> say("the condition of fault %d %s", e.fault(), e.holds() ? "holds" : "holds no more"));
    sentences.on(
        FleetEvent.LinkUsed.class,
        e ->
            say(
                "link %s (%s) carried %s, was full for %s, at most %s",
                e.link(), e.capacity(), e.carried(), e.full(), e.peak()));
    sentences.on(
        FleetEvent.SpeedsMet.class,
        e ->
            say(
                "%s goes from a host of speed %d%% to one of %d%%",
                e.migration(), e.source(), e.destination()));
    sentences.on(
        FleetEvent.BackgroundTurned.class,
        e -> say("background %d wants %s of each of its links", e.number(), e.rate()));
    sentences.on(
        FleetEvent.BackgroundServed.class,
        e -> say("background wanted %s of %s and had %s", e.wanted(), e.link(), e.carried()));
    sentences.on(
        FleetEvent.PowerDrawn.class,
        e -> say("the hosts draw %.1f W together", e.milliwatts() / 1e3));
    sentences.on(
        FleetEvent.RunFinished.class,
        e -> say("the run ended after %,d deliveries", e.deliveries()));
  }

  private static String notBegun(long migrations) {
    return Counted.of(migrations, "migration", "does not begin", "do not begin");
  }

  private static String goOn(long count) {
    return count == 1 ? "goes on" : "go on";
  }

  private static String isOrAre(long count) {
    return count == 1 ? "is" : "are";
  }
}
