package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.DURATION;
import static io.godwit.scenarios.file.Amounts.EACH_SECOND;
import static io.godwit.scenarios.file.Amounts.PERCENT;
import static io.godwit.scenarios.file.Amounts.POSITIVE_DURATION;
import static io.godwit.scenarios.file.Amounts.RATE;
import static io.godwit.scenarios.file.Amounts.SIZE;
import static io.godwit.scenarios.file.Amounts.words;

import io.godwit.model.context.DeviceTypes;
import io.godwit.model.context.Feature;
import io.godwit.model.context.MemberSettings;
import io.godwit.model.device.PcieLink;
import io.godwit.model.dma.DirtyTrackers;
import io.godwit.model.option.Option;
import io.godwit.model.owner.OwnerSettings;
import io.godwit.model.protocol.Profiles;
import io.godwit.scenarios.file.ValueType.Amount;
import io.godwit.scenarios.file.ValueType.Block;
import io.godwit.scenarios.file.ValueType.Drawn;
import io.godwit.scenarios.file.ValueType.ListOf;
import io.godwit.scenarios.file.ValueType.Text;
import io.godwit.scenarios.file.ValueType.Whole;
import io.godwit.scenarios.file.ValueType.Word;
import io.godwit.scenarios.file.ValueType.YesOrNo;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The keys of owners, their members and the protocol between them. */
final class DeviceSections {

  private DeviceSections() {}

  static Section owner() {
    return new Section("owner")
        .required("name", new Text("net0"), "its name on the host; guests' devices refer to it")
        .required("type", words(DeviceTypes.values(), DeviceTypes::word), "type of its members")
        .withDefault("members", new Whole(1, 65_535), "64", "member devices (virtual functions)")
        .withDefault(
            "pcie", new Word(PcieLink.names()), "gen4 x16", "its link to the host's memory")
        .withDefault(
            "profile",
            words(Profiles.values(), Profiles::word),
            "seed-2023",
            "protocol that it speaks")
        .withDefault(
            "first-opcode",
            new Whole(2, 0x7ff0),
            "7",
            "of the seed's commands, DEV_MODE_GET (inferred: no source has the numbers)")
        .withDefault(
            "queues", new Whole(1, MemberSettings.MOST_QUEUES), "4", "queues of each member")
        .withDefault(
            "requests",
            new Amount(Quantity.FREQUENCY, 0, 100_000_000L),
            "1000/s",
            "that a guest puts on each queue of a member")
        .withDefault(
            "request-time",
            new Drawn(new Amount(Quantity.DURATION, 0, 100 * EACH_SECOND)),
            "100 us",
            "that a request takes the backing; stopping waits for those in flight; drawn for each"
                + " member")
        .withDefault(
            "reset-time",
            new Drawn(POSITIVE_DURATION),
            "30 ms",
            "of a function level reset (an assumption); drawn for each member")
        .withDefault(
            "queue-setup",
            new Drawn(DURATION),
            "0 ns",
            "to set up each queue at the destination (hardware needs 1.5 ms: 200 ms for 129); drawn"
                + " for each member")
        .optional(
            "opaque",
            SIZE,
            "state of a member that only its vendor can read (400 MiB and more for real NICs)")
        .withDefault(
            "opaque-change", PERCENT, "100%", "of it that a read after the first returns again")
        .withDefault(
            "read-buffer",
            SIZE,
            "1 MiB",
            "of the driver: what one read can return, but for virtio-1.4 (Linux's first buffer)")
        .withDefault("rings", new Word(List.of("split", "packed")), "split", "of each queue")
        .withDefault(
            "shared-memory", new YesOrNo(), "false", "whether it has a shared memory region")
        .withDefault(
            "event-index",
            new YesOrNo(),
            "true",
            "whether guest and device name the request that they want to hear of: then no doorbell"
                + " follows one that was lost (VIRTIO_F_EVENT_IDX, which Linux negotiates)")
        .optional(
            "lacks",
            new ListOf(new Word(Feature.words()), 0),
            "features of its type that its members do not offer")
        .optional(
            "firmware",
            new Text("22.41.1000"),
            "that the vendor's own state of a member is of, up to four numbers: one of an earlier"
                + " firmware refuses that state")
        .optional(
            "dirty-tracking",
            words(DirtyTrackers.values(), DirtyTrackers::word),
            "how a hypervisor learns which pages a member has written by itself: "
                + Arrays.stream(DirtyTrackers.values())
                    .map(way -> way.word() + " (" + way.about() + ")")
                    .collect(Collectors.joining(", "))
                + "; without it those are part of the guest's dirtying")
        .withDefault(
            "dma-buffers",
            SIZE,
            "1 MiB",
            "with dirty-tracking: memory that each queue fills, round and round (256 pages, as the"
                + " default ring of most drivers)")
        .withDefault(
            "dma-bytes",
            SIZE,
            "2 KiB",
            "with dirty-tracking: of that memory for each request (half a page, as Linux splits it)")
        .optional(
            "dirty-page",
            new Word(List.of("4 KiB", "64 KiB", "2 MiB", "1 GiB")),
            "with dirty-tracking: units in which writes are known; without it 4 KiB, and for"
                + " iommu-dirty-bits the guest's page-size")
        .withDefault(
            "objects",
            new Whole(1, OwnerSettings.MOST_OBJECTS),
            "255",
            "virtio-1.4: parts objects of all members together (Linux's limit)")
        .withDefault("admin-queue", new Block(adminQueue()), "", "the administration virtqueue");
  }

  private static Section adminQueue() {
    return new Section("admin-queue")
        .withDefault(
            "count",
            new Whole(1, 1_024),
            "1",
            "of them; each is served in its order (Linux uses one)")
        .withDefault("depth", new Whole(1, 65_535), "64", "commands that each holds")
        .withDefault("engines", new Whole(1, 1_024), "4", "commands that it carries out at once")
        .withDefault(
            "command-time",
            new Drawn(POSITIVE_DURATION),
            "50 us",
            "of any command (an assumption); drawn for each command")
        .withDefault(
            "stop-time",
            new Drawn(DURATION),
            "5 ms",
            "added for leaving Active (an assumption); drawn likewise")
        .withDefault(
            "activate-time",
            new Drawn(DURATION),
            "10 ms",
            "added for becoming Active (an assumption); drawn likewise")
        .withDefault(
            "context-rate", RATE, "2 GB/s", "at which contexts are gathered (an assumption)");
  }

  static Section protocol() {
    Section section = new Section("protocol");
    for (Option each : Option.values()) {
      section =
          section.optional(
              each.key(),
              new Word(each.words()),
              "%s (seed %s, 1.4 %s; %s)"
                  .formatted(
                      each.about(),
                      Profiles.SEED_2023.standard(each).word(),
                      Profiles.VIRTIO_1_4.standard(each).word(),
                      String.join(", ", each.ledger())));
    }
    return section;
  }
}
