package io.godwit.scenarios.explore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.model.migration.Phase;
import io.godwit.scenarios.explore.Aims.Aim;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import io.godwit.scenarios.file.Vocabulary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Many guests on few hosts, each phase of whose migrations meets a fault in one of twenty: of what
 * kind, on which side, how long and how bad is drawn anew for each mix. Where {@code explore} has
 * few faults in a run, these have dozens at once. {@code -Dgodwit.mixes=2000} makes more of them,
 * {@code -Dgodwit.mixes.first=812} begins with another, and that alone with {@code
 * -Dgodwit.mixes=1}.
 */
class MishapMixesTest {

  private static final long MIXES = Long.getLong("godwit.mixes", 8);
  private static final long FIRST = Long.getLong("godwit.mixes.first", 1);
  private static final long DELIVERIES = 3_000_000;

  private static final String CROWD =
      """
      name: mix
      datacenter:
        fabric: {pods: 2, racks-per-pod: 1, hosts-per-rack: 3, host-link: 25 Gbit/s}
        host:
          memory: 256 GiB
          owners: [{name: net0, type: net, members: 256, queues: 2, profile: virtio-1.4}]
      vms:
        - {name: web, count: 70, on: pod-0, memory: 256 MiB, devices: [net0]}
        - {name: db, count: 30, on: pod-0, memory: 256 MiB, migration: {memory: {strategy: pre-copy}}}
      migration: {retry: {attempts: 4, backoff: 2 s}}
      plan:
        - {at: 1 s, drain: pod-0, limits: {total: 40, per-source: 16, per-destination: 16}}
      """;

  private final Domain domain = new Domain(Vocabulary.words("faults.kind"), false);

  private static ScenarioFile crowd(long seed) {
    try {
      return ScenarioFile.parse("mix", CROWD, List.of("seed=" + seed));
    } catch (ScenarioProblems problems) {
      throw new AssertionError(problems);
    }
  }

  private Draft mix(long number) {
    var dice = new Dice(1, number);
    Draft mix = Draft.of(crowd(number));
    domain.settle(mix);
    domain.vary(mix, dice);
    Ways.profiles(mix, dice, domain);
    Ways.context(mix, dice);
    int chance = dice.oneOf(List.of(2, 5, 15));
    ArrayNode faults = mix.list("faults");
    String strategy = dice.oneOf(List.of("pre-copy", "post-copy", "hybrid"));
    ((ObjectNode) mix.root().at("/vms/1/migration/memory")).put("strategy", strategy);
    for (Phase phase : Phase.values()) {
      if (phase != Phase.POST_COPY) {
        faults.add(fault(mix, "web-*", phase, dice).put("probability", chance + "%"));
      }
      if (phase != Phase.POST_COPY || !strategy.equals("pre-copy")) {
        faults.add(fault(mix, "db-*", phase, dice).put("probability", chance + "%"));
      }
    }
    return mix;
  }

  /** One that the scenario takes; among so many kinds, some do not fit into a phase. */
  private ObjectNode fault(Draft mix, String vms, Phase phase, Dice dice) {
    boolean devices = vms.startsWith("web");
    List<String> kinds =
        domain.faults().stream()
            .filter(kind -> devices || !Kinds.needsDevices(kind))
            .filter(kind -> Kinds.isOfPhase(kind) && Kinds.isPossible(kind, phase, domain))
            .toList();
    while (true) {
      Draft alone = mix.copy();
      alone.root().remove("faults");
      String kind = dice.oneOf(kinds);
      Faults.aim(alone, new Aim(kind, phase, side(kind, phase, dice)), dice, domain);
      if (alone.list("faults").size() == 1) {
        return settled((ObjectNode) alone.list("faults").get(0), dice).put("vm", vms);
      }
    }
  }

  private static Optional<String> side(String kind, Phase phase, Dice dice) {
    if (!Kinds.hasSide(kind)) {
      return Optional.empty();
    } else if (isOfOneWhoActs(kind)) {
      return Optional.of(phase == Phase.RELEASE ? "destination" : "source");
    }
    return Optional.of(dice.oneOf(Vocabulary.words("faults.side")));
  }

  /** Some strike on the way back; what a guest does is not put off until it stands. */
  private static ObjectNode settled(ObjectNode fault, Dice dice) {
    if (isOfOneWhoActs(fault.path("kind").asText())) {
      fault.remove("after");
    } else if (dice.chance(20)) {
      fault.put("on", "undone").remove("attempt");
    }
    return fault;
  }

  /** Guests act where they run, and devices of theirs where these are. */
  private static boolean isOfOneWhoActs(String kind) {
    return Domain.isOfGuest(kind) || Domain.isOfPeer(kind);
  }

  /** What went wrong in each mix; {@code refused} counts those that ask what cannot be. */
  @Test
  void should_leave_nobody_in_two_places_and_nothing_behind() {
    var judge = new Judge("test", domain, DELIVERIES);
    var refused = new ConcurrentSkipListMap<Long, String>();
    List<String> wrong =
        LongStream.range(FIRST, FIRST + MIXES)
            .parallel()
            .boxed()
            .flatMap(number -> wrong(judge, number, refused))
            .toList();
    assertThat(wrong).isEmpty();
    assertThat(refused).hasSizeLessThan((int) (2 + MIXES / 2));
  }

  private Stream<String> wrong(Judge judge, long number, Map<Long, String> refused) {
    Draft mix = mix(number);
    Verdict verdict = judge.judge(mix);
    verdict.refused().ifPresent(why -> refused.put(number, why));
    return verdict.troubles().stream()
        .map(trouble -> "-Dgodwit.mixes.first=" + number + ": " + trouble + '\n' + mix.text());
  }
}
