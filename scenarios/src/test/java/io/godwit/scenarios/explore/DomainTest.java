package io.godwit.scenarios.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.device.Access;
import io.godwit.model.protocol.Profiles;
import io.godwit.scenarios.explore.Trouble.Kind;
import io.godwit.scenarios.file.ScenarioFile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DomainTest {

  private static final Domain SOUND = new Domain(List.of("repeated-read"), false);
  private static final Domain WILD = new Domain(List.of("repeated-read"), true);

  private static final List<String> IN_DELTAS =
      List.of(
          "datacenter.host.owners[0].profile=seed-2023",
          "protocol.incremental=delta",
          "protocol.clear-on-read=change-record");

  private static final String DEVICES_FIRST =
      """
      name: first
      datacenter:
        fabric: {hosts-per-rack: 2}
        host: {memory: 1 GiB, owners: [{name: net0, type: net, members: 2, profile: seed-2023}]}
      migration: {order: devices-first, retry: {attempts: 1}}
      vms: [{name: web, memory: 10 MiB, on: pod-0/rack-0/host-0, devices: [net0]}]
      plan: [{at: 1 s, migrate: web-0}]
      faults: [{kind: doorbell, vm: web-0, phase: vcpu-stop, after: 5300 us}]
      """;

  private static Draft readTwice(List<String> settings) {
    Draft draft = Draft.of(Small.file(settings));
    SOUND.settle(draft);
    draft
        .list("faults")
        .addObject()
        .put("kind", "repeated-read")
        .put("vm", "web-0")
        .put("phase", "context-read");
    return draft;
  }

  @Test
  void should_not_blame_the_recovery_for_a_second_read_that_finds_less() {
    Draft draft = readTwice(IN_DELTAS);
    assertThat(new Judge("test", WILD, 100_000).judge(draft).troubles())
        .extracting(Trouble::kind)
        .contains(Kind.INVARIANT);
    Verdict verdict = new Judge("test", SOUND, 100_000).judge(draft);
    assertThat(verdict.troubles()).isEmpty();
    assertThat(verdict.refused()).hasValueSatisfying(why -> assertThat(why).contains("read twice"));
  }

  @Test
  void should_judge_a_second_read_that_finds_all() {
    Verdict verdict = new Judge("test", SOUND, 100_000).judge(readTwice(List.of()));
    assertThat(verdict.refused()).isEmpty();
    assertThat(verdict.troubles()).isEmpty();
  }

  @Test
  void should_read_in_deltas_only_where_a_read_can_be_discarded() {
    assertThat(SOUND.profiles(readTwice(IN_DELTAS))).containsExactly("seed-2023", "status-bit");
    assertThat(SOUND.profiles(readTwice(List.of()))).contains("virtio-1.4", "precursor");
    assertThat(WILD.profiles(readTwice(IN_DELTAS))).contains("virtio-1.4", "precursor");
  }

  static Stream<Arguments> acts() {
    return Stream.of(Profiles.values())
        .flatMap(
            profile ->
                Stream.of(Access.values())
                    .filter(Access::isOfGuest)
                    .map(access -> Arguments.of(profile.word(), access.word())));
  }

  /** Where devices stop first, what a guest may still do must not get lost with them. */
  @ParameterizedTest
  @MethodSource("acts")
  void should_let_a_stopped_device_take_what_its_running_guest_does(String profile, String kind)
      throws Exception {
    List<String> settings =
        List.of("datacenter.host.owners[0].profile=" + profile, "faults[0].kind=" + kind);
    Draft draft = Draft.of(ScenarioFile.parse("first", DEVICES_FIRST, settings));
    SOUND.settle(draft);
    Verdict verdict = new Judge("test", SOUND, 100_000).judge(draft);
    assertThat(verdict.refused()).isEmpty();
    assertThat(verdict.troubles()).isEmpty();
  }
}
