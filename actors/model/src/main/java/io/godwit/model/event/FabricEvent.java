package io.godwit.model.event;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import java.util.List;

/** What happened on the fabric: who sends how much across which links, and what got through. */
public sealed interface FabricEvent extends Event {

  /**
   * Somebody sends bytes from one host to another.
   *
   * @param flow number of the flow in this run, from 1
   * @param asker persistence id of who asked, such as {@code migration|plan-0/web-3}
   * @param number the asker's own number for it
   * @param size how much there is to send
   * @param context so much of {@code size} is device context, and goes last; the rest is memory
   * @param cap the most that the asker wants it to get; {@code Long.MAX_VALUE} B/s for no cap
   * @param atMost how long it may take; {@code Long.MAX_VALUE} ns for no limit
   * @param patience the flow ends when no byte has come for longer, counted from the last one;
   *     {@code Long.MAX_VALUE} ns for no such end
   * @param links names of all links that it crosses, in order; none within a host
   */
  record FlowStarted(
      long flow,
      String asker,
      long number,
      String from,
      String to,
      ByteCount size,
      ByteCount context,
      ByteRate cap,
      SimDuration atMost,
      SimDuration patience,
      List<String> links)
      implements FabricEvent {
    public FlowStarted {
      links = List.copyOf(links);
    }

    /** How many of the first {@code sent} bytes are memory. */
    public ByteCount memoryIn(ByteCount sent) {
      ByteCount memory = size.minus(context);
      return sent.compareTo(memory) < 0 ? sent : memory;
    }

    /** How many of the first {@code sent} bytes are device context. */
    public ByteCount contextIn(ByteCount sent) {
      return sent.minus(memoryIn(sent));
    }
  }

  /**
   * The first byte of a flow left. On record where the network model lets a flow wait before it
   * takes any share; elsewhere a flow begins when it is started.
   */
  record FlowBegun(long flow) implements FabricEvent {}

  /**
   * A flow is over: all of it was sent, its time or its patience was up, or its asker stopped it.
   *
   * @param sent whole bytes that crossed each of its links
   * @param took since it was started
   */
  record FlowEnded(long flow, ByteCount sent, SimDuration took) implements FabricEvent {}

  /**
   * Others than migrations want so much of a link from now on.
   *
   * @param number of what they are, in the scenario, from 0
   * @param flows that it is made of: each shares the link as a flow of a migration does
   */
  record BackgroundChanged(int number, String link, ByteRate rate, int flows)
      implements FabricEvent {}

  /** What all flows across a link may have together from now on; zero when it is down. */
  record LinkCapacityChanged(String link, ByteRate capacity) implements FabricEvent {}
}
