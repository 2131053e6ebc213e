package io.godwit.dashboards.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The packets of a Perfetto trace: tracks first, then what happens on them, in the order of time.
 * Field numbers are those of Perfetto's {@code trace_packet.proto}, {@code track_event.proto},
 * {@code track_descriptor.proto}, {@code counter_descriptor.proto} and {@code interned_data.proto}.
 */
final class TracePackets {

  /** A packet with its time, in nanoseconds of virtual time. */
  private record Packet(long at, ProtoWriter content) {}

  private static final int PACKET = 1;
  private static final int TIMESTAMP = 8;
  private static final int SEQUENCE = 10;
  private static final int TRACK_EVENT = 11;
  private static final int INTERNED_DATA = 12;
  private static final int SEQUENCE_FLAGS = 13;
  private static final int TRACK_DESCRIPTOR = 60;
  private static final int STATE_CLEARED_AND_NEEDED = 3;
  private static final int STATE_NEEDED = 2;
  private static final int SLICE_BEGIN = 1;
  private static final int SLICE_END = 2;
  private static final int INSTANT = 3;
  private static final int COUNTER = 4;

  /** What a counter counts. */
  enum Unit {
    COUNT(2),
    BYTES(3);

    private final int number;

    Unit(int number) {
      this.number = number;
    }
  }

  private final List<byte[]> tracks = new ArrayList<>();
  private final List<Packet> events = new ArrayList<>();
  private final Map<String, Integer> names = new LinkedHashMap<>();
  private long lastTrack;

  /** A new track below {@code parent}; 0 for one below none. */
  long track(long parent, String name) {
    return describe(new ProtoWriter().text(2, name), parent);
  }

  long counter(long parent, String name, Unit unit) {
    var counter = new ProtoWriter().number(3, unit.number);
    return describe(new ProtoWriter().text(2, name).message(8, counter), parent);
  }

  private long describe(ProtoWriter descriptor, long parent) {
    lastTrack++;
    descriptor.number(1, lastTrack);
    if (parent != 0) {
      descriptor.number(5, parent);
    }
    tracks.add(
        new ProtoWriter().message(TRACK_DESCRIPTOR, descriptor).number(SEQUENCE, 1).toBytes());
    return lastTrack;
  }

  /** A flow that begins or ends with a slice; 0 for none. */
  record Flow(long begins, long ends) {
    static final Flow NONE = new Flow(0, 0);
  }

  void begin(long track, long at, String name, Map<String, Object> values, Flow flow) {
    ProtoWriter event = event(SLICE_BEGIN, track).number(10, nameId(name));
    values.forEach((key, value) -> event.message(4, annotation(key, value)));
    if (flow.begins() != 0) {
      event.fixed(47, flow.begins());
    }
    if (flow.ends() != 0) {
      event.fixed(48, flow.ends());
    }
    add(at, event);
  }

  void end(long track, long at) {
    add(at, event(SLICE_END, track));
  }

  void instant(long track, long at, String name) {
    add(at, event(INSTANT, track).number(10, nameId(name)));
  }

  void count(long track, long at, long value) {
    add(at, event(COUNTER, track).number(30, value));
  }

  void count(long track, long at, double value) {
    add(at, event(COUNTER, track).real(44, value));
  }

  private static ProtoWriter event(int type, long track) {
    return new ProtoWriter().number(9, type).number(11, track);
  }

  private int nameId(String name) {
    return names.computeIfAbsent(name, first -> names.size() + 1);
  }

  private static ProtoWriter annotation(String key, Object value) {
    var annotation = new ProtoWriter().text(10, key);
    if (value instanceof Long number) {
      return annotation.number(4, number);
    } else if (value instanceof Boolean truth) {
      return annotation.number(2, truth ? 1 : 0);
    }
    return annotation.text(6, String.valueOf(value));
  }

  private void add(long at, ProtoWriter event) {
    events.add(
        new Packet(
            at,
            new ProtoWriter()
                .number(TIMESTAMP, at)
                .number(SEQUENCE, 1)
                .number(SEQUENCE_FLAGS, STATE_NEEDED)
                .message(TRACK_EVENT, event)));
  }

  void writeTo(OutputStream out) throws IOException {
    var interned = new ProtoWriter();
    names.forEach((name, id) -> interned.message(2, new ProtoWriter().number(1, id).text(2, name)));
    write(
        out,
        new ProtoWriter()
            .number(SEQUENCE, 1)
            .number(SEQUENCE_FLAGS, STATE_CLEARED_AND_NEEDED)
            .message(INTERNED_DATA, interned)
            .toBytes());
    for (byte[] track : tracks) {
      write(out, track);
    }
    events.sort(Comparator.comparingLong(Packet::at));
    for (Packet packet : events) {
      write(out, packet.content().toBytes());
    }
  }

  private static void write(OutputStream out, byte[] packet) throws IOException {
    out.write(new ProtoWriter().bytes(PACKET, packet).toBytes());
  }
}
