package io.godwit.persistence.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over a journal's events in their global order. Of each event: persistence id, sequence,
 * time, step, manifest and payload; numbers as eight bytes, texts and payload behind their length
 * in four, most significant byte first. So any two journals with the same history agree, whatever
 * keeps them.
 */
public final class JournalDigest {

  private static final int BUFFER = 1 << 16;

  private final MessageDigest sha;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

  public JournalDigest() {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The digest of these events. */
  public static String of(StoredEvents events) {
    var digest = new JournalDigest();
    while (events.hasNext()) {
      digest.add(events.next());
    }
    return digest.hex();
  }

  public void add(StoredEvent event) {
    EncodedEvent content = event.content();
    add(event.persistenceId().getBytes(StandardCharsets.UTF_8));
    reserve(3 * Long.BYTES);
    buffer.putLong(event.sequence()).putLong(content.atNanos()).putLong(content.step());
    add(content.manifest().getBytes(StandardCharsets.UTF_8));
    add(content.payload());
  }

  /** 64 hexadecimal digits; more events may follow. */
  public String hex() {
    drain();
    try {
      return HexFormat.of().formatHex(((MessageDigest) sha.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this platform's SHA-256 cannot be copied", e);
    }
  }

  private void add(byte[] content) {
    reserve(Integer.BYTES + Math.min(content.length, BUFFER - Integer.BYTES));
    buffer.putInt(content.length);
    if (content.length <= buffer.remaining()) {
      buffer.put(content);
    } else {
      drain();
      sha.update(content);
    }
  }

  private void reserve(int bytes) {
    if (buffer.remaining() < bytes) {
      drain();
    }
  }

  private void drain() {
    sha.update(buffer.array(), 0, buffer.position());
    buffer.clear();
  }
}
