package io.godwit.persistence.journal;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * SQLite's write-ahead log beside an event file, in the format that SQLite documents. SQLite takes
 * the first frame with a wrong checksum for the end of the log, as a crash leaves one there. Here
 * it is told from damage: a crash leaves nothing behind that frame which belongs to the same log.
 */
final class WriteAheadLog {

  /** The last bit says the order of the bytes in the words that are summed. */
  private static final int MAGIC = 0x377f0682;

  private static final int HEADER = 32;
  private static final int SUMMED_OF_HEADER = 24;
  private static final int FRAME_HEADER = 24;
  private static final int SUMMED_OF_FRAME_HEADER = 8;
  private static final int PAGE_SIZE_AT = 8;
  private static final int SALTS_AT = 16;
  private static final int FRAME_SALTS_AT = 8;
  private static final int FRAME_SUMS_AT = 16;
  private static final int BUFFER = 1 << 18;

  private final Path file;
  private final byte[] header = new byte[HEADER];
  private ByteOrder order = ByteOrder.BIG_ENDIAN;
  private int sum;
  private int sumOfSums;

  private WriteAheadLog(Path file) {
    this.file = file;
  }

  /** Whether there is anything in the log; an empty one is like none. */
  static boolean isEmpty(Path file) throws IOException {
    return Files.size(file) <= HEADER;
  }

  /**
   * Throws when the log at {@code file} is not what was written, up to where a crash cut it. What a
   * writer that is alive was just writing is sound when it is looked at again.
   */
  static void check(Path file) throws IOException, Damage {
    OptionalLong suspect = new WriteAheadLog(file).damagedFrame();
    if (suspect.isPresent() && suspect.equals(new WriteAheadLog(file).damagedFrame())) {
      throw new Damage(
          "%s of its log differs from its checksum"
              .formatted(suspect.getAsLong() == 0 ? "the header" : "frame " + suspect.getAsLong()));
    }
  }

  /** The number of the first frame that is damaged, 0 for the header; none in a sound log. */
  private OptionalLong damagedFrame() throws IOException {
    try (var content =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
      content.readFully(header);
      if (!isHeaderSound()) {
        return OptionalLong.of(0);
      }
      var frame = new byte[FRAME_HEADER];
      var page = new byte[ByteBuffer.wrap(header).getInt(PAGE_SIZE_AT)];
      long number = 1;
      while (read(content, frame, page) && isSound(frame, page)) {
        number++;
      }
      boolean goesOn = read(content, frame, page) && isOfThisLog(frame) && isStillThisLog();
      return goesOn ? OptionalLong.of(number) : OptionalLong.empty();
    }
  }

  private boolean isHeaderSound() {
    int magic = ByteBuffer.wrap(header).getInt(0);
    order = (magic & 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    add(header, SUMMED_OF_HEADER);
    return (magic & ~1) == MAGIC && sumsAt(header, SUMMED_OF_HEADER);
  }

  /** Whether there is another whole frame. */
  private static boolean read(DataInputStream content, byte[] frame, byte[] page)
      throws IOException {
    try {
      content.readFully(frame);
      content.readFully(page);
      return true;
    } catch (EOFException e) {
      return false;
    }
  }

  private boolean isSound(byte[] frame, byte[] page) {
    add(frame, SUMMED_OF_FRAME_HEADER);
    add(page, page.length);
    return isOfThisLog(frame) && sumsAt(frame, FRAME_SUMS_AT);
  }

  /** What was there before the log was begun anew has other salts. */
  private boolean isOfThisLog(byte[] frame) {
    long salts = ByteBuffer.wrap(header).getLong(SALTS_AT);
    return ByteBuffer.wrap(frame).getLong(FRAME_SALTS_AT) == salts;
  }

  /** A writer that is alive may have begun the log anew while it was read. */
  private boolean isStillThisLog() throws IOException {
    try (InputStream again = Files.newInputStream(file)) {
      return Arrays.equals(header, again.readNBytes(HEADER));
    }
  }

  private void add(byte[] bytes, int length) {
    ByteBuffer words = ByteBuffer.wrap(bytes).order(order);
    for (int at = 0; at < length; at += 2 * Integer.BYTES) {
      sum += words.getInt(at) + sumOfSums;
      sumOfSums += words.getInt(at + Integer.BYTES) + sum;
    }
  }

  private boolean sumsAt(byte[] bytes, int at) {
    ByteBuffer words = ByteBuffer.wrap(bytes);
    return words.getInt(at) == sum && words.getInt(at + Integer.BYTES) == sumOfSums;
  }
}
