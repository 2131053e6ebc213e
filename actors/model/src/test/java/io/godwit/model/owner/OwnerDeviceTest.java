package io.godwit.model.owner;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.bench.DeviceHarness;
import io.godwit.model.device.DriverMessage;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.OwnerMessage;
import io.godwit.model.device.PcieLink;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.event.OwnerEvent.CommandFetched;
import io.godwit.model.event.OwnerEvent.CommandServed;
import io.godwit.model.event.OwnerEvent.CommandTurnedAway;
import io.godwit.model.id.EntityId;
import io.godwit.model.id.EntityKind;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

class OwnerDeviceTest {

  private static final EntityId HOST = EntityId.hypervisor("h");
  private static final CommandFrames FRAMES = new CommandFrames(Protocol.of(Profiles.SEED_2023));
  private static final PcieLink LINK = PcieLink.parse("gen4 x8").orElseThrow();

  private static OwnerSettings settings(int depth, int engines) {
    return settings(1, depth, engines);
  }

  private static OwnerSettings settings(int queues, int depth, int engines) {
    return new OwnerSettings(
        Protocol.of(Profiles.SEED_2023),
        64,
        queues,
        depth,
        engines,
        LINK,
        OwnerSettings.MOST_OBJECTS,
        OwnerSettings.ServiceTimes.ASSUMED);
  }

  private record Due(SimTime at, long order, Outgoing message) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  /** An owner whose members answer everything at once; collects what reaches the host. */
  private static final class Bench {
    final DeviceHarness<OwnerState> owner;
    final PriorityQueue<Due> due = new PriorityQueue<>();
    final List<Due> atHost = new ArrayList<>();
    int inMembers;
    int mostInMembers;
    long order;

    Bench(OwnerSettings settings) {
      owner = new DeviceHarness<>(new OwnerDevice("h/net0", settings));
    }

    void ring(long command, Bytes frame) {
      take(owner.tell(HOST, new OwnerMessage.RingDoorbell(command, frame)).outgoing());
    }

    void take(List<Outgoing> outgoing) {
      for (Outgoing message : outgoing) {
        due.add(new Due(owner.now.plus(message.delay()), order++, message));
        inMembers += message.message() instanceof MemberMessage.Execute ? 1 : 0;
      }
      mostInMembers = Math.max(mostInMembers, inMembers);
    }

    void run() {
      while (!due.isEmpty()) {
        Due next = due.poll();
        owner.now = next.at();
        if (next.message().to().kind() == EntityKind.HYPERVISOR) {
          atHost.add(next);
        } else if (next.message().message() instanceof MemberMessage.Execute execute) {
          inMembers--;
          take(
              owner
                  .tell(
                      next.message().to(),
                      new OwnerMessage.Executed(
                          execute.ticket(), 0, 0, Bytes.EMPTY, ByteCount.ZERO, false))
                  .outgoing());
        } else {
          take(owner.tell(DeviceHarness.OWNER, next.message().message()).outgoing());
        }
      }
    }
  }

  @Test
  void should_take_fetch_and_service_and_write_back_and_interrupt_for_a_lone_command() {
    var bench = new Bench(settings(64, 4));
    Bytes frame = FRAMES.read(1).encode();
    bench.ring(1, frame);
    bench.run();

    SimDuration expected =
        LINK.fetch(ByteCount.of(frame.size()))
            .plus(OwnerSettings.ServiceTimes.ASSUMED.command())
            .plus(LINK.writeBack(ByteCount.of(8)))
            .plus(LINK.interrupt());
    assertThat(bench.atHost).hasSize(1);
    assertThat(bench.atHost.get(0).at()).isEqualTo(SimTime.ZERO.plus(expected));
  }

  @Property
  void should_never_use_more_engines_than_it_has_and_serve_all_in_order(Gen gen) {
    int engines = gen.between(1, 5);
    int commands = gen.between(1, 40);
    var bench = new Bench(settings(64, engines));
    for (int i = 1; i <= commands; i++) {
      bench.ring(i, FRAMES.read(gen.between(1, 64)).encode());
    }
    bench.run();

    assertThat(bench.mostInMembers).isLessThanOrEqualTo(engines);
    assertThat(bench.atHost).hasSize(commands);
    assertThat(bench.owner.events.stream().filter(CommandServed.class::isInstance))
        .hasSize(commands);
    assertThat(
            bench.owner.events.stream()
                .filter(CommandFetched.class::isInstance)
                .map(event -> ((CommandFetched) event).command()))
        .isSorted();
  }

  /** Members 2 and 3 wait behind a command of the busy member 1 only if its queue is theirs. */
  @Test
  void should_keep_order_within_a_queue_and_none_across() {
    for (int queues : new int[] {1, 2}) {
      var bench = new Bench(settings(queues, 64, 4));
      bench.ring(1, FRAMES.read(1).encode());
      bench.ring(2, FRAMES.read(1).encode());
      bench.ring(3, FRAMES.read(2).encode());
      bench.run();
      List<Long> served =
          bench.owner.events.stream()
              .filter(CommandServed.class::isInstance)
              .map(event -> ((CommandServed) event).command())
              .toList();
      assertThat(served).hasSize(3);
      assertThat(served.indexOf(3L) < served.indexOf(2L)).isEqualTo(queues == 2);
    }
  }

  @Test
  void should_turn_away_what_its_queue_cannot_hold() {
    var bench = new Bench(settings(2, 1));
    for (int i = 1; i <= 3; i++) {
      bench.ring(i, FRAMES.read(i).encode());
    }
    bench.run();
    assertThat(bench.owner.last(CommandTurnedAway.class).command()).isEqualTo(3);
    assertThat(bench.atHost.stream().map(due -> due.message().message()))
        .hasAtLeastOneElementOfType(DriverMessage.QueueFull.class);
  }

  @Test
  void should_check_group_then_opcode_then_member() {
    assertThat(qualifierOf(new AdminCommand(0xffff, 9, 999, Bytes.EMPTY)))
        .isEqualTo(AdminQualifier.INVALID_GROUP);
    assertThat(qualifierOf(new AdminCommand(0xffff, 1, 999, Bytes.EMPTY)))
        .isEqualTo(AdminQualifier.INVALID_OPCODE);
    assertThat(qualifierOf(new AdminCommand(0xa, 1, 65, Bytes.EMPTY)))
        .isEqualTo(AdminQualifier.INVALID_MEMBER);
    assertThat(qualifierOf(new AdminCommand(0, 1, 0, Bytes.EMPTY))).isZero();
  }

  private static int qualifierOf(AdminCommand command) {
    var bench = new Bench(settings(64, 1));
    bench.ring(1, command.encode());
    bench.run();
    var interrupt = (DriverMessage.Interrupt) bench.atHost.get(0).message().message();
    return AdminResult.decode(interrupt.result()).qualifier();
  }

  @Property(tries = 1000)
  void should_answer_any_frame(Gen gen) {
    var bench = new Bench(settings(64, 2));
    bench.ring(1, Bytes.copyOf(gen.bytes(gen.between(0, 64))));
    bench.run();
    assertThat(bench.atHost).hasSize(1);
  }
}
