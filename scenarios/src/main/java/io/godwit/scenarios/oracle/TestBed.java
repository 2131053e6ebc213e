package io.godwit.scenarios.oracle;

import io.godwit.model.precopy.QemuHost;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import java.util.Optional;

/**
 * The pair of hosts that migrations were measured on: everything a record does not say about them.
 *
 * @param word the record's {@code accel}: how guests run
 * @param link between the two, or how fast the destination takes pages that it has, if less
 * @param setup from the request to the first byte
 * @param stop to stop the guest and to let it run at the destination, device state included
 * @param lead how long the guest has been writing when it is asked to move
 * @param tlbEntries of an emulated processor, whose writes QEMU before 9.0 may miss; 0 for none
 */
record TestBed(
    String word,
    QemuHost host,
    ByteRate link,
    SimDuration setup,
    SimDuration stop,
    SimDuration lead,
    int tlbEntries) {

  /**
   * One two-core machine, software emulation, loopback. Inferred from the 50 records in {@code
   * docs/oracle}, each constant from several of them except where {@code docs/validation.md} says
   * so.
   */
  static final TestBed EMULATED =
      new TestBed(
          "tcg",
          QemuHost.EMULATED,
          new ByteRate(1_600_000_000),
          SimDuration.ofMillis(1),
          SimDuration.ofMillis(5),
          SimDuration.ofMillis(2470),
          256);

  /**
   * Two servers with hardware virtualisation: assumptions, to be replaced by {@code godwit
   * calibrate}. The stop is of an idle 2 GiB guest with 4 vCPUs (12 to 20 ms, qemu-devel 2017).
   */
  static final TestBed SERVERS =
      new TestBed(
          "kvm",
          QemuHost.SERVER,
          ByteRate.ofBitsPerSecond(25_000_000_000L),
          SimDuration.ofMillis(10),
          SimDuration.ofMillis(16),
          SimDuration.ofSeconds(60),
          0);

  /**
   * What TCP waits before it asks again for a connection (RFC 6298): a destination that was given
   * its address at the start listens for one connection at a time, and of multifd's several one is
   * dropped. Five of six measured ones waited so.
   */
  private static final SimDuration CONNECT_AGAIN = SimDuration.ofSeconds(1);

  QemuHost hostFor(Inputs inputs) {
    return inputs.circumstances().addressGiven() ? host.withChannelSetup(CONNECT_AGAIN) : host;
  }

  static Optional<TestBed> of(String accel) {
    return accel.equals(EMULATED.word)
        ? Optional.of(EMULATED)
        : Optional.of(SERVERS).filter(bed -> bed.word.equals(accel));
  }

  TestBed withHost(QemuHost other) {
    return new TestBed(word, other, link, setup, stop, lead, tlbEntries);
  }

  TestBed withLink(ByteRate other) {
    return new TestBed(word, host, other, setup, stop, lead, tlbEntries);
  }

  TestBed withStop(SimDuration other) {
    return new TestBed(word, host, link, setup, other, lead, tlbEntries);
  }
}
