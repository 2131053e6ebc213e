package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.DURATION;
import static io.godwit.scenarios.file.Amounts.PERCENT;
import static io.godwit.scenarios.file.Amounts.POSITIVE_DURATION;
import static io.godwit.scenarios.file.Amounts.SIZE;

import io.godwit.model.context.DeviceBuild;
import io.godwit.model.context.DeviceTypes;
import io.godwit.model.context.Feature;
import io.godwit.model.context.Firmware;
import io.godwit.model.context.MemberSettings;
import io.godwit.model.device.PcieLink;
import io.godwit.model.dma.DirtyTrackers;
import io.godwit.model.dma.DmaSettings;
import io.godwit.model.fleet.HostKind.KindOwner;
import io.godwit.model.hypervisor.HostSettings.OwnerSlot;
import io.godwit.model.owner.OwnerSettings;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import io.godwit.scenarios.file.ValueType.Amount;
import io.godwit.scenarios.file.ValueType.Drawn;
import io.godwit.scenarios.file.ValueType.ListOf;
import io.godwit.scenarios.file.ValueType.Text;
import io.godwit.scenarios.file.ValueType.Whole;
import io.godwit.scenarios.file.ValueType.Word;
import io.godwit.scenarios.file.ValueType.YesOrNo;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** An owner device and its members. */
final class OwnerBlock {

  static final Section SECTION = new Section("owner");

  private static final long EACH_SECOND = Amounts.EACH_SECOND;

  private static final String PACKED = "packed";

  static final Key<String> NAME =
      SECTION.required(
          "name", new Text("net0"), "its name on the host; guests' devices refer to it");

  static final Key<DeviceTypes> TYPE =
      SECTION.required(
          "type", Word.of(DeviceTypes.values(), DeviceTypes::word), "type of its members");

  private static final Key<Long> MEMBERS =
      SECTION.withDefault(
          "members", new Whole(1, 65_535), "64", "member devices (virtual functions)");

  private static final Key<String> PCIE =
      SECTION.withDefault(
          "pcie", Word.of(PcieLink.names()), "gen4 x16", "its link to the host's memory");

  static final Key<Profiles> PROFILE =
      SECTION.withDefault(
          "profile",
          Word.of(Profiles.values(), Profiles::word),
          "seed-2023",
          "protocol that it speaks");

  static final Key<Long> FIRST_OPCODE =
      SECTION.withDefault(
          "first-opcode",
          new Whole(2, 0x7ff0),
          "7",
          "of the seed's commands, DEV_MODE_GET (inferred: no source has the numbers)");

  static final Key<Long> QUEUES =
      SECTION.withDefault(
          "queues", new Whole(1, MemberSettings.MOST_QUEUES), "4", "queues of each member");

  private static final Key<Long> REQUESTS =
      SECTION.withDefault(
          "requests",
          Amount.plain(Quantity.FREQUENCY, 0, 100_000_000L),
          "1000/s",
          "that a guest puts on each queue of a member");

  private static final Key<SimDuration> REQUEST_TIME =
      SECTION.withDefault(
          "request-time",
          new Drawn<>(Amounts.duration(0, 100 * EACH_SECOND)),
          "100 us",
          "that a request takes the backing; stopping waits for those in flight; drawn for each"
              + " member");

  private static final Key<SimDuration> RESET_TIME =
      SECTION.withDefault(
          "reset-time",
          new Drawn<>(POSITIVE_DURATION),
          "30 ms",
          "of a function level reset (an assumption); drawn for each member");

  private static final Key<SimDuration> QUEUE_SETUP =
      SECTION.withDefault(
          "queue-setup",
          new Drawn<>(DURATION),
          "0 ns",
          "to set up each queue at the destination (hardware needs 1.5 ms: 200 ms for 129); drawn"
              + " for each member");

  private static final Key<ByteCount> OPAQUE =
      SECTION.optional(
          "opaque",
          SIZE,
          "state of a member that only its vendor can read (400 MiB and more for real NICs)");

  private static final Key<Long> OPAQUE_CHANGE =
      SECTION.withDefault(
          "opaque-change", PERCENT, "100%", "of it that a read after the first returns again");

  private static final Key<ByteCount> READ_BUFFER =
      SECTION.withDefault(
          "read-buffer",
          SIZE,
          "1 MiB",
          "of the driver: what one read can return, but for virtio-1.4 (Linux's first buffer)");

  private static final Key<String> RINGS =
      SECTION.withDefault("rings", Word.of("split", PACKED), "split", "of each queue");

  private static final Key<Boolean> SHARED_MEMORY =
      SECTION.withDefault(
          "shared-memory", new YesOrNo(), "false", "whether it has a shared memory region");

  private static final Key<Boolean> EVENT_INDEX =
      SECTION.withDefault(
          "event-index",
          new YesOrNo(),
          "true",
          "whether guest and device name the request that they want to hear of: then no doorbell"
              + " follows one that was lost (VIRTIO_F_EVENT_IDX, which Linux negotiates)");

  private static final Key<List<String>> LACKS =
      SECTION.optional(
          "lacks",
          new ListOf<>(Word.of(Feature.words()), 0),
          "features of its type that its members do not offer");

  private static final Key<String> FIRMWARE =
      SECTION.optional(
          "firmware",
          new Text("22.41.1000"),
          "that the vendor's own state of a member is of, up to four numbers: one of an earlier"
              + " firmware refuses that state");

  static final Key<DirtyTrackers> DIRTY_TRACKING =
      SECTION.optional(
          "dirty-tracking",
          Word.of(DirtyTrackers.values(), DirtyTrackers::word),
          "how a hypervisor learns which pages a member has written by itself: "
              + Arrays.stream(DirtyTrackers.values())
                  .map(way -> way.word() + " (" + way.about() + ")")
                  .collect(Collectors.joining(", "))
              + "; without it those are part of the guest's dirtying");

  private static final Key<ByteCount> DMA_BUFFERS =
      SECTION.withDefault(
          "dma-buffers",
          SIZE,
          "1 MiB",
          "with dirty-tracking: memory that each queue fills, round and round (256 pages, as the"
              + " default ring of most drivers)");

  private static final Key<ByteCount> DMA_BYTES =
      SECTION.withDefault(
          "dma-bytes",
          SIZE,
          "2 KiB",
          "with dirty-tracking: of that memory for each request (half a page, as Linux splits it)");

  private static final Key<Long> DIRTY_PAGE =
      SECTION.optional(
          "dirty-page",
          Amounts.pages("4 KiB", "64 KiB", "2 MiB", "1 GiB"),
          "with dirty-tracking: units in which writes are known; without it 4 KiB, and for"
              + " iommu-dirty-bits the guest's page-size");

  private static final Key<Long> OBJECTS =
      SECTION.withDefault(
          "objects",
          new Whole(1, OwnerSettings.MOST_OBJECTS),
          "255",
          "virtio-1.4: parts objects of all members together (Linux's limit)");

  private static final Key<Values> ADMIN_QUEUE =
      SECTION.block("admin-queue", AdminQueueBlock.SECTION, "the administration virtqueue");

  private OwnerBlock() {}

  static OwnerSlot slot(Values root, Values owner) {
    return new OwnerSlot(owner.get(NAME), settings(owner, ProtocolBlock.of(root, owner)));
  }

  static KindOwner ofKind(Values root, Values owner) {
    return new KindOwner(slot(root, owner), member(root, owner));
  }

  private static OwnerSettings settings(Values values, Protocol protocol) {
    Values queue = values.get(ADMIN_QUEUE);
    return new OwnerSettings(
        protocol,
        values.count(MEMBERS),
        queue.count(AdminQueueBlock.COUNT),
        queue.count(AdminQueueBlock.DEPTH),
        queue.count(AdminQueueBlock.ENGINES),
        PcieLink.parse(values.get(PCIE)).orElseThrow(),
        values.count(OBJECTS),
        AdminQueueBlock.times(queue),
        values.get(READ_BUFFER));
  }

  static MemberSettings member(Values root, Values values) {
    MemberSettings member =
        new MemberSettings(
                values.get(TYPE),
                ProtocolBlock.of(root, values),
                values.count(QUEUES),
                values.get(REQUESTS),
                values.get(REQUEST_TIME),
                values.get(RESET_TIME),
                values.get(QUEUE_SETUP),
                values.or(OPAQUE, ByteCount.ZERO),
                values.count(OPAQUE_CHANGE),
                values.get(READ_BUFFER),
                values.get(RINGS).equals(PACKED),
                values.get(SHARED_MEMORY),
                values.get(EVENT_INDEX))
            .withBuild(build(values))
            .withDrawn(
                new MemberSettings.DrawnTimes(
                    values.drawn(REQUEST_TIME),
                    values.drawn(RESET_TIME),
                    values.drawn(QUEUE_SETUP)));
    return values.has(DIRTY_TRACKING) ? member.withDma(dma(values)) : member;
  }

  private static DeviceBuild build(Values values) {
    long lacks =
        values.list(LACKS).stream()
            .mapToLong(word -> Feature.bits(values.get(TYPE), word).orElseThrow())
            .reduce(0, (bits, more) -> bits | more);
    return new DeviceBuild(lacks, values.maybe(FIRMWARE).flatMap(Firmware::parse));
  }

  private static DmaSettings dma(Values values) {
    DirtyTrackers tracker = values.get(DIRTY_TRACKING);
    return new DmaSettings(
        tracker,
        values.get(DMA_BUFFERS).times(values.count(QUEUES)),
        values.get(DMA_BYTES),
        values.or(DIRTY_PAGE, tracker == DirtyTrackers.IOMMU_DIRTY_BITS ? 0L : 1L));
  }

  static void check(Binder binder, Values owner) {
    owner
        .find(FIRMWARE)
        .filter(text -> Firmware.parse((String) text.value()).isEmpty())
        .ifPresent(
            text ->
                binder.problem(
                    text,
                    "'%s' is no version; write up to four numbers below 65536, such as 22.41.1000"
                        .formatted(text.value())));
    owner
        .maybe(TYPE)
        .ifPresent(
            type ->
                owner.items(LACKS).stream()
                    .filter(each -> Feature.bits(type, (String) each.value()).isEmpty())
                    .forEach(
                        each ->
                            binder.problem(
                                each,
                                "a %s device has no feature '%s'"
                                    .formatted(type.word(), each.value()))));
  }

  /** What only counts where writes of devices are tracked. */
  static void tracked(Binder binder, Values owner) {
    for (Key<?> key : List.of(DMA_BUFFERS, DMA_BYTES, DIRTY_PAGE)) {
      owner
          .given(key)
          .filter(any -> !owner.has(DIRTY_TRACKING))
          .ifPresent(
              given ->
                  binder.problem(
                      given, "it would have no effect: set dirty-tracking too, or leave it out"));
    }
  }

  /** Memory that a member fills by itself, in bytes. */
  static long buffers(Values owner) {
    return owner.has(DIRTY_TRACKING, DMA_BUFFERS, QUEUES)
        ? owner.number(DMA_BUFFERS) * owner.count(QUEUES)
        : 0;
  }
}
