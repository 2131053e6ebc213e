package io.godwit.model.unit;

import java.util.Arrays;
import java.util.HexFormat;

/** An immutable run of bytes with value equality: wire frames and encoded contexts. */
public final class Bytes {

  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /** A copy of {@code content}. */
  public static Bytes copyOf(byte[] content) {
    return content.length == 0 ? EMPTY : new Bytes(content.clone());
  }

  public static Bytes ofHex(String hex) {
    return copyOf(HexFormat.of().parseHex(hex));
  }

  public int size() {
    return content.length;
  }

  public byte at(int index) {
    return content[index];
  }

  /** Bytes {@code from} (inclusive) to {@code to} (exclusive). */
  /** These, and {@code more} behind them. */
  public Bytes plus(Bytes more) {
    byte[] all = Arrays.copyOf(content, content.length + more.content.length);
    System.arraycopy(more.content, 0, all, content.length, more.content.length);
    return new Bytes(all);
  }

  public Bytes slice(int from, int to) {
    return copyOf(Arrays.copyOfRange(content, from, to));
  }

  public byte[] toArray() {
    return content.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(content);
  }
}
