package io.godwit.persistence.journal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over a journal's events in their global order. Of each event: persistence id, sequence,
 * time, step, manifest and payload, in the form of {@link EventBytes}. So any two journals with the
 * same history agree, whatever keeps them.
 */
public final class JournalDigest {

  /** Bytes handed to the hash at once: one call for each event would cost as much as the hash. */
  private static final int BUFFER = 1 << 16;

  private final MessageDigest sha;
  private final EventBytes event = new EventBytes();
  private final byte[] buffer = new byte[BUFFER];
  private int filled;

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

  public void add(StoredEvent next) {
    add(event.fill(next, 0));
  }

  /** Adds the event that is in this buffer. */
  void add(EventBytes next) {
    int size = next.digestSize();
    if (size > BUFFER - filled) {
      drain();
    }
    if (size > BUFFER) {
      sha.update(next.array(), 0, size);
    } else {
      System.arraycopy(next.array(), 0, buffer, filled, size);
      filled += size;
    }
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

  private void drain() {
    sha.update(buffer, 0, filled);
    filled = 0;
  }
}
