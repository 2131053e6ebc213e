package io.godwit.scenarios.file;

import io.godwit.model.guest.GuestMemory;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.scenarios.file.ValueType.Amount;
import io.godwit.scenarios.file.ValueType.Word;
import java.util.Arrays;
import java.util.List;

/** Kinds of values that many keys hold. */
final class Amounts {

  static final long EACH_SECOND = 1_000_000_000L;

  /** Ten years: the end of what a clock of nanoseconds counts is thirty times as far. */
  private static final long LONGEST = 10 * 365 * 86_400 * EACH_SECOND;

  /** What a link may have at most; see {@code Limits}. */
  private static final long FASTEST = 1L << 45;

  static final Amount<ByteCount> SIZE = size(1, 1L << 50);
  static final Amount<ByteCount> SIZE_OR_NONE = size(0, 1L << 50);
  static final Amount<ByteRate> RATE = rate(8);
  static final Amount<ByteRate> RATE_OR_NONE = rate(0);
  static final Amount<SimDuration> DURATION = duration(0, LONGEST);
  static final Amount<SimDuration> POSITIVE_DURATION = duration(1, LONGEST);

  /** QEMU takes no longer limit ({@code MAX_MIGRATE_DOWNTIME} of migration/options.c). */
  static final Amount<SimDuration> DOWNTIME = duration(1, 2_000 * EACH_SECOND);

  static final Amount<Long> PERCENT_TO_99 = Amount.plain(Quantity.PERCENT, 0, 99);
  static final Amount<Long> PERCENT_FROM_1 = Amount.plain(Quantity.PERCENT, 1, 100);
  static final Amount<Long> PERCENT = Amount.plain(Quantity.PERCENT, 0, 100);

  private Amounts() {}

  private static Amount<ByteCount> size(long least, long most) {
    return new Amount<>(Quantity.SIZE, least, most, ByteCount::of);
  }

  private static Amount<ByteRate> rate(long least) {
    return new Amount<>(Quantity.RATE, least, FASTEST, ByteRate::ofBitsPerSecond);
  }

  static Amount<SimDuration> duration(long least, long most) {
    return new Amount<>(Quantity.DURATION, least, most, SimDuration::ofNanos);
  }

  /** One of these sizes, in pages of 4 KiB. */
  static Word<Long> pages(String... sizes) {
    return new Word<>(
        List.of(sizes),
        Arrays.stream(sizes)
            .map(size -> Quantity.SIZE.parse(size).base().orElseThrow() / GuestMemory.PAGE_BYTES)
            .toList());
  }
}
