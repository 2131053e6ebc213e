package io.godwit.model.network;

import io.godwit.model.entity.Message;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;

/** What the fabric is asked, and tells itself. */
public sealed interface FabricMessage extends Message {

  /**
   * Send {@code size} from one host to another (by name), no faster than {@code cap}, and not for
   * longer than {@code atMost}; what was sent by then is answered as {@link
   * FabricAnswer.FlowEnded}.
   *
   * @param context so much of {@code size} is device context and goes last; the rest is memory
   * @param cap {@code Long.MAX_VALUE} B/s for none
   * @param atMost {@code Long.MAX_VALUE} ns for no end
   * @param patience ends the flow when no byte has come for longer, counted from the last one, as a
   *     connection's keepalive does; {@code Long.MAX_VALUE} ns for none
   * @param flow a number that the asker chooses, to recognise the answer
   */
  record StartFlow(
      long flow,
      String source,
      String destination,
      ByteCount size,
      ByteCount context,
      ByteRate cap,
      SimDuration atMost,
      SimDuration patience)
      implements FabricMessage {

    /** A flow that waits for a link as long as it takes. */
    public StartFlow(
        long flow,
        String source,
        String destination,
        ByteCount size,
        ByteCount context,
        ByteRate cap,
        SimDuration atMost) {
      this(flow, source, destination, size, context, cap, atMost, new SimDuration(Long.MAX_VALUE));
    }
  }

  /**
   * End a flow of the asker now; what was sent by then is answered as {@link
   * FabricAnswer.FlowEnded}.
   */
  record StopFlow(long flow) implements FabricMessage {}

  /** To itself: a flow may be complete, or its time over, by now. */
  record Look() implements FabricMessage {}

  /** A link has another capacity from now on; zero means that it is down. */
  record ChangeLink(int link, ByteRate capacity) implements FabricMessage {}

  /** Others than migrations want so much of a link from now on, as so many flows. */
  record ChangeBackground(int number, int link, ByteRate rate, int flows)
      implements FabricMessage {}

  /** Asks what the links have carried so far; with that, all that is not of migrations ends. */
  record ReportUsage() implements FabricMessage {}

  /** All flows from and to a host end: it has booted, and knows of none of them. */
  record BreakFlows(String host) implements FabricMessage {}
}
