package io.godwit.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.option.Option;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.util.List;

/**
 * Requests, results, losses and timers in any order, at a host that is recovered before every
 * message: nobody notices, and everybody who asked is answered once.
 */
class DriverInterleavingTest {

  @Property(tries = 100)
  void should_say_the_same_when_it_is_recovered_before_every_message(Gen gen) {
    var world = new AnyWorld(gen, protocol(gen, gen.oneOf(List.of("none", "1s"))));
    world.stir(gen.between(1, 80));
  }

  @Property(tries = 100)
  void should_answer_each_request_once_when_it_gives_up_what_is_lost(Gen gen) {
    var world = new AnyWorld(gen, protocol(gen, "1s"));
    world.stir(gen.between(1, 40));
    world.settle();
    assertThat(world.answers()).isEqualTo(world.requests());
  }

  private static Protocol protocol(Gen gen, String timeout) {
    Protocol protocol = Protocol.of(gen.oneOf(List.of(Profiles.values())));
    for (Option each : List.of(Option.RETRY_EAGAIN, Option.RETENTION, Option.MODE_MATRIX)) {
      protocol = protocol.with(each, gen.oneOf(each.words()));
    }
    return protocol.with(Option.ADMIN_TIMEOUT, timeout);
  }
}
