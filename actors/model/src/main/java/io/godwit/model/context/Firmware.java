package io.godwit.model.context;

import java.util.Optional;

/**
 * A version of a device's firmware: up to four numbers of 16 bits, the weightiest first. State that
 * only the vendor can read is read by the same or a later one (an assumption; drivers of vendors
 * refuse what they do not know).
 */
public record Firmware(long number) implements Comparable<Firmware> {

  private static final int MOST_PARTS = 4;
  private static final int MOST = 0xffff;

  /** Such as {@code 22.41.1000}; empty for what is none. */
  public static Optional<Firmware> parse(String text) {
    if (!text.matches("[0-9]{1,5}(\\.[0-9]{1,5}){0,3}")) {
      return Optional.empty();
    }
    long number = 0;
    int parts = 0;
    int value = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && text.charAt(i) != '.') {
        value = value * 10 + text.charAt(i) - '0';
        continue;
      } else if (value > MOST) {
        return Optional.empty();
      }
      number = number << 16 | value;
      parts++;
      value = 0;
    }
    return Optional.of(new Firmware(number << (16 * (MOST_PARTS - parts))));
  }

  @Override
  public int compareTo(Firmware other) {
    return Long.compareUnsigned(number, other.number);
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    for (int part = MOST_PARTS - 1; part >= 0; part--) {
      boolean more = (number & ((1L << (16 * (part + 1))) - 1)) != 0 || part == MOST_PARTS - 1;
      if (more) {
        text.append(text.isEmpty() ? "" : ".").append((number >>> (16 * part)) & MOST);
      }
    }
    return text.toString();
  }
}
