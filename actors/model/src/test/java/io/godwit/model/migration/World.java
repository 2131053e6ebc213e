package io.godwit.model.migration;

import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.hypervisor.DeviceOperation;
import io.godwit.model.hypervisor.HypervisorAnswer;
import io.godwit.model.hypervisor.HypervisorMessage;
import io.godwit.model.hypervisor.HypervisorMessage.OperateDevice;
import io.godwit.model.id.EntityId;
import io.godwit.model.network.FabricAnswer.FlowEnded;
import io.godwit.model.network.FabricMessage.StartFlow;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Two hosts with their devices and a fabric, as far as a migration sees them: each does as it is
 * asked, but for questions that a test wants refused, and remembers what it was asked.
 */
final class World {

  /** What comes back, and how long after the question. */
  record Answer(SimDuration after, EntityId from, Message message) {}

  private static final SimDuration DAY = SimDuration.ofSeconds(86_400);

  private final Setup setup;
  private final Set<Integer> refused = new TreeSet<>();
  private int questions;
  private boolean linkDown;

  /** What a byte takes on the link: 1 GB/s to begin with. */
  private long nanosPerByte = 1;

  /** Where the guest's processors run. */
  final Set<String> runsOn = new TreeSet<>(Set.of(Setup.SOURCE));

  /** By member: what was last done to its mode. */
  final Map<String, DeviceOperation> modes = new TreeMap<>();

  /** By member: what was read of it, or written to it. */
  final Map<String, List<Bytes>> contexts = new TreeMap<>();

  boolean roomKept;

  World(Setup setup) {
    this.setup = setup;
  }

  /** Has the question of this number, from 1, refused; flows are no questions. */
  void refuse(int question) {
    refused.add(question);
  }

  /** From now on nothing crosses the fabric, for a day. */
  void cutLink() {
    linkDown = true;
  }

  void mendLink() {
    linkDown = false;
  }

  /** From now on a byte takes so many nanoseconds. */
  void slowLink(long nanos) {
    nanosPerByte = nanos;
  }

  /** How many questions were asked. */
  int questions() {
    return questions;
  }

  /** The fabric's answer to a flow, if nothing stops it; a link that was cut is mended in a day. */
  Answer flow(StartFlow flow) {
    SimDuration all =
        linkDown
            ? shorter(DAY, flow.patience())
            : SimDuration.ofNanos(flow.size().bytes() * nanosPerByte);
    boolean silent = linkDown && all.compareTo(DAY) < 0 && all.compareTo(flow.atMost()) < 0;
    return ended(flow, shorter(all, flow.atMost()), silent);
  }

  private static SimDuration shorter(SimDuration one, SimDuration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** The same when it ends {@code took} after it began. */
  Answer ended(StartFlow flow, SimDuration took, boolean silent) {
    ByteCount crossed = ByteCount.of(took.nanos() / nanosPerByte);
    boolean stuck = linkDown && took.compareTo(DAY) < 0;
    ByteCount sent = crossed.compareTo(flow.size()) < 0 ? crossed : flow.size();
    return new Answer(
        took.isZero() ? Outgoing.SHORTEST : took,
        EntityId.fabric(),
        new FlowEnded(flow.flow(), stuck ? ByteCount.ZERO : sent, took, silent));
  }

  /** A hypervisor's answer. */
  Answer ask(Outgoing question) {
    questions++;
    var asked = (HypervisorMessage) question.message();
    Message answer = refused.contains(questions) ? refusal(asked) : answer(question.to(), asked);
    return new Answer(SimDuration.ofMicros(100 + questions % 7), question.to(), answer);
  }

  private static HypervisorAnswer refusal(HypervisorMessage asked) {
    return asked instanceof OperateDevice device
        ? new HypervisorAnswer.DeviceRefused(device.member(), device.operation(), 11, 5)
        : new HypervisorAnswer.RequestRefused("no");
  }

  private HypervisorAnswer answer(EntityId host, HypervisorMessage asked) {
    if (asked instanceof OperateDevice device) {
      return operate(device);
    } else if (asked instanceof HypervisorMessage.DescribeVm vm) {
      return new HypervisorAnswer.VmDescribed(vm.vm(), setup.sourceMembers());
    } else if (asked instanceof HypervisorMessage.ReserveRoom) {
      roomKept = true;
      return new HypervisorAnswer.RoomReserved(setup.destinationMembers());
    } else if (asked instanceof HypervisorMessage.ReleaseRoom) {
      roomKept = false;
      return new HypervisorAnswer.RoomReleased();
    } else if (asked instanceof HypervisorMessage.StopVcpus stop) {
      runsOn.remove(host.name());
      return new HypervisorAnswer.VcpusStopped(stop.vm());
    } else if (asked instanceof HypervisorMessage.StartVcpus start) {
      runsOn.add(host.name());
      return new HypervisorAnswer.VcpusStarted(start.vm());
    } else if (asked instanceof HypervisorMessage.RemoveVm remove) {
      return new HypervisorAnswer.VmRemoved(remove.vm());
    }
    throw new AssertionError(asked);
  }

  private HypervisorAnswer operate(OperateDevice asked) {
    List<Bytes> context = contexts.computeIfAbsent(asked.member(), first -> new ArrayList<>());
    Bytes content = Bytes.EMPTY;
    switch (asked.operation()) {
      case READ_CONTEXT -> {
        content = Bytes.copyOf(new byte[] {(byte) asked.member().hashCode(), (byte) questions});
        context.add(content);
      }
      case WRITE_CONTEXT -> context.add(asked.content());
      case DISCARD_CONTEXT -> context.clear();
      default -> modes.put(asked.member(), asked.operation());
    }
    return new HypervisorAnswer.DeviceOperated(
        asked.member(), asked.operation(), content, ByteCount.of(1000 + questions));
  }
}
