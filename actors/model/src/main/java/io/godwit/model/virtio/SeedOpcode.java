package io.godwit.model.virtio;

import java.util.Optional;

/**
 * The commands of the seed proposal. The first two codes are verified; the others are inferred (0x7
 * to 0xd, facts/virtio.md A.8), since the posted patches are not among the sources.
 */
public enum SeedOpcode {
  LIST_QUERY(0x0, "list-query"),
  LIST_USE(0x1, "list-use"),
  DEV_MODE_GET(0x7, "dev-mode-get"),
  DEV_MODE_SET(0x8, "dev-mode-set"),
  DEV_CTX_SIZE_GET(0x9, "dev-ctx-size-get"),
  DEV_CTX_READ(0xa, "dev-ctx-read"),
  DEV_CTX_WRITE(0xb, "dev-ctx-write"),
  DEV_CTX_FIELDS_QUERY(0xc, "dev-ctx-fields-query"),
  DEV_CTX_DISCARD(0xd, "dev-ctx-discard");

  private final int code;
  private final String word;

  SeedOpcode(int code, String word) {
    this.code = code;
    this.word = word;
  }

  public int code() {
    return code;
  }

  /** The stable word that events use. */
  public String word() {
    return word;
  }

  public static Optional<SeedOpcode> ofCode(int code) {
    for (SeedOpcode opcode : values()) {
      if (opcode.code == code) {
        return Optional.of(opcode);
      }
    }
    return Optional.empty();
  }

  /** The word of a code, or the code itself when no command has it. */
  public static String wordOf(int code) {
    return ofCode(code).map(SeedOpcode::word).orElse("0x" + Integer.toHexString(code));
  }

  /** Whether the owner answers it by itself, for no member is involved. */
  public boolean ownersOwn() {
    return this == LIST_QUERY || this == LIST_USE;
  }
}
