package io.godwit.scenarios.cli;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A message of Protocol Buffers, read without knowing what it is. */
record WireMessage(Map<Integer, List<Object>> fields) {

  static WireMessage of(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    var fields = new TreeMap<Integer, List<Object>>();
    while (in.hasRemaining()) {
      long tag = varint(in);
      Object value =
          switch ((int) (tag & 7)) {
            case 0 -> varint(in);
            case 1 -> in.getLong();
            case 2 -> {
              var part = new byte[(int) varint(in)];
              in.get(part);
              yield part;
            }
            default -> throw new IllegalArgumentException("wire type " + (tag & 7));
          };
      fields.computeIfAbsent((int) (tag >>> 3), first -> new ArrayList<>()).add(value);
    }
    return new WireMessage(fields);
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than ten bytes");
  }

  List<WireMessage> messages(int field) {
    return values(field).stream().map(value -> of((byte[]) value)).toList();
  }

  List<Long> numbers(int field) {
    return values(field).stream().map(value -> (Long) value).toList();
  }

  long number(int field) {
    return numbers(field).get(0);
  }

  String text(int field) {
    return new String((byte[]) values(field).get(0), StandardCharsets.UTF_8);
  }

  private List<Object> values(int field) {
    return fields.getOrDefault(field, List.of());
  }
}
