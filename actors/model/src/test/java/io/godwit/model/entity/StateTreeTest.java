package io.godwit.model.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.entity.StateTree.Branch;
import io.godwit.model.entity.StateTree.Leaf;
import io.godwit.model.entity.StateTree.Sequence;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StateTreeTest {

  private record Piece(SimTime since, Optional<ByteCount> size) {}

  /** Named after what they are to show. */
  @SuppressWarnings({"unused", "UnusedVariable"})
  private static final class Held {
    private final EntityId id = EntityId.member("host-0/net0/1");
    private final int[] counts = {1, 2};
    private final List<Piece> pieces =
        List.of(new Piece(new SimTime(1_500_000_001), Optional.of(ByteCount.ofGib(1))));
    private final Map<SimTime, String> notes = new TreeMap<>(Map.of(new SimTime(10), "ten"));
    private final Optional<String> nothing = Optional.empty();
    private final transient String setting = "left out";
  }

  @Test
  void should_name_every_piece_but_the_transient_ones() {
    Branch tree = (Branch) StateTree.of(new Held());
    assertThat(tree.pieces().keySet())
        .containsExactly("id", "counts", "pieces", "notes", "nothing");
    assertThat(tree.pieces().get("id")).hasToString("member|host-0/net0/1");
    assertThat(tree.pieces().get("counts"))
        .isEqualTo(new Sequence(List.of(new Leaf(1), new Leaf(2))));
    assertThat(tree.pieces().get("nothing")).hasToString("none");
    assertThat(((Branch) tree.pieces().get("notes")).pieces()).containsOnlyKeys("10 ns");
    Branch piece = (Branch) ((Sequence) tree.pieces().get("pieces")).pieces().get(0);
    assertThat(piece.pieces().get("since")).hasToString("1.500000001 s");
    assertThat(piece.pieces().get("size")).hasToString("1 GiB");
  }

  @Test
  void should_tell_two_times_apart_that_round_alike() {
    assertThat(new SimTime(1_500_000_001)).hasToString(new SimTime(1_500_000_002).toString());
    assertThat(StateTree.of(new SimTime(1_500_000_001)))
        .isNotEqualTo(StateTree.of(new SimTime(1_500_000_002)));
  }
}
