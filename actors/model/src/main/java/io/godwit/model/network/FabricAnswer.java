package io.godwit.model.network;

import io.godwit.model.entity.Message;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import java.util.List;

/** What the fabric answers. */
public sealed interface FabricAnswer extends Message {

  /**
   * A flow of the asker is over: {@code sent} bytes in {@code took}, all of it or what fitted.
   *
   * @param silent whether it was given up because no byte came for longer than its patience
   */
  record FlowEnded(long flow, ByteCount sent, SimDuration took, boolean silent)
      implements FabricAnswer {}

  /** What others than migrations wanted of a link, and what they had of it. */
  record BackgroundUsage(String link, ByteCount wanted, ByteCount carried)
      implements FabricAnswer {}

  record Usage(List<LinkUsage> links) implements FabricAnswer {
    public Usage {
      links = List.copyOf(links);
    }
  }

  /** What one link has carried; see {@link io.godwit.model.event.FleetEvent.LinkUsed}. */
  record LinkUsage(
      String link, ByteRate capacity, ByteCount carried, SimDuration full, ByteRate peak) {}
}
