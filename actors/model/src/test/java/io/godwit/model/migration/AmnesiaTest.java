package io.godwit.model.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.Scene;
import io.godwit.model.event.Event;
import io.godwit.model.migration.MigrationBench.Due;
import io.godwit.model.precopy.Engines;
import io.godwit.model.precopy.PreCopySettings;
import io.godwit.model.strategy.Strategies;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.util.ArrayList;
import java.util.List;

/**
 * Migrations in which anything may be refused or cancelled at any time, and tried again. {@code
 * -Dgodwit.property.factor=100} makes ten thousand of them.
 */
class AmnesiaTest {

  /** A migration that is recovered at every message, against one that never was. */
  @Property(tries = 60)
  void should_never_notice_that_it_was_stopped_and_recovered(Gen gen) {
    Setup setup = setup(gen);
    MigrationBench forgetful = live(gen, setup);

    var steady = Scene.of(setup.migration());
    var events = new ArrayList<Event>();
    var sent = new ArrayList<Outgoing>();
    for (Due due : forgetful.delivered()) {
      steady.after(due.at().since(steady.now())).when(due.from(), due.message());
      events.addAll(steady.events());
      sent.addAll(steady.outgoing());
    }
    assertThat(forgetful.events()).isEqualTo(events);
    assertThat(forgetful.sent()).isEqualTo(sent);
  }

  /** One to three attempts, until one completes, in a world that may refuse and cancel. */
  private static MigrationBench live(Gen gen, Setup setup) {
    var bench = new MigrationBench(setup);
    for (int question = 1; question < 200; question++) {
      if (gen.chance(2)) {
        bench.world.refuse(question);
      }
    }
    bench.world.slowLink(gen.chance(10) ? 8 : 1);
    for (int attempt = 1; attempt <= 3 && bench.mayBeTriedAgain(); attempt++) {
      bench.start(attempt);
      if (gen.chance(30)) {
        bench.step(gen.between(0, 60)).cancel();
      }
      if (gen.chance(10)) {
        bench.step(gen.between(0, 60)).world.cutLink();
      }
      bench.runToEnding();
    }
    return bench.run();
  }

  private static Setup setup(Gen gen) {
    var setup = new Setup();
    setup.contexts = gen.oneOf(List.of(ContextStrategies.values()));
    setup.rollback = gen.oneOf(List.of(Rollbacks.values()));
    setup.stopBeforeFreeze = gen.chance(50);
    setup.devices = gen.between(0, 3);
    setup.engine = gen.oneOf(List.of(Engines.values()));
    setup.strategy =
        gen.oneOf(
            List.of(
                Strategies.PRE_COPY,
                Strategies.PRE_COPY,
                Strategies.STOP_AND_COPY,
                Strategies.AUTO_CONVERGE,
                Strategies.POST_COPY,
                Strategies.HYBRID));
    setup.writes = Setup.uniform(gen.magnitude(1_000_000_000));
    setup.preCopy = PreCopySettings.DEFAULT.withMaxRounds(8);
    if (gen.chance(30)) {
      setup.preCopy = setup.preCopy.withMaxBandwidth(new ByteRate(600_000_000));
    }
    setup.timeoutPerGib = SimDuration.ofMillis(gen.chance(10) ? 1_500 : 45_000);
    return setup;
  }
}
