package io.godwit.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.virtio.CommandFrames;
import org.junit.jupiter.api.Test;

/** Ids of resource objects come from one pool for each owner, as Linux has it. */
class ObjectIdsTest {

  @Test
  void should_give_members_of_high_numbers_low_ids() {
    var ids = new ObjectIds();
    ids.take("h/net0/500", CommandFrames.GET);
    assertThat(ids.of("h/net0/500", CommandFrames.GET)).isZero();
    assertThat(ids.of("h/net0/501", CommandFrames.SET)).isEqualTo(1);
    ids.take("h/net0/501", CommandFrames.SET);
    ids.give("h/net0/500", CommandFrames.GET);
    assertThat(ids.of("h/net0/502", CommandFrames.GET)).isZero();
    assertThat(ids.of("h/blk0/7", CommandFrames.GET)).as("another owner").isZero();
  }

  @Test
  void should_not_give_an_id_anew_before_its_object_is_destroyed() {
    var ids = new ObjectIds();
    ids.take("h/net0/1", CommandFrames.GET);
    ids.doom("h/net0/1", CommandFrames.GET);
    ids.take("h/net0/1", CommandFrames.GET);
    assertThat(ids.of("h/net0/1", CommandFrames.GET)).isEqualTo(1);
    assertThat(ids.doomed("h/net0/1", CommandFrames.GET)).isZero();
    ids.bury("h/net0/1", CommandFrames.GET);
    assertThat(ids.of("h/net0/1", CommandFrames.GET)).isEqualTo(1);
    assertThat(ids.of("h/net0/2", CommandFrames.GET)).isZero();
  }
}
