package io.godwit.model.unit;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/** An immutable run of bytes with value equality: wire frames and encoded contexts. */
public final class Bytes {

  public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

  /** Of nobody else, and never written; slices of one run share it. */
  private final byte[] content;

  private final int from;
  private final int to;

  private Bytes(byte[] content, int from, int to) {
    this.content = content;
    this.from = from;
    this.to = to;
  }

  /** A copy of {@code content}. */
  public static Bytes copyOf(byte[] content) {
    return copyOf(content, 0, content.length);
  }

  /** A copy of {@code content} from {@code from} (inclusive) to {@code to} (exclusive). */
  public static Bytes copyOf(byte[] content, int from, int to) {
    return from == to ? EMPTY : new Bytes(Arrays.copyOfRange(content, from, to), 0, to - from);
  }

  public static Bytes ofHex(String hex) {
    return copyOf(HexFormat.of().parseHex(hex));
  }

  public int size() {
    return to - from;
  }

  public byte at(int index) {
    return content[from + Objects.checkIndex(index, size())];
  }

  /** These, and {@code more} behind them. */
  public Bytes plus(Bytes more) {
    byte[] all = Arrays.copyOfRange(content, from, to + more.size());
    System.arraycopy(more.content, more.from, all, size(), more.size());
    return new Bytes(all, 0, all.length);
  }

  /** Bytes {@code first} (inclusive) to {@code end} (exclusive); those behind the last are zero. */
  public Bytes slice(int first, int end) {
    if (end > size()) {
      return copyOf(Arrays.copyOfRange(toArray(), first, end));
    }
    Objects.checkFromToIndex(first, end, size());
    return first == end ? EMPTY : new Bytes(content, from + first, from + end);
  }

  public byte[] toArray() {
    return Arrays.copyOfRange(content, from, to);
  }

  /** Appends all of them to {@code buffer}. */
  public void putInto(ByteBuffer buffer) {
    buffer.put(content, from, size());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that
        && Arrays.equals(content, from, to, that.content, that.from, that.to);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + content[i];
    }
    return hash;
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(content, from, to);
  }
}
