package io.godwit.model.virtio;

import io.godwit.model.unit.Bytes;
import java.util.Arrays;
import java.util.Collection;

/**
 * Which opcodes are supported or used: a bit for each, in little-endian words of 64 (LIST_QUERY and
 * LIST_USE).
 *
 * @param bits without zeros at the end
 */
public record CommandList(Bytes bits) {

  /** What is assumed after a reset: LIST_QUERY and LIST_USE. */
  public static final CommandList INITIAL = new CommandList(Bytes.ofHex("03"));

  private static final int WORD_BYTES = 8;

  public CommandList {
    int end = bits.size();
    while (end > 0 && bits.at(end - 1) == 0) {
      end--;
    }
    bits = bits.slice(0, end);
  }

  public static CommandList of(Collection<Integer> opcodes) {
    int most = opcodes.stream().mapToInt(code -> code).max().orElse(0);
    byte[] bits = new byte[most / 8 + 1];
    opcodes.forEach(code -> bits[code / 8] |= (byte) (1 << code % 8));
    return new CommandList(Bytes.copyOf(bits));
  }

  public boolean has(int opcode) {
    return opcode / 8 < bits.size() && (bits.at(opcode / 8) >> opcode % 8 & 1) == 1;
  }

  /** Whether {@code other} has all that this has. */
  public boolean isWithin(CommandList other) {
    for (int i = 0; i < bits.size(); i++) {
      int there = i < other.bits.size() ? other.bits.at(i) : 0;
      if ((bits.at(i) & ~there) != 0) {
        return false;
      }
    }
    return true;
  }

  /** As a result: so many words as the highest opcode needs, at least one. */
  public Bytes encode() {
    int words = Math.max(1, (bits.size() + WORD_BYTES - 1) / WORD_BYTES);
    return Bytes.copyOf(Arrays.copyOf(bits.toArray(), words * WORD_BYTES));
  }
}
