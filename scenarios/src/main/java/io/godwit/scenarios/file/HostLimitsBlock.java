package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.DURATION;
import static io.godwit.scenarios.file.Amounts.RATE;

import io.godwit.model.precopy.Processors;
import io.godwit.model.precopy.QemuHost;
import io.godwit.model.precopy.Step;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.scenarios.file.Scenario.StreamLimits;
import io.godwit.scenarios.file.ValueType.Amount;

/** What sends and receives memory on a host. */
final class HostLimitsBlock {

  static final Section SECTION = new Section("host-limits");

  private static final Key<ByteRate> PAGES =
      SECTION.withDefault(
          "pages", RATE, "15 Gbit/s", "one stream, of pages that the destination has already");

  private static final Key<ByteRate> NEW_PAGES =
      SECTION.optional(
          "new-pages", RATE, "one stream, of pages that it must make room for; else alike");

  private static final Key<SimDuration> ZERO_PAGE =
      SECTION.withDefault(
          "zero-page", DURATION, "200 ns", "to see that a page is zero (an assumption)");

  private static final Key<SimDuration> DELTA_PAGE =
      SECTION.withDefault(
          "delta-page", DURATION, "2 us", "to work out a page's difference (an assumption)");

  private static final Key<SimDuration> WAKE_UP =
      SECTION.withDefault("wake-up", DURATION, "50 us", "late after each sleep (an assumption)");

  private static final Key<ByteRate> NIC =
      SECTION.optional(
          "nic", RATE, "of all streams of one migration; without it the fabric limits");

  private static final Key<Long> TCP_EFFICIENCY =
      SECTION.withDefault(
          "tcp-efficiency",
          Amount.plain(Quantity.PERCENT, 1, 100),
          "94%",
          "of the NIC's rate, with an MTU of 1500 (an assumption: 1448 of 1538 bytes)");

  private HostLimitsBlock() {}

  static StreamLimits build(Values limits) {
    ByteRate pages = limits.get(PAGES);
    ByteRate nic =
        limits
            .maybe(NIC)
            .map(rate -> new ByteRate(rate.bytesPerSecond() / 100 * limits.get(TCP_EFFICIENCY)))
            .orElse(Step.UNLIMITED);
    return new StreamLimits(
        new QemuHost(
            limits.or(NEW_PAGES, pages),
            pages,
            limits.get(ZERO_PAGE),
            limits.get(DELTA_PAGE),
            limits.get(WAKE_UP),
            Processors.HARDWARE,
            SimDuration.ZERO),
        nic);
  }
}
