package io.godwit.dashboards.metrics;

import io.godwit.dashboards.report.Judgement;
import io.godwit.dashboards.report.Summary;
import io.godwit.model.event.Event;
import io.godwit.model.event.FabricEvent;
import io.godwit.model.event.FleetEvent;
import io.godwit.model.event.FleetEvent.RunFinished;
import io.godwit.model.event.FleetEvent.RunStarted;
import io.godwit.model.event.HypervisorEvent;
import io.godwit.model.event.MemberEvent;
import io.godwit.model.event.MigrationEvent;
import io.godwit.model.event.Occurrence;
import io.godwit.model.event.OwnerEvent;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimTime;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Info;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A run as Prometheus metrics, as far as its events were taken: the same while it goes on, at each
 * moment of virtual time, and at its end. Labels are bounded whatever the size of the run, and no
 * value depends on a wall clock.
 */
public final class RunMetrics {

  private static final List<String> VERDICTS =
      List.of("VALID", "INVALID", "UNKNOWN", Summary.UNFINISHED);

  private final Registry registry = new Registry();
  private final FleetMetrics fleet;
  private final MigrationMetrics migrations;
  private final FabricMetrics fabric;
  private final DeviceMetrics devices;
  private final Info run;
  private final Counter virtual;
  private final Counter events;
  private final Gauge verdict;
  private final Gauge broken;
  private Optional<RunStarted> started = Optional.empty();
  private String digest = "";

  public RunMetrics(RunTargets targets) {
    fleet = new FleetMetrics(registry, targets);
    migrations = new MigrationMetrics(registry, targets);
    fabric = new FabricMetrics(registry);
    devices = new DeviceMetrics(registry);
    run = registry.info("godwit_run", "Which run this is; its digest is known when it is over.");
    virtual = registry.counter("godwit_virtual_seconds", "Virtual time that has passed.");
    events = registry.counter("godwit_events", "Events in the journal.");
    verdict = registry.gauge("godwit_run_verdict", "1 for the verdict on the run.", "verdict");
    VERDICTS.forEach(word -> verdict.labels(word).set(word.equals(Summary.UNFINISHED) ? 1 : 0));
    broken =
        registry.gauge("godwit_invariant_broken", "Whether an invariant is broken.", "invariant");
  }

  /** Takes the next event of the history. */
  public void accept(RecordedEvent recorded) {
    accept(recorded.entity(), recorded.occurrence());
  }

  /** The same for one whose place in the history does not matter. */
  public void accept(EntityId entity, Occurrence occurrence) {
    pass(occurrence.at());
    events.inc();
    Event event = occurrence.event();
    if (event instanceof OwnerEvent owner) {
      devices.take(owner);
    } else if (event instanceof HypervisorEvent hypervisor) {
      devices.take(hypervisor);
      migrations.take(hypervisor);
    } else if (event instanceof MemberEvent member) {
      devices.take(member);
    } else if (event instanceof MigrationEvent migration) {
      migrations.take(entity.name(), occurrence.at(), migration);
    } else if (event instanceof FabricEvent flow) {
      fabric.take(flow);
    } else if (event instanceof FleetEvent plan) {
      take(occurrence.at(), plan);
    }
  }

  private void take(SimTime at, FleetEvent event) {
    fleet.take(at, event);
    if (event instanceof RunStarted first) {
      started = Optional.of(first);
      identify(digest);
    } else if (event instanceof RunFinished) {
      migrations.end();
    }
  }

  /** Virtual time has come to {@code at}, with or without an event. */
  public void pass(SimTime at) {
    virtual.inc(Math.max(0, at.nanos() / 1e9 - virtual.get()));
  }

  /** The digest over all events is known; the empty text for one that is not. */
  public void identify(String known) {
    digest = known;
    started.ifPresent(
        first ->
            run.info(
                "scenario",
                first.scenario(),
                "seed",
                String.valueOf(first.seed()),
                "version",
                first.version(),
                "digest",
                digest));
  }

  /** What was found in the end. */
  public void conclude(Summary summary) {
    identify(summary.digest());
    VERDICTS.forEach(word -> verdict.labels(word).set(word.equals(summary.verdict()) ? 1 : 0));
    for (Judgement invariant : summary.invariants()) {
      broken.labels(invariant.name()).set(invariant.failed() ? 1 : 0);
    }
  }

  /** All families by name, each with its series as they are now. */
  public List<MetricFamilySamples> families() {
    return registry.families();
  }

  /** The text that Prometheus scrapes; the same events give the same. */
  public String text() {
    var text = new StringWriter();
    try {
      TextFormat.write004(text, Collections.enumeration(families()));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }
}
