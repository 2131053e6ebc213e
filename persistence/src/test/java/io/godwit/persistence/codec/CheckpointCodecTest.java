package io.godwit.persistence.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.model.checkpoint.Checkpoint;
import io.godwit.model.checkpoint.Checkpoint.QueuedMessage;
import io.godwit.model.checkpoint.Checkpoint.SentCount;
import io.godwit.model.entity.Message;
import io.godwit.model.id.EntityId;
import io.godwit.model.id.EntityKind;
import io.godwit.model.unit.SimTime;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointCodecTest {

  private static final List<Message> MESSAGES =
      Arrays.stream(MessageType.values())
          .flatMap(type -> MessageSamples.of(type).stream())
          .toList();

  private final CheckpointCodec codec = new CheckpointCodec("a run");

  private static Checkpoint checkpoint(Gen gen) {
    long at = gen.magnitude(Long.MAX_VALUE / 4);
    var now = new SimTime(at);
    List<QueuedMessage> queue = new ArrayList<>();
    for (int left = gen.between(0, 40); left > 0; left--) {
      at += gen.magnitude(Long.MAX_VALUE / 100);
      queue.add(
          new QueuedMessage(
              new SimTime(at),
              new SimTime(at - gen.magnitude(at)),
              id(gen),
              gen.magnitude(1L << 40),
              id(gen),
              gen.oneOf(MESSAGES)));
    }
    return new Checkpoint(
        now,
        gen.magnitude(Long.MAX_VALUE),
        gen.between(Long.MIN_VALUE + 1, Long.MAX_VALUE),
        gen.magnitude(Long.MAX_VALUE),
        gen.listOf(0, 20, each -> new SentCount(id(each), each.magnitude(Long.MAX_VALUE))),
        queue);
  }

  private static EntityId id(Gen gen) {
    return new EntityId(gen.oneOf(List.of(EntityKind.values())), "pod-0/é-" + gen.between(0, 9));
  }

  @Property(tries = 500)
  void should_read_back_what_it_wrote(Gen gen) {
    Checkpoint checkpoint = checkpoint(gen);
    assertThat(codec.decode(codec.encode(checkpoint))).isEqualTo(checkpoint);
  }

  @Property(tries = 500)
  void should_refuse_a_file_of_which_a_bit_is_flipped_or_a_part_is_missing(Gen gen) {
    byte[] file = codec.encode(checkpoint(gen));
    int at = gen.between(0, file.length - 1);
    assertThatThrownBy(() -> codec.decode(Arrays.copyOf(file, at)))
        .isInstanceOf(CheckpointCodecException.class);
    file[at] ^= (byte) (1 << gen.between(0, 7));
    assertThatThrownBy(() -> codec.decode(file)).isInstanceOf(CheckpointCodecException.class);
  }

  @Test
  void should_leave_no_class_name_in_the_bytes() {
    for (Message message : MESSAGES) {
      var queued =
          new QueuedMessage(
              SimTime.ZERO, SimTime.ZERO, EntityId.fleet(), 1, EntityId.fabric(), message);
      var file =
          new String(
              codec.encode(new Checkpoint(SimTime.ZERO, 0, 0, 0, List.of(), List.of(queued))),
              StandardCharsets.ISO_8859_1);
      assertThat(file).doesNotContain("godwit").doesNotContain(message.getClass().getSimpleName());
    }
  }
}
