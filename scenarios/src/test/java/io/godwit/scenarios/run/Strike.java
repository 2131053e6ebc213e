package io.godwit.scenarios.run;

import io.godwit.dashboards.report.Judgement;
import io.godwit.dashboards.report.Summary;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import java.util.List;

/**
 * One fault at one step of one migration, and what came of it.
 *
 * @param setting a row of {@link Setting}
 * @param fault as the keys of a fault in a scenario, without vm and phase
 * @param phase with which it strikes
 */
record Strike(Setting setting, String fault, String phase) {

  /** What is struck. */
  enum Setting {
    SEED_2023("pre-copy, a device of the seed", "pre-copy", "seed-2023"),
    VIRTIO_1_4("pre-copy, a device of virtio 1.4", "pre-copy", "virtio-1.4"),
    POST_COPY("post-copy", "post-copy", ""),
    HYBRID("hybrid", "hybrid", "");

    private final String about;
    private final String strategy;
    private final String profile;

    Setting(String about, String strategy, String profile) {
      this.about = about;
      this.strategy = strategy;
      this.profile = profile;
    }

    String about() {
      return about;
    }

    boolean hasDevice() {
      return !profile.isEmpty();
    }
  }

  /**
   * @param word for the table
   * @param broken the invariants that do not hold
   * @param struck whether the fault struck at all
   * @param reason why it did not go as it should, of the migration's last attempt that failed
   */
  record Outcome(String word, List<String> broken, boolean struck, String reason) {}

  /** A fault for people: its values, without the keys. */
  static String words(String fault) {
    return fault
        .replaceFirst("kind: ", "")
        .replaceFirst(", status: ", " ")
        .replaceFirst(", side: source", ", source")
        .replaceFirst(", side: destination", ", destination")
        .replaceFirst("^(host-crash|link-down)(.*), for: ", "$1$2, back after ")
        .replaceFirst(", for: ", ", for ")
        .replaceFirst(", factor: ", ", factor ")
        .replaceFirst(", loss: ", ", loss ")
        .replaceFirst(", delay: ", ", delay ");
  }

  String scenario() {
    String owner =
        setting.hasDevice()
            ? "\n    owners: [{name: net0, type: net, members: 8, queues: 2, requests: 20000/s,"
                + " request-time: 200 us, profile: "
                + setting.profile
                + "}]"
            : "";
    return """
        name: strike
        seed: 3
        datacenter:
          fabric: {hosts-per-rack: 4, host-link: 10 Gbit/s}
          host:
            memory: 64 GiB%s
        vms:
          - name: vm
            memory: 1 GiB
            on: pod-0/rack-0/host-0
            dirtying: {model: uniform, rate: %s, working-set: 512 MiB}%s
        migration:
          memory: {strategy: %s}
          retry: {attempts: 2, backoff: 20 s}%s
        %s
        faults:
          - {vm: vm-0, phase: %s, %s}
        plan:
          - {at: 1 s, migrate: vm-0}
        """
        .formatted(
            owner,
            setting == Setting.HYBRID ? "2 GB/s" : "20 MB/s",
            setting.hasDevice() ? "\n    devices: [net0]" : "",
            setting.strategy,
            setting.hasDevice() ? "" : "\n  orchestration: {postcopy-recover: retry}",
            setting.hasDevice() ? "protocol: {admin-timeout: 1s}" : "",
            phase,
            fault);
  }

  Outcome run() {
    try {
      ScenarioFile file = ScenarioFile.parse("strike.yaml", scenario(), List.of());
      Summary summary = new ScenarioRun(file, "test").inMemory(any -> true).orElseThrow().summary();
      List<String> broken =
          summary.invariants().stream()
              .filter(Judgement::failed)
              .map(each -> each.name() + ": " + each.detail())
              .toList();
      boolean struck = summary.faults().stream().allMatch(each -> each.result().equals("struck"));
      return new Outcome(word(summary), broken, struck, reason(summary));
    } catch (ScenarioProblems wrong) {
      throw new AssertionError(scenario(), wrong);
    } catch (RuntimeException bug) {
      throw new AssertionError(scenario(), bug);
    }
  }

  private static String reason(Summary summary) {
    return String.join("; ", summary.plans().get(0).reasons());
  }

  private static String word(Summary summary) {
    Summary.Migrations migrations = summary.migrations();
    if (migrations.completed() == 1 && summary.vms().lost() == 1) {
      return "moved, lost later";
    } else if (migrations.completed() == 1) {
      return migrations.retried() == 0 ? "moved" : "moved, 2nd try";
    } else if (migrations.lost() == 1) {
      return "lost";
    } else if (migrations.failed() + migrations.rolledBack() == 1) {
      return "stayed";
    }
    return migrations.cancelled() == 1 ? "cancelled" : "OPEN";
  }

  @Override
  public String toString() {
    return setting + ": " + fault + " in " + phase;
  }
}
