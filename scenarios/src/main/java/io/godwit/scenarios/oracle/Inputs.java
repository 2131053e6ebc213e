package io.godwit.scenarios.oracle;

import io.godwit.model.guest.DirtyModel;
import io.godwit.model.guest.DirtyModels;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.guest.PageRange;
import io.godwit.model.guest.SoftwareTlb;
import io.godwit.model.guest.Workload;
import io.godwit.model.precopy.ConvergenceAids;
import io.godwit.model.precopy.Engines;
import io.godwit.model.precopy.PreCopySettings;
import io.godwit.model.precopy.PreCopySettings.SwitchOver;
import io.godwit.model.precopy.Step;
import io.godwit.model.precopy.WireFormat;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import java.util.List;
import java.util.Optional;

/**
 * What was known of a migration before it began, by the names of {@code docs/oracle/README.md}.
 *
 * @param name of the configuration
 * @param repeat of the same configuration, from 1
 * @param accel how the guest runs: {@code tcg} or {@code kvm}
 * @param memMib guest memory
 * @param pattern in which order the guest writes
 * @param pagesPerSecond that it writes
 * @param setPages its working set, from 16 MiB up
 * @param residentPages that are not zero, from 16 MiB up too; no fewer than the working set
 * @param hotPages the first of the set, hot in the pattern that tells
 * @param hotPercent of the writes that the hot pages get
 * @param maxBandwidth the migration's limit; empty for none
 * @param downtimeLimit the migration's limit
 * @param aids capabilities that were on
 * @param switchOver further bandwidths that were set
 * @param circumstances what surrounded it
 */
record Inputs(
    String name,
    int repeat,
    Engines engine,
    String accel,
    long memMib,
    DirtyModels pattern,
    long pagesPerSecond,
    long setPages,
    long residentPages,
    long hotPages,
    int hotPercent,
    Optional<ByteRate> maxBandwidth,
    SimDuration downtimeLimit,
    ConvergenceAids aids,
    SwitchOver switchOver,
    Circumstances circumstances) {

  private static final long PAGES_PER_MIB = 256;

  /** The firmware's blocks beside the guest's memory, and what of both is not zero, in pages. */
  private static final long ROM_PAGES = 130;

  private static final long LOW_PAGES = 35;
  private static final long HIGH_PAGES = 81;

  /** Where the measuring guest's working set begins: 16 MiB. */
  private static final long SET_FROM = 16 * PAGES_PER_MIB;

  /** The label of a row: configuration and repeat. */
  String label() {
    return name + '/' + repeat;
  }

  GuestMemory memory() {
    long pages = memMib * PAGES_PER_MIB + ROM_PAGES;
    return new GuestMemory(
        pages,
        List.of(
            new PageRange(0, LOW_PAGES),
            new PageRange(SET_FROM, residentPages),
            new PageRange(pages - HIGH_PAGES, HIGH_PAGES)));
  }

  private PageRange workingSet() {
    return new PageRange(SET_FROM, setPages);
  }

  /**
   * The guest's writes as the hypervisor notices them, time beginning with the attempt.
   *
   * @param ran how long before it the first attempt began
   */
  DirtyModel writes(TestBed bed, SimDuration ran) {
    SimDuration lead = bed.lead().plus(ran);
    var workload =
        new Workload(workingSet(), Workload.pagesPerSecond(pagesPerSecond), hotPages, hotPercent);
    DirtyModel writes = pattern.of(workload);
    return bed.tlbEntries() == 0
        ? writes.after(lead)
        : new SoftwareTlb(writes, bed.tlbEntries(), lead).after(lead);
  }

  /** Of a page that is sent whole. */
  long pageBytes() {
    return WireFormat.of(aids).normalPage();
  }

  PreCopySettings settings() {
    return PreCopySettings.DEFAULT
        .withDowntimeLimit(downtimeLimit)
        .withMaxBandwidth(maxBandwidth.orElse(Step.UNLIMITED))
        .withAids(aids)
        .with(switchOver);
  }

  Inputs withEngine(Engines other) {
    return new Inputs(
        name,
        repeat,
        other,
        accel,
        memMib,
        pattern,
        pagesPerSecond,
        setPages,
        residentPages,
        hotPages,
        hotPercent,
        maxBandwidth,
        downtimeLimit,
        aids,
        switchOver,
        circumstances);
  }

  Inputs withWorkload(DirtyModels kind, long rate, long set, long hot, int percentOfHot) {
    return new Inputs(
        name,
        repeat,
        engine,
        accel,
        memMib,
        kind,
        rate,
        set,
        residentPages,
        hot,
        percentOfHot,
        maxBandwidth,
        downtimeLimit,
        aids,
        switchOver,
        circumstances);
  }

  ByteCount memorySize() {
    return ByteCount.ofMib(memMib);
  }
}
