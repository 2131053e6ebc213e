package io.godwit.dashboards.metrics;

import io.godwit.model.event.HypervisorEvent;
import io.godwit.model.event.HypervisorEvent.CommandCompleted;
import io.godwit.model.event.MemberEvent;
import io.godwit.model.event.MemberEvent.CommandRefused;
import io.godwit.model.event.MemberEvent.DisturbanceBegan;
import io.godwit.model.event.MemberEvent.ModeChanged;
import io.godwit.model.event.MemberEvent.ResultLost;
import io.godwit.model.event.OwnerEvent;
import io.godwit.model.event.OwnerEvent.CommandDropped;
import io.godwit.model.event.OwnerEvent.CommandFetched;
import io.godwit.model.event.OwnerEvent.CommandServed;
import io.godwit.model.event.OwnerEvent.CommandTurnedAway;
import io.godwit.model.event.OwnerEvent.OwnerDisturbed;
import io.godwit.model.event.OwnerEvent.OwnerStarted;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.util.Optional;

/** What the owners' administration queues are asked, and how long that takes. */
final class DeviceMetrics {

  /** More status codes, or modes, than that share a label. */
  private static final int WORDS = 30;

  private final Counter commands;
  private final Histogram latency;
  private final Histogram queued;
  private final Counter service;
  private final Gauge inFlight;
  private final Gauge owners;
  private final Counter turnedAway;
  private final Counter unanswered;
  private final Counter refused;
  private final Counter modes;
  private final Counter drained;
  private final Counter disturbances;
  private final BoundedLabel words = new BoundedLabel(WORDS);
  private final BoundedLabel statuses = new BoundedLabel(WORDS);

  DeviceMetrics(Registry registry) {
    commands =
        registry.counter("godwit_admin_commands", "Admin commands answered.", "opcode", "status");
    latency =
        registry.histogram(
            "godwit_admin_command_latency_seconds",
            "From the doorbell to the interrupt.",
            Bounds.seconds(-5, 1, Optional.empty()));
    queued =
        registry.histogram(
            "godwit_admin_command_queued_seconds",
            "What commands waited for an engine of their owner.",
            Bounds.seconds(-6, 1, Optional.empty()));
    service =
        registry.counter("godwit_admin_command_service_seconds", "Time that engines were busy.");
    inFlight =
        registry.gauge("godwit_admin_commands_in_flight", "Fetched by an owner and not served.");
    owners = registry.gauge("godwit_owners", "Owner devices that were asked anything.");
    turnedAway =
        registry.counter("godwit_admin_commands_turned_away", "Commands that found a full queue.");
    unanswered = registry.counter("godwit_admin_results_lost", "Commands whose answer never came.");
    refused = registry.counter("godwit_admin_commands_refused", "Commands refused.", "opcode");
    modes = registry.counter("godwit_member_mode_changes", "Devices that changed mode.", "to");
    drained =
        registry.counter("godwit_member_drain_seconds", "Waited for requests in flight at stops.");
    disturbances =
        registry.counter("godwit_disturbances", "Resets, power transitions and such.", "kind");
  }

  void take(HypervisorEvent event) {
    if (event instanceof CommandCompleted completed) {
      commands
          .labels(words.of(completed.opcode()), statuses.of(String.valueOf(completed.status())))
          .inc();
      latency.observe(completed.latency().toSeconds());
    }
  }

  void take(OwnerEvent event) {
    if (event instanceof OwnerStarted) {
      owners.inc();
    } else if (event instanceof CommandFetched) {
      inFlight.inc();
    } else if (event instanceof CommandServed served) {
      inFlight.dec();
      queued.observe(served.queued().toSeconds());
      service.inc(served.service().toSeconds());
    } else if (event instanceof CommandDropped) {
      inFlight.dec();
      unanswered.inc();
    } else if (event instanceof CommandTurnedAway) {
      turnedAway.inc();
    } else if (event instanceof OwnerDisturbed disturbed) {
      disturbances.labels(words.of(disturbed.kind())).inc();
    }
  }

  void take(MemberEvent event) {
    if (event instanceof ModeChanged changed) {
      modes.labels(words.of(changed.to())).inc();
      drained.inc(changed.drain().toSeconds());
    } else if (event instanceof CommandRefused no) {
      refused.labels(words.of(no.opcode())).inc();
    } else if (event instanceof ResultLost) {
      unanswered.inc();
    } else if (event instanceof DisturbanceBegan began) {
      disturbances.labels(words.of(began.kind())).inc();
    }
  }
}
