package io.godwit.scenarios.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.context.HeldContext;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.event.Event;
import io.godwit.model.event.MemberEvent.ContextApplied;
import io.godwit.model.id.EntityId;
import io.godwit.model.invariant.Finding;
import io.godwit.model.invariant.Finding.Verdict;
import io.godwit.model.invariant.Invariant;
import io.godwit.model.invariant.Invariants;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import io.godwit.scenarios.file.ScenarioFile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A guest takes DRIVER_OK away and moves; its driver sets up what it finds before that is over. */
class SetUpWhereItCameTest {

  private static final String SCENARIO =
      """
      name: set-up
      datacenter:
        fabric: {hosts-per-rack: 2}
        host: {memory: 1 GiB, owners: [{name: net0, type: net, members: 2, profile: virtio-1.4}]}
      migration: {calls: {local: 1 ms}}
      vms: [{name: web, memory: 10 MiB, on: pod-0/rack-0/host-0, devices: [net0]}]
      plan: [{at: 1 s, migrate: web-0}]
      faults: [{kind: status-write, vm: web-0, phase: pre-copy, value: 11}]
      """;

  private static Finding judge(DeviceBug.Tamper tamper) throws Exception {
    Invariant writes = Invariants.GUEST_WRITES_TAKE_EFFECT.create();
    ScenarioFile file = ScenarioFile.parse("set-up", SCENARIO, List.of());
    Recorded.events(file, (id, own) -> Tampered.with(id, own, tamper)).forEach(writes::accept);
    return writes.finding();
  }

  @Test
  void should_find_no_fault_in_a_device_that_arrives_as_the_guest_left_it() throws Exception {
    Finding finding = judge(new Applying(List.of()));
    assertThat(finding.verdict()).as(finding.detail()).isEqualTo(Verdict.HELD);
  }

  /** Another status without DRIVER_OK: nobody sees it once the driver has begun anew. */
  @Test
  void should_notice_a_device_that_forgets_what_was_written_before_it_is_set_up() throws Exception {
    var blank = new ContextField(ContextField.PART_DEVICE_STATUS, 0, Bytes.ofHex("00"));
    Finding finding = judge(new Applying(List.of(blank)));
    assertThat(finding.verdict()).isEqualTo(Verdict.BROKEN);
    assertThat(finding.detail()).contains("(field 0x103, 0) is not what").contains("of member|");
  }

  /** Works with other values than those that were written to it. */
  private record Applying(List<ContextField> instead) implements DeviceBug.Tamper {

    @Override
    public List<Event> instead(EntityId id, Event event) {
      return event instanceof ContextApplied applied
          ? List.of(new ContextApplied(ContextCodec.encode(with(applied))))
          : List.of(event);
    }

    private List<ContextField> with(ContextApplied applied) {
      return HeldContext.merged(ContextCodec.decode(applied.content()).orElseThrow(), instead);
    }

    @Override
    public List<Outgoing> instead(EntityId id, Outgoing message) {
      return List.of(message);
    }
  }
}
