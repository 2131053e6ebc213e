package io.godwit.model.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.event.MigrationEvent.GuestLost;
import io.godwit.model.event.MigrationEvent.PhaseEntered;
import io.godwit.model.event.MigrationEvent.PostCopyFinished;
import io.godwit.model.event.MigrationEvent.PostCopyPaused;
import io.godwit.model.event.MigrationEvent.PostCopyResumed;
import io.godwit.model.hypervisor.HypervisorMessage.Side;
import io.godwit.model.hypervisor.HypervisorMessage.StartVcpus;
import io.godwit.model.hypervisor.HypervisorMessage.StopVcpus;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.MigrationAnswer.AttemptEnded;
import io.godwit.model.network.FabricMessage.StartFlow;
import io.godwit.model.strategy.Strategies;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Guests whose memory follows them; each is recovered from its record at every message. */
class PostCopyTest {

  private final Setup setup = new Setup();

  PostCopyTest() {
    setup.strategy = Strategies.POST_COPY;
    setup.writes = Setup.uniform(300_000_000);
  }

  @Test
  void should_let_go_of_the_source_when_all_memory_has_followed() {
    var bench = new MigrationBench(setup).start(1).run();
    assertThat(bench.ending()).contains(new AttemptEnded(Outcome.COMPLETED, ""));
    ByteCount all = following(bench).get(0).size();
    assertThat(following(bench)).hasSize(1);
    PostCopyFinished finished = bench.events(PostCopyFinished.class).get(0);
    assertThat(finished.sent()).isEqualTo(all);
    assertThat(finished.took())
        .isEqualTo(bench.timeOf(finished).since(bench.timeOf(entered(Phase.POST_COPY))));
    assertThat(finished.faults()).isPositive();
    assertThat(finished.stalled())
        .isBetween(SimDuration.ofNanos(1), finished.took().minus(SimDuration.ofNanos(1)));
    assertThat(bench.timeOf(entered(Phase.RELEASE))).isEqualTo(bench.timeOf(finished));
  }

  @Test
  void should_go_on_while_anything_comes() {
    var bench = new MigrationBench(setup);
    bench.world.slowLink(70);
    bench.start(1).run();
    assertThat(bench.ending()).contains(new AttemptEnded(Outcome.COMPLETED, ""));
    List<StartFlow> flows = following(bench);
    assertThat(flows).hasSize(1);
    PostCopyFinished finished = bench.events(PostCopyFinished.class).get(0);
    assertThat(finished.sent()).isEqualTo(flows.get(0).size());
    assertThat(finished.took()).isGreaterThan(Setup.KEEPALIVE.times(2));
  }

  @Test
  void should_lose_the_guest_when_nothing_comes_any_more() {
    var bench = new MigrationBench(setup);
    bench.world.slowLink(70);
    bench.start(1).runTo(Phase.RESUME);
    bench.world.cutLink();
    bench.runTo(Phase.POST_COPY).cancel();
    while (bench.ending().isEmpty()) {
      bench.step();
    }
    SimDuration downtime =
        bench.timeOf(entered(Phase.POST_COPY)).since(bench.timeOf(entered(Phase.VCPU_STOP)));
    String reason = "nothing came for " + Setup.KEEPALIVE + " in post-copy";
    assertThat(bench.events())
        .endsWith(new GuestLost(reason, following(bench).get(0).size(), downtime));
    assertThat(bench.sent())
        .endsWith(
            new Outgoing(
                EntityId.hypervisor(Setup.DESTINATION),
                Setup.REMOTE,
                new StopVcpus(Setup.GUEST, 1, Side.DESTINATION)),
            new Outgoing(EntityId.fleet(), Setup.REMOTE, new AttemptEnded(Outcome.LOST, reason)));

    int events = bench.events().size();
    bench.run().cancel();
    assertThat(bench.events()).as("it stands for ever").hasSize(events);
    assertThat(bench.world.runsOn).isEmpty();
  }

  @Test
  void should_take_up_again_what_broke_when_the_link_is_back() {
    setup.recovery = new Recovery(3, SimDuration.ofSeconds(20), 2);
    var bench = new MigrationBench(setup);
    bench.start(1).runTo(Phase.RESUME);
    bench.world.cutLink();
    bench.runTo(Phase.POST_COPY).cancel();
    while (bench.events(PostCopyPaused.class).size() < 2) {
      bench.step();
    }
    bench.world.mendLink();
    bench.run();

    ByteCount all = following(bench).get(0).size();
    String reason = "nothing came for " + Setup.KEEPALIVE + " in post-copy";
    assertThat(bench.events(PostCopyPaused.class))
        .containsExactly(
            new PostCopyPaused(reason, all, SimDuration.ofSeconds(20)),
            new PostCopyPaused(reason, all, SimDuration.ofSeconds(40)));
    assertThat(bench.events(PostCopyResumed.class))
        .containsExactly(new PostCopyResumed(1), new PostCopyResumed(2));
    assertThat(bench.ending()).contains(new AttemptEnded(Outcome.COMPLETED, ""));
    PostCopyFinished finished = bench.events(PostCopyFinished.class).get(0);
    assertThat(finished.sent()).isEqualTo(all);
    assertThat(finished.stalled()).isGreaterThan(SimDuration.ofSeconds(60));
    assertThat(bench.world.runsOn).containsExactly(Setup.DESTINATION);
  }

  @Test
  void should_lose_the_guest_when_the_last_recovery_fails_too() {
    setup.recovery = new Recovery(2, SimDuration.ofSeconds(20), 1);
    var bench = new MigrationBench(setup);
    bench.start(1).runTo(Phase.RESUME);
    bench.world.cutLink();
    bench.runToEnding();
    assertThat(bench.events(PostCopyResumed.class)).hasSize(2);
    assertThat(bench.ending().orElseThrow().outcome()).isEqualTo(Outcome.LOST);
  }

  @Test
  void should_send_first_what_a_hybrid_sends_while_the_guest_runs() {
    setup.strategy = Strategies.HYBRID;
    setup.writes = Setup.uniform(600_000_000);
    var bench = new MigrationBench(setup).start(1).run();
    assertThat(bench.ending()).contains(new AttemptEnded(Outcome.COMPLETED, ""));
    assertThat(following(bench))
        .singleElement()
        .satisfies(rest -> assertThat(rest.size()).isLessThan(ByteCount.ofMib(400)));
  }

  /** The flows that begin when the guest runs again. */
  private static List<StartFlow> following(MigrationBench bench) {
    List<Message> sent = bench.sent().stream().map(Outgoing::message).toList();
    int runs = sent.indexOf(new StartVcpus(Setup.GUEST));
    return sent.subList(runs, sent.size()).stream()
        .filter(StartFlow.class::isInstance)
        .map(StartFlow.class::cast)
        .toList();
  }

  private static PhaseEntered entered(Phase phase) {
    return new PhaseEntered(phase.word());
  }
}
