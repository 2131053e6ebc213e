package io.godwit.dashboards.report;

import static io.godwit.dashboards.report.Sentences.device;
import static io.godwit.dashboards.report.Sentences.say;
import static io.godwit.dashboards.report.Sentences.spaced;

import io.godwit.model.event.HypervisorEvent;
import io.godwit.model.unit.Counted;

/** What the events of a host say. */
final class HypervisorSentences {

  private HypervisorSentences() {}

  static void addTo(Sentences sentences) {
    sentences.on(
        HypervisorEvent.HypervisorStarted.class,
        e ->
            say(
                "first spoken to: %s of %s used, %s",
                e.used(), e.memory(), Counted.of(e.vms().size(), "guest")));
    sentences.on(
        HypervisorEvent.ReservationMade.class,
        e ->
            say(
                "%s and %s set aside for %s (%s)",
                e.memory(), Counted.of(e.members().size(), "device"), e.vm(), e.migration()));
    sentences.on(
        HypervisorEvent.ReservationRefused.class,
        e -> say("no room for %s (%s): %s", e.vm(), e.migration(), e.reason()));
    sentences.on(
        HypervisorEvent.ReservationReleased.class,
        e -> say("the room for %s (%s) is free again", e.vm(), e.migration()));
    sentences.on(HypervisorEvent.VcpusStopped.class, e -> say("%s stands still", e.vm()));
    sentences.on(HypervisorEvent.VcpusStarted.class, e -> say("%s runs", e.vm()));
    sentences.on(
        HypervisorEvent.VmCreated.class, e -> say("%s begins here, with %s", e.vm(), e.members()));
    sentences.on(HypervisorEvent.VmRemoved.class, e -> say("%s is gone from here", e.vm()));
    sentences.on(
        HypervisorEvent.HostCrashed.class,
        e -> say("crashed, with %s on it", e.guests().isEmpty() ? "nobody" : e.guests()));
    sentences.on(HypervisorEvent.HostBooted.class, e -> "booted, empty");
    sentences.on(
        HypervisorEvent.HostPaused.class,
        e ->
            say(
                "stands for %s, and with it %s",
                e.lasts(), e.guests().isEmpty() ? "nobody" : e.guests()));
    sentences.on(HypervisorEvent.HostResumed.class, e -> "goes on");
    sentences.on(
        HypervisorEvent.HostSlowed.class,
        e -> say("takes %d times as long for %s", e.factor(), e.lasts()));
    sentences.on(
        HypervisorEvent.HostUnfit.class,
        e -> e.healed() ? say("no more %s", e.kind()) : say("unfit: %s", e.kind()));
    sentences.on(
        HypervisorEvent.VmKilled.class,
        e ->
            say(
                "the process of %s is killed%s: %s",
                e.vm(), e.ran() ? ", which ran in it" : "", e.reason()));
    sentences.on(HypervisorEvent.VmLaunched.class, e -> say("%s boots here", e.vm()));
    sentences.on(
        HypervisorEvent.CommandSubmitted.class,
        e ->
            say(
                "command %d to %s: %s, to %s %s",
                e.command(), e.owner(), e.opcode(), spaced(e.operation()), device(e.member())));
    sentences.on(
        HypervisorEvent.ObjectsUsedUp.class,
        e ->
            say(
                "no object for %s: the driver holds all %d that it may",
                device(e.member()), e.limit()));
    sentences.on(
        HypervisorEvent.CommandCompleted.class,
        e ->
            say(
                "command %d: %s, after %s",
                e.command(), StatusText.of(e.status(), e.qualifier()), e.latency()));
    sentences.on(
        HypervisorEvent.StatusWritten.class,
        e ->
            say(
                "command %d: %s written into the status register of %s, to %s it",
                e.command(), e.mode(), e.member(), spaced(e.operation())));
    sentences.on(
        HypervisorEvent.StatusSeen.class,
        e ->
            say(
                "command %d: the status register of %s says %s, after %s",
                e.command(), e.member(), spaced(e.status()), e.latency()));
    sentences.on(
        HypervisorEvent.DeviceWaits.class,
        e -> say("%s was reset while its guest stands", device(e.member())));
    sentences.on(
        HypervisorEvent.OwnerFound.class,
        e -> say("%s was reset: what its driver knew is void", e.owner()));
    sentences.on(
        HypervisorEvent.VfioStateChanged.class,
        e -> say("%s: VFIO state %s, from %s", device(e.member()), e.to(), e.from()));
    sentences.on(
        HypervisorEvent.VfioDeviceReset.class,
        e ->
            say(
                "%s was reset in VFIO state %s: it is RUNNING%s",
                device(e.member()),
                e.from(),
                e.session() ? ", and its data session is broken" : ""));
    sentences.on(
        HypervisorEvent.VfioResetDeferred.class,
        e -> say("%s was reset: looked at when it is free", device(e.member())));
    sentences.on(
        HypervisorEvent.VfioSessionLost.class,
        e -> say("the data session of %s is broken, and given up", device(e.member())));
    sentences.on(
        HypervisorEvent.ArrivalLost.class,
        e ->
            say(
                "%s was reset before its guest came: what it was given is gone",
                device(e.member())));
    sentences.on(
        HypervisorEvent.StandingDeviceReset.class,
        e ->
            say(
                "%s was reset by its guest while it stood: what it was stopped for is in vain",
                device(e.member())));
    sentences.on(
        HypervisorEvent.FunctionForced.class,
        e ->
            say(
                "%s does not come back (%s): its function is reset",
                device(e.member()), StatusText.of(e.status(), e.qualifier())));
  }
}
