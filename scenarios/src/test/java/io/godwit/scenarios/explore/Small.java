package io.godwit.scenarios.explore;

import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import java.util.List;

/** A scenario that is small enough to be explored in a test. */
final class Small {

  private static final String SCENARIO =
      """
      name: small
      seed: 1
      datacenter:
        fabric: {hosts-per-rack: 3}
        host:
          memory: 16 GiB
          owners:
            - {name: net0, type: net, members: 16, profile: virtio-1.4}
            - {name: blk0, type: blk, members: 16, profile: seed-2023}
      vms:
        - {name: web, count: 4, on: pod-0/rack-0/host-0, memory: 256 MiB, devices: [net0, blk0]}
      plan:
        - {at: 1 s, drain: pod-0/rack-0/host-0}
      """;

  /** A host crashes, and its guests are started anew elsewhere. */
  private static final String EVACUATION =
      """
      name: evacuation
      seed: 1
      datacenter:
        fabric: {hosts-per-rack: 3}
        host:
          memory: 16 GiB
          owners:
            - {name: net0, type: net, members: 16, profile: virtio-1.4}
      vms:
        - {name: web, count: 2, on: pod-0/rack-0/host-0, memory: 256 MiB, devices: [net0]}
      plan:
        - {at: 100 s, evacuate: pod-0/rack-0/host-0}
      """;

  private Small() {}

  static ScenarioFile evacuation() {
    return parse("evacuation", EVACUATION, List.of());
  }

  static ScenarioFile file() {
    return file(List.of());
  }

  /** With these in place of its own, as {@code --set} has them. */
  static ScenarioFile file(List<String> settings) {
    return parse("small", SCENARIO, settings);
  }

  private static ScenarioFile parse(String name, String scenario, List<String> settings) {
    try {
      return ScenarioFile.parse(name, scenario, settings);
    } catch (ScenarioProblems problems) {
      throw new IllegalStateException(problems);
    }
  }

  static Draft draft() {
    return Draft.of(file());
  }
}
