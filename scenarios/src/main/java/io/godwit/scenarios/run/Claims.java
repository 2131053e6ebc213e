package io.godwit.scenarios.run;

import io.godwit.dashboards.report.Judgement;
import io.godwit.model.event.FleetEvent.MigrationAdmitted;
import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.FleetEvent.RetryScheduled;
import io.godwit.model.event.FleetEvent.RunFinished;
import io.godwit.model.event.HypervisorEvent.HostBooted;
import io.godwit.model.event.HypervisorEvent.HostCrashed;
import io.godwit.model.event.HypervisorEvent.HostPaused;
import io.godwit.model.event.HypervisorEvent.HostResumed;
import io.godwit.model.event.HypervisorEvent.HypervisorStarted;
import io.godwit.model.event.HypervisorEvent.VcpusStarted;
import io.godwit.model.event.HypervisorEvent.VcpusStopped;
import io.godwit.model.event.HypervisorEvent.VmCreated;
import io.godwit.model.event.HypervisorEvent.VmKilled;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.unit.Counted;
import io.godwit.scenarios.file.Claim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds what a scenario claims of every moment against the moments as they pass. */
final class Claims {

  private record Migration(String vm, String source, String destination, String state) {
    Migration in(String next) {
      return new Migration(vm, source, destination, next);
    }
  }

  /** One claim, with what is known so far. */
  private static final class Watched {
    private final Claim claim;
    private long moments;
    private long fulfilled;
    private boolean holdsNow;
    private Optional<String> first = Optional.empty();

    Watched(Claim claim) {
      this.claim = claim;
    }

    void see(long count, RecordedEvent recorded) {
      moments++;
      holdsNow = claim.holds(count);
      fulfilled += holdsNow ? 1 : 0;
      boolean telling = claim.mode() == Claim.Mode.ALWAYS ? !holdsNow : holdsNow;
      if (telling && first.isEmpty()) {
        first =
            Optional.of(
                "%d at %s, event %d of %s"
                    .formatted(count, recorded.at(), recorded.order(), recorded.entity()));
      }
    }

    Judgement judged() {
      boolean met =
          switch (claim.mode()) {
            case ALWAYS -> moments > 0 && fulfilled == moments;
            case EVENTUALLY -> moments > 0 && holdsNow;
            case SOMETIMES -> fulfilled > 0;
          };
      String often = "so at %,d of %s".formatted(fulfilled, Counted.of(moments, "moment"));
      String detail =
          moments == 0
              ? "nothing to measure"
              : first.map(where -> "first %s; %s".formatted(where, often)).orElse(often);
      return new Judgement(claim.text(), met ? "met" : "missed", detail);
    }
  }

  private final List<Watched> watched = new ArrayList<>();
  private final Map<String, Migration> migrations = new HashMap<>();
  private final Map<String, String> homes = new HashMap<>();
  private final Set<String> standing = new HashSet<>();

  /** Guests that stand with their host. */
  private final Map<String, String> paused = new HashMap<>();

  private final Set<String> down = new HashSet<>();
  private final Map<String, Integer> retries = new HashMap<>();

  Claims(List<Claim> claims) {
    claims.forEach(claim -> watched.add(new Watched(claim)));
  }

  void accept(RecordedEvent recorded) {
    if (!watched.isEmpty() && changes(recorded)) {
      watched.forEach(each -> each.see(count(each.claim), recorded));
    }
  }

  List<Judgement> judged() {
    return watched.stream().map(Watched::judged).toList();
  }

  private boolean changes(RecordedEvent recorded) {
    String entity = recorded.entity().name();
    if (recorded.event() instanceof MigrationPlanned planned) {
      migrations.put(
          planned.migration(), new Migration(planned.vm(), planned.source(), "", "waiting"));
    } else if (recorded.event() instanceof MigrationAdmitted admitted) {
      Migration was = migrations.get(admitted.migration());
      migrations.put(
          admitted.migration(),
          new Migration(was.vm(), was.source(), admitted.destination(), "running"));
      retries.put(admitted.migration(), admitted.attempt() - 1);
    } else if (recorded.event() instanceof RetryScheduled retry) {
      migrations.computeIfPresent(retry.migration(), (name, was) -> was.in("waiting"));
    } else if (recorded.event() instanceof MigrationSettled settled) {
      migrations.computeIfPresent(settled.migration(), (name, was) -> was.in(settled.outcome()));
    } else if (recorded.event() instanceof HypervisorStarted started) {
      started.vms().forEach(vm -> homes.putIfAbsent(vm, entity));
    } else if (recorded.event() instanceof VmCreated created) {
      homes.put(created.vm(), entity);
    } else if (recorded.event() instanceof VcpusStopped stopped) {
      standing.add(stopped.vm());
    } else if (recorded.event() instanceof VcpusStarted started) {
      homes.put(started.vm(), entity);
      standing.remove(started.vm());
    } else if (recorded.event() instanceof HostCrashed crash) {
      down.add(entity);
      paused.values().removeIf(entity::equals);
      crash.guests().stream().filter(vm -> entity.equals(homes.get(vm))).forEach(standing::add);
    } else if (recorded.event() instanceof VmKilled killed) {
      if (killed.ran()) {
        standing.add(killed.vm());
      }
    } else if (recorded.event() instanceof HostPaused pause) {
      pause.guests().forEach(vm -> paused.put(vm, entity));
    } else if (recorded.event() instanceof HostResumed) {
      paused.values().removeIf(entity::equals);
    } else if (recorded.event() instanceof HostBooted) {
      down.remove(entity);
    } else {
      return recorded.event() instanceof RunFinished;
    }
    return true;
  }

  private long count(Claim claim) {
    return switch (claim.level()) {
      case STANDING ->
          standing.size() + paused.keySet().stream().filter(vm -> !standing.contains(vm)).count();
      case HOSTS_DOWN -> down.size();
      case RETRIED ->
          migrations.entrySet().stream()
              .filter(each -> isOf(claim, each.getValue()))
              .mapToLong(each -> retries.getOrDefault(each.getKey(), 0))
              .sum();
      default -> {
        String state = claim.level().word().substring("migrations.".length());
        yield migrations.values().stream()
            .filter(each -> each.state().equals(state) && isOf(claim, each))
            .count();
      }
    };
  }

  private static boolean isOf(Claim claim, Migration migration) {
    return claim
        .of()
        .map(of -> of.takes(migration.vm(), migration.source(), migration.destination()))
        .orElse(true);
  }
}
