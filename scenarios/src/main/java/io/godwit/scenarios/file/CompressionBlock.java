package io.godwit.scenarios.file;

import io.godwit.model.precopy.ConvergenceAids.Compression;
import io.godwit.model.unit.ByteRate;
import io.godwit.scenarios.file.ValueType.Amount;

/** What compressing threads achieve. */
final class CompressionBlock {

  static final Section SECTION = new Section("compression");

  private static final Key<Long> RATIO =
      SECTION.withDefault(
          "ratio", Amount.plain(Quantity.PERCENT, 100, 100_000), "300%", "before over after");

  private static final Key<ByteRate> RATE =
      SECTION.withDefault(
          "rate",
          Amounts.RATE,
          "2 GB/s",
          "pages that all compressing threads manage (an assumption)");

  private CompressionBlock() {}

  static Compression build(Values compression) {
    return new Compression(compression.count(RATIO), compression.get(RATE));
  }
}
