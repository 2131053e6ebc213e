package io.godwit.model.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.bench.DeviceHarness;
import io.godwit.model.device.Access;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.MsixVector;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.event.MemberEvent.InterruptHeld;
import io.godwit.model.event.MemberEvent.InterruptSent;
import io.godwit.model.option.PciRestore;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.protocol.Stage;
import io.godwit.model.unit.SimDuration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** MSI-X: masked, pending, told, and brought over by whoever composes the function. */
class InterruptsTest {

  private static MemberBench bench(PciRestore restore) {
    return new MemberBench(Protocol.of(Profiles.VIRTIO_1_4).with(restore), true);
  }

  @Test
  void should_have_nothing_on_record_while_nothing_is_masked() {
    MemberBench bench = bench(PciRestore.MSIX);
    bench.touch(Access.LINK_FLAP);
    bench.touch(Access.MSIX_UNMASK);
    assertThat(bench.all(InterruptHeld.class)).isEmpty();
    assertThat(bench.all(InterruptSent.class)).isEmpty();
  }

  @Test
  void should_hold_a_change_until_its_guest_unmasks() {
    MemberBench bench = bench(PciRestore.MSIX);
    bench.touch(Access.MSIX_MASK);
    bench.touch(Access.LINK_FLAP);
    assertThat(bench.all(InterruptHeld.class)).hasSize(1);
    bench.touch(Access.MSIX_UNMASK);
    assertThat(bench.all(InterruptSent.class)).hasSize(1);
    bench.touch(Access.MSIX_UNMASK);
    assertThat(bench.all(InterruptSent.class)).as("told once").hasSize(1);
  }

  /** 10,000 requests a second: one in 100 us. */
  @Test
  void should_hold_used_buffers_too() {
    MemberBench bench = bench(PciRestore.MSIX);
    bench.touch(Access.MSIX_MASK);
    bench.member.later(SimDuration.ofMicros(99));
    bench.touch(Access.MSIX_UNMASK);
    assertThat(bench.all(InterruptSent.class)).isEmpty();
    bench.touch(Access.MSIX_MASK);
    bench.member.later(SimDuration.ofMicros(100));
    bench.touch(Access.MSIX_UNMASK);
    assertThat(bench.all(InterruptSent.class)).hasSize(1);
  }

  private static List<MemberMessage.InterruptsCame> handedOver(PciRestore restore) {
    MemberBench bench = bench(restore);
    bench.touch(Access.MSIX_MASK);
    bench.touch(Access.LINK_FLAP);
    bench.bring(bench.protocol.modes().in(Stage.STOPPED));
    return bench
        .member
        .tell(DeviceHarness.OWNER, new MemberMessage.HandOver("b/net0/1"))
        .outgoing()
        .stream()
        .map(Outgoing::message)
        .filter(MemberMessage.InterruptsCame.class::isInstance)
        .map(MemberMessage.InterruptsCame.class::cast)
        .toList();
  }

  @Test
  void should_go_on_masked_and_pending_where_the_hypervisor_restores_it() {
    assertThat(handedOver(PciRestore.NONE)).isEmpty();
    assertThat(handedOver(PciRestore.MSIX))
        .containsExactly(new MemberMessage.InterruptsCame(true, List.of(), List.of("config")));
    MemberBench bench = bench(PciRestore.MSIX);
    bench.member.tell(
        DeviceHarness.OWNER, new MemberMessage.InterruptsCame(true, List.of(), List.of("config")));
    bench.touch(Access.MSIX_UNMASK);
    assertThat(bench.all(InterruptSent.class)).hasSize(1);
  }

  private static void vector(MemberBench bench, Access access, MsixVector vector) {
    bench.member.tell(
        DeviceHarness.OWNER, new MemberMessage.Struck(new Access.Strike.Vector(access, vector)));
  }

  /** A queue's vector that is masked holds its own, and lets a change of the configuration pass. */
  @Test
  void should_mask_one_vector_and_no_other() {
    MemberBench bench = bench(PciRestore.MSIX);
    vector(bench, Access.MSIX_MASK, MsixVector.ofQueue(0));
    bench.touch(Access.LINK_FLAP);
    assertThat(bench.all(InterruptHeld.class)).isEmpty();
    bench.member.later(SimDuration.ofMillis(1));
    vector(bench, Access.MSIX_UNMASK, MsixVector.CONFIG);
    assertThat(bench.all(InterruptSent.class)).isEmpty();
    vector(bench, Access.MSIX_UNMASK, MsixVector.ofQueue(0));
    assertThat(bench.all(InterruptSent.class))
        .containsExactly(new InterruptSent(List.of("queue-0")));
  }

  /** The mask of the function is over those of its vectors, and leaves them as they are. */
  @Test
  void should_keep_a_vector_masked_that_the_function_unmasks() {
    MemberBench bench = bench(PciRestore.MSIX);
    vector(bench, Access.MSIX_MASK, MsixVector.CONFIG);
    bench.touch(Access.MSIX_MASK);
    bench.touch(Access.LINK_FLAP);
    vector(bench, Access.MSIX_UNMASK, MsixVector.ofQueue(0));
    bench.touch(Access.MSIX_UNMASK);
    assertThat(bench.all(InterruptSent.class)).isEmpty();
    vector(bench, Access.MSIX_UNMASK, MsixVector.CONFIG);
    assertThat(bench.all(InterruptSent.class))
        .containsExactly(new InterruptSent(List.of("config")));
  }

  @Test
  void should_tell_nothing_by_a_vector_that_the_function_masks_still() {
    MemberBench bench = bench(PciRestore.MSIX);
    bench.touch(Access.MSIX_MASK);
    bench.touch(Access.LINK_FLAP);
    vector(bench, Access.MSIX_MASK, MsixVector.CONFIG);
    vector(bench, Access.MSIX_UNMASK, MsixVector.CONFIG);
    assertThat(bench.all(InterruptSent.class)).isEmpty();
    bench.touch(Access.MSIX_UNMASK);
    assertThat(bench.all(InterruptSent.class))
        .containsExactly(new InterruptSent(List.of("config")));
  }

  @Test
  void should_go_on_with_the_masks_and_the_pending_bits_of_its_vectors() {
    MemberBench bench = bench(PciRestore.MSIX);
    bench.member.tell(
        DeviceHarness.OWNER,
        new MemberMessage.InterruptsCame(
            false, List.of("config", "queue-0"), List.of("config", "queue-0")));
    bench.touch(Access.MSIX_UNMASK);
    assertThat(bench.all(InterruptSent.class)).as("each has its own mask").isEmpty();
    vector(bench, Access.MSIX_UNMASK, MsixVector.ofQueue(0));
    assertThat(bench.all(InterruptSent.class))
        .containsExactly(new InterruptSent(List.of("queue-0")));
  }
}
