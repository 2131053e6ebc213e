package io.godwit.scenarios.file;

import io.godwit.scenarios.file.Tree.Branch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Names for sets of an orchestrator's parameters: libvirt, Nova and KubeVirt as of August 2026,
 * oVirt's policies as of its engine 4.5. A parameter that a name does not set is that of {@code
 * none}.
 */
enum Orchestrators {
  NONE("none", "nobody: only retry.timeout-per-gib ends an attempt", ""),
  LIBVIRT("libvirt", "as virsh without options: lets the hypervisor go on for ever", ""),
  NOVA(
      "nova",
      "10 downtime steps up to 500 ms, 75 s a GiB apart; aborts after 800 s a GiB",
      Texts.NOVA),
  NOVA_FORCE(
      "nova-force-complete",
      "as nova, but pauses the guest after 800 s a GiB",
      Texts.NOVA + "on-timeout: pause\n"),
  NOVA_POST_COPY(
      "nova-post-copy",
      "as nova, but goes on with post-copy after 800 s a GiB",
      Texts.NOVA + "on-timeout: post-copy\n"),
  NOVA_AUTO_CONVERGE(
      "nova-auto-converge",
      "as nova, with auto-converge from the beginning",
      Texts.NOVA + "auto-converge: true\n"),
  KUBEVIRT("kubevirt", "aborts after 150 s a GB, or 150 s without progress", Texts.KUBEVIRT),
  KUBEVIRT_POST_COPY(
      "kubevirt-post-copy",
      "as kubevirt, but goes on with post-copy after 150 s a GB; with devices, switches over",
      Texts.KUBEVIRT + "on-timeout: post-copy\non-timeout-with-devices: switch-over\n"),
  KUBEVIRT_DISRUPTION(
      "kubevirt-disruption",
      "as kubevirt, but pauses the guest after 150 s a GB; with devices, switches over",
      Texts.KUBEVIRT + "on-timeout: pause\non-timeout-with-devices: switch-over\n"),
  OVIRT_MINIMAL_DOWNTIME(
      "ovirt-minimal-downtime",
      "raises the downtime limit round by round from 100 ms to 500 ms, then aborts; throttles",
      Texts.OVIRT + Texts.TO_500_MS + "  - {rounds: 8, action: abort}\n"),
  OVIRT_SUSPEND(
      "ovirt-suspend",
      "as ovirt-minimal-downtime, with a last limit of 5 s before it aborts",
      Texts.OVIRT.replace("per-source: 2", "per-source: 1")
          + Texts.TO_500_MS
          + "  - {rounds: 8, downtime-limit: 5 s}\n  - {rounds: 9, action: abort}\n"),
  OVIRT_POST_COPY(
      "ovirt-post-copy",
      "raises the downtime limit to 200 ms, then goes on with post-copy; throttles",
      Texts.OVIRT + Texts.TO_200_MS + "  - {rounds: 4, action: post-copy}\n");

  private static final String PATH = "migration.orchestration";

  private final String word;
  private final String about;
  private final String parameters;

  Orchestrators(String word, String about, String parameters) {
    this.word = word;
    this.about = about;
    this.parameters = parameters;
  }

  /** In YAML; times of Nova and KubeVirt are for each GiB. */
  private static final class Texts {

    /** What every orchestrator starts from: libvirt's keepalive of 5 s x 6, and nothing else. */
    static final String BASE =
        """
        gib: 1 GiB
        least-memory: 1 GiB
        on-timeout: abort
        poll: 500 ms
        auto-converge: false
        keepalive: 30 s
        postcopy-recover: retry
        """;

    static final String NOVA =
        """
        timeout-per-gib: 800 s
        least-memory: 2 GiB
        downtime: 500 ms
        downtime-steps: 10
        downtime-delay: 75 s
        postcopy-recover: never
        parallel-per-source: 1
        """;

    static final String KUBEVIRT =
        """
        timeout-per-gib: 150 s
        gib: 1 GB
        least-memory: 1 GB
        progress-timeout: 150 s
        postcopy-recover: never
        parallel: 5
        parallel-per-source: 2
        """;

    /** Its monitor looks every 10 s, and acts when more rounds have ended than a limit says. */
    static final String OVIRT =
        """
        auto-converge: true
        poll: 10 s
        postcopy-recover: never
        parallel-per-source: 2
        """;

    static final String TO_200_MS =
        """
        schedule:
          - {after: 0 s, downtime-limit: 100 ms}
          - {rounds: 2, downtime-limit: 150 ms}
          - {rounds: 3, downtime-limit: 200 ms}
        """;

    static final String TO_500_MS =
        TO_200_MS
            + """
              - {rounds: 4, downtime-limit: 300 ms}
              - {rounds: 5, downtime-limit: 400 ms}
              - {rounds: 7, downtime-limit: 500 ms}
            """;

    private Texts() {}
  }

  String word() {
    return word;
  }

  /** One line for help texts and reference tables. */
  String about() {
    return about;
  }

  static Orchestrators of(String word) {
    return MigrationBlock.ORCHESTRATOR.type().read(word);
  }

  /** The parameters that it stands for. */
  Values parameters() {
    return bound(Texts.BASE).overlaid(parameters.isEmpty() ? bound("{}") : bound(parameters));
  }

  /** The same as they are written, those of {@code none} first. */
  Map<String, Tree> written() {
    var written = new LinkedHashMap<String, Tree>();
    for (String yaml : List.of(Texts.BASE, parameters)) {
      tree(yaml.isEmpty() ? "{}" : yaml)
          .entries()
          .forEach((key, entry) -> written.put(key, entry.value()));
    }
    return written;
  }

  private static Branch tree(String yaml) {
    try {
      return YamlReader.read("orchestrators", yaml);
    } catch (ScenarioProblems wrong) {
      throw new IllegalStateException(wrong);
    }
  }

  private static Values bound(String yaml) {
    Branch branch = tree(yaml);
    var binder = new Binder("orchestrators");
    Values values = binder.bind(OrchestrationBlock.SECTION, branch, PATH);
    if (!binder.problems().isEmpty()) {
      throw new IllegalStateException(binder.problems().toString());
    }
    return values;
  }
}
