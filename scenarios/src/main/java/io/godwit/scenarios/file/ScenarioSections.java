package io.godwit.scenarios.file;

import io.godwit.model.device.DeviceTypes;
import io.godwit.model.device.MemberSettings;
import io.godwit.model.device.OwnerSettings;
import io.godwit.model.device.PcieLink;
import io.godwit.model.fleet.Orders;
import io.godwit.model.fleet.Placements;
import io.godwit.model.guest.DirtyModels;
import io.godwit.model.invariant.Invariants;
import io.godwit.model.migration.ContextStrategies;
import io.godwit.model.migration.Phase;
import io.godwit.model.network.NetworkModels;
import io.godwit.model.precopy.Engines;
import io.godwit.model.precopy.NoConvergence;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Switch;
import io.godwit.model.strategy.Orchestrators;
import io.godwit.model.strategy.Strategies;
import io.godwit.scenarios.file.ValueType.Amount;
import io.godwit.scenarios.file.ValueType.Block;
import io.godwit.scenarios.file.ValueType.ListOf;
import io.godwit.scenarios.file.ValueType.Text;
import io.godwit.scenarios.file.ValueType.Whole;
import io.godwit.scenarios.file.ValueType.Word;
import io.godwit.scenarios.file.ValueType.YesOrNo;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Every key of a scenario file: the one place from which the checks, the JSON Schema and the
 * reference are made.
 */
final class ScenarioSections {

  private static final long MOST_HOSTS_OF_A_KIND = 1_000_000;
  private static final long MOST_VMS = 10_000_000;
  private static final long EACH_SECOND = 1_000_000_000L;

  private static final Amount SIZE = new Amount(Quantity.SIZE, 1, 1L << 50);
  private static final Amount RATE = new Amount(Quantity.RATE, 8, 1L << 46);
  private static final Amount RATE_OR_NONE = new Amount(Quantity.RATE, 0, 1L << 46);
  private static final Amount DURATION = new Amount(Quantity.DURATION);
  private static final Amount POSITIVE_DURATION = new Amount(Quantity.DURATION, 1, Long.MAX_VALUE);
  private static final Amount PERCENT_TO_99 = new Amount(Quantity.PERCENT, 0, 99);
  private static final Amount PERCENT = new Amount(Quantity.PERCENT, 0, 100);

  private ScenarioSections() {}

  static Section scenario() {
    return new Section("scenario")
        .required("name", new Text("rack-drain"), "name of the scenario; runs are called after it")
        .withDefault(
            "about", new Text("What does it cost?"), "no description", "one line on what it asks")
        .withDefault(
            "seed",
            new Whole(0, Long.MAX_VALUE / 16),
            "1",
            "all randomness follows from it; the same seed gives the same run")
        .required("datacenter", new Block(datacenter()), "the fabric and its hosts")
        .required("vms", new ListOf(new Block(vms()), 1), "groups of virtual machines, all alike")
        .withDefault("migration", new Block(migration()), "", "how migrations are done")
        .withDefault(
            "protocol",
            new Block(protocol()),
            "",
            "how devices behave where the thread left it open; each switch has a default by profile")
        .optional("faults", new ListOf(new Block(fault()), 0), "what fails, and when")
        .required("plan", new ListOf(new Block(plan()), 1), "what moves, and when")
        .optional(
            "expect",
            new ListOf(new Text("downtime.p99 <= 500 ms"), 0),
            "what the run must show; a run that does not is INVALID")
        .optional("compare", new Block(compare()), "runs the scenario several times with changes");
  }

  private static Section compare() {
    return new Section("compare")
        .required("axes", new ListOf(new Block(axis()), 1), "one or two things to change")
        .required(
            "show",
            new ListOf(new Word(Metric.words()), 1),
            "what is shown of each run; those of expectations")
        .withDefault("digits", new Whole(0, 9), "1", "of durations after the point");
  }

  private static Section axis() {
    return new Section("axis")
        .required("name", new Text("strategy"), "what is changed, for the table")
        .optional("key", new Text("migration.memory.strategy"), "with values: the key to change")
        .optional("values", new ListOf(new Text("post-copy"), 1), "with key: what to change it to")
        .optional("choices", new ListOf(new Block(choice()), 1), "changes with names of their own");
  }

  private static Section choice() {
    return new Section("choice")
        .required("name", new Text("web"), "for the table")
        .withDefault("about", new Text("a line"), "-", "one line on what it stands for")
        .optional(
            "set",
            new ListOf(new Text("vms[0].memory=8 GiB"), 1),
            "changes, as --set has them; without any the scenario as it is")
        .optional(
            "expect", new ListOf(new Text("vms.lost == 0"), 0), "what a run with it must show")
        .optional(
            "breaks",
            new ListOf(
                new Word(Arrays.stream(Invariants.values()).map(Invariants::word).toList()), 0),
            "the invariants that must break with it, and no others may");
  }

  private static Section datacenter() {
    return new Section("datacenter")
        .required("fabric", new Block(fabric()), "the network between hosts: leaf and spine")
        .required("host", new Block(host()), "what every host is made of");
  }

  private static Section fabric() {
    Whole count = new Whole(1, MOST_HOSTS_OF_A_KIND);
    return new Section("fabric")
        .withDefault("pods", count, "1", "pods (rows)")
        .withDefault("racks-per-pod", count, "1", "racks in each pod, each with one leaf switch")
        .required("hosts-per-rack", count, "hosts in each rack")
        .withDefault("host-link", RATE, "25 Gbit/s", "between a host and its leaf, each way")
        .withDefault("rack-uplinks", new Whole(1, 64), "1", "parallel uplinks of each rack")
        .withDefault("rack-uplink", RATE, "200 Gbit/s", "each of them, each way")
        .optional(
            "pod-uplink", RATE, "between a pod and the core; without it the core never limits")
        .withDefault("latency", DURATION, "5 us", "of each hop (an assumption: half a rack's RTT)")
        .withDefault(
            "model",
            words(NetworkModels.values(), NetworkModels::word),
            "maxmin",
            "how flows share links, and when they begin")
        .optional(
            "links", new ListOf(new Block(wire()), 1), "links beside leaf and spine, for routes")
        .optional(
            "routes", new ListOf(new Block(route()), 1), "pairs of hosts that use those links");
  }

  private static Section wire() {
    return new Section("link")
        .required("name", new Text("backbone"), "for routes, faults and reports")
        .required("rate", RATE, "that both directions share")
        .withDefault("latency", DURATION, "5 us", "of this link (an assumption)");
  }

  private static Section route() {
    return new Section("route")
        .required("from", new Text("pod-0/rack-0/host-0"), "one host; the way back is the same")
        .required("to", new Text("pod-0/rack-1/host-0"), "the other")
        .required("via", new ListOf(new Text("backbone"), 1), "names of links");
  }

  private static Section host() {
    return new Section("host")
        .required("memory", SIZE, "for guests")
        .optional(
            "owners",
            new ListOf(new Block(owner()), 0),
            "owner devices (physical functions); none means guests without devices")
        .withDefault(
            "vcpu-stop", POSITIVE_DURATION, "1 ms", "least time to stop vCPUs (an assumption)")
        .withDefault(
            "vcpu-stop-jitter", DURATION, "1 ms", "added at most, drawn per stop (an assumption)")
        .withDefault("vcpu-start", POSITIVE_DURATION, "1 ms", "time to start vCPUs (an assumption)")
        .optional(
            "limits",
            new Block(limitsOfHost()),
            "what sends and receives memory; without it qemu engines assume 15 Gbit/s a stream, and"
                + " others none");
  }

  private static Section limitsOfHost() {
    return new Section("host-limits")
        .withDefault(
            "pages", RATE, "15 Gbit/s", "one stream, of pages that the destination has already")
        .optional("new-pages", RATE, "one stream, of pages that it must make room for; else alike")
        .withDefault("zero-page", DURATION, "200 ns", "to see that a page is zero (an assumption)")
        .withDefault(
            "delta-page", DURATION, "2 us", "to work out a page's difference (an assumption)")
        .withDefault("wake-up", DURATION, "50 us", "late after each sleep (an assumption)")
        .optional("nic", RATE, "of all streams of one migration; without it the fabric limits")
        .withDefault(
            "tcp-efficiency",
            new Amount(Quantity.PERCENT, 1, 100),
            "94%",
            "of the NIC's rate, with an MTU of 1500 (an assumption: 1448 of 1538 bytes)");
  }

  private static Section owner() {
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
            new Amount(Quantity.DURATION, 0, 100 * EACH_SECOND),
            "100 us",
            "that a request takes the backing; stopping waits for those in flight")
        .withDefault(
            "reset-time", POSITIVE_DURATION, "30 ms", "of a function level reset (an assumption)")
        .withDefault(
            "queue-setup",
            DURATION,
            "0 ns",
            "to set up each queue at the destination (hardware needs 1.5 ms: 200 ms for 129)")
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
        .withDefault("command-time", POSITIVE_DURATION, "50 us", "of any command (an assumption)")
        .withDefault("stop-time", DURATION, "5 ms", "added for leaving Active (an assumption)")
        .withDefault(
            "activate-time", DURATION, "10 ms", "added for becoming Active (an assumption)")
        .withDefault(
            "context-rate", RATE, "2 GB/s", "at which contexts are gathered (an assumption)");
  }

  private static Section vms() {
    return new Section("vms")
        .required("name", new Text("web"), "of the group; its members are name-0, name-1, ...")
        .withDefault("count", new Whole(1, MOST_VMS), "1", "how many")
        .optional("on", new Text("pod-0/rack-1"), "where they run at first; else anywhere")
        .required("memory", SIZE, "of each guest")
        .withDefault("zero", PERCENT, "0%", "share of the memory that was never written")
        .withDefault("dirtying", new Block(dirtying()), "", "how the guest writes its memory")
        .optional(
            "devices",
            new ListOf(new Text("net0"), 0),
            "one owner's name for each device of the guest");
  }

  private static Section dirtying() {
    return writing("dirtying", words(DirtyModels.values(), DirtyModels::word))
        .optional(
            "phases",
            new ListOf(
                new Block(
                    writing("phase", new Word(SIMPLE_MODELS))
                        .required("for", POSITIVE_DURATION, "how long, in the guest's own time")),
                1),
            "phased: one after the other, then from the first again")
        .optional(
            "trace",
            new ListOf(new Block(traced()), 1),
            "trace: measured intervals, then from the first again")
        .withDefault(
            "paced-by",
            new Word(List.of("cpu", "timer")),
            "cpu",
            "what its pace depends on: throttled processors slow only the former");
  }

  private static final List<String> SIMPLE_MODELS =
      Arrays.stream(DirtyModels.values())
          .filter(model -> model != DirtyModels.PHASED && model != DirtyModels.TRACE)
          .map(DirtyModels::word)
          .toList();

  /** What describes one way of writing. */
  private static Section writing(String name, Word models) {
    return new Section(name)
        .withDefault("model", models, "idle", "in which order")
        .withDefault("rate", RATE_OR_NONE, "0 B/s", "pages written, 4 KiB each, per second")
        .optional("working-set", SIZE, "the part that is written; without it all that is not zero")
        .optional("hot", SIZE, "hot-cold: the part that is hot; drift: the window that moves")
        .withDefault(
            "share", PERCENT, "90%", "hot-cold and drift: share of the writes that it gets")
        .withDefault(
            "exponent",
            new Whole(0, 10_000),
            "1000",
            "zipf: thousandths; a page's share falls with this power of its rank")
        .withDefault(
            "period", POSITIVE_DURATION, "1 s", "drift: until the window moves by its own length");
  }

  private static Section traced() {
    return new Section("trace-interval")
        .required("for", POSITIVE_DURATION, "length of the interval")
        .required("dirties", SIZE, "distinct pages dirtied in it");
  }

  private static Section migration() {
    return new Section("migration")
        .withDefault(
            "engine", words(Engines.values(), Engines::word), "textbook", "the hypervisor's rules")
        .withDefault("memory", new Block(memory()), "", "how memory is copied")
        .withDefault("device-context", new Block(deviceContext()), "", "when contexts are read")
        .withDefault(
            "orchestrator",
            words(Orchestrators.values(), Orchestrators::word),
            "none",
            "who watches over it, and steps in")
        .withDefault("retry", new Block(retry()), "", "what follows a failed attempt")
        .withDefault("calls", new Block(calls()), "", "what the control plane's calls take")
        .withDefault(
            "device-skew",
            DURATION,
            "1 ms",
            "between the stops of a guest's devices, one after the other (an assumption)")
        .optional(
            "driver",
            words(Drivers.values(), Drivers::word),
            "the owner's driver; sets some switches of the protocol that are not set there");
  }

  private static Section calls() {
    return new Section("calls")
        .withDefault(
            "local",
            POSITIVE_DURATION,
            "10 us",
            "from a migration to its host's hypervisor and back (an assumption: a system call)")
        .withDefault(
            "remote",
            POSITIVE_DURATION,
            "50 us",
            "to the destination's hypervisor, beside the network (an assumption)")
        .withDefault(
            "fleet",
            POSITIVE_DURATION,
            "1 ms",
            "from the fleet to a host (an assumption, as over HTTP)")
        .withDefault(
            "network",
            new Word(List.of("fabric", "separate")),
            "fabric",
            "which network they cross; a separate one has no latency of its own");
  }

  private static Section memory() {
    return new Section("memory")
        .withDefault(
            "strategy",
            words(Strategies.values(), Strategies::word),
            "pre-copy",
            "how memory gets there")
        .withDefault(
            "downtime-limit",
            POSITIVE_DURATION,
            "300 ms",
            "the guest stops when the rest fits in it")
        .optional("max-bandwidth", RATE, "of one migration; without it the fabric alone limits")
        .withDefault(
            "max-rounds", new Whole(1, 1_000_000), "100", "after which it does not converge")
        .withDefault(
            "patience",
            new Whole(1, 1_000_000),
            "3",
            "rounds without progress that it puts up with")
        .withDefault(
            "on-no-convergence",
            words(NoConvergence.values(), NoConvergence::word),
            "give-up",
            "what happens when it does not converge")
        .withDefault("throttle", new Block(throttle()), "", "auto-converge: taking processor time")
        .withDefault(
            "dirty-limit",
            RATE,
            "8 MB/s",
            "dirty-limit: for all vCPUs of a guest (QEMU's 1 MB/s for each of 8)")
        .withDefault("xbzrle-cache", SIZE, "64 MiB", "xbzrle: pages as last sent (QEMU's)")
        .withDefault(
            "page-delta",
            new Amount(Quantity.SIZE, 1, 4096),
            "512 B",
            "xbzrle: what changes of a page between two sends (an assumption)")
        .withDefault("compression", new Block(compression()), "", "compression: ratio and cost")
        .withDefault("channels", new Whole(1, 256), "8", "multifd: channels at once (KubeVirt's 8)")
        .withDefault("stall", new Block(stall()), "", "stall-detector: when it acts");
  }

  private static Section throttle() {
    return new Section("throttle")
        .withDefault("initial", PERCENT_TO_99, "20%", "first step (QEMU's)")
        .withDefault("increment", PERCENT_TO_99, "10%", "each further step (QEMU's)")
        .withDefault("max", PERCENT_TO_99, "99%", "never more (QEMU's)")
        .withDefault(
            "trigger", PERCENT, "50%", "of what was sent, dirtied meanwhile, is too much (QEMU's)");
  }

  private static Section compression() {
    return new Section("compression")
        .withDefault(
            "ratio", new Amount(Quantity.PERCENT, 100, 100_000), "300%", "before over after")
        .withDefault(
            "rate", RATE, "2 GB/s", "pages that all compressing threads manage (an assumption)");
  }

  private static Section stall() {
    return new Section("stall")
        .withDefault("patience", POSITIVE_DURATION, "40 s", "without progress (KubeVirt's)")
        .withDefault("margin", PERCENT, "4%", "less is no progress (KubeVirt's)")
        .withDefault("max-downtime", POSITIVE_DURATION, "900 ms", "half as much again is the most");
  }

  private static Section deviceContext() {
    return new Section("device-context")
        .withDefault(
            "strategy",
            words(ContextStrategies.values(), ContextStrategies::word),
            "ahead-then-delta",
            "when the contexts of devices are read");
  }

  private static Section retry() {
    return new Section("retry")
        .withDefault("attempts", new Whole(1, 1_000), "3", "at most, the first included")
        .withDefault("backoff", POSITIVE_DURATION, "20 s", "before the second attempt")
        .withDefault("factor", new Whole(1, 100), "2", "by which the backoff grows each time")
        .withDefault(
            "timeout-per-gib",
            POSITIVE_DURATION,
            "150 s",
            "of guest memory, for an attempt before its guest stops");
  }

  private static Section plan() {
    return new Section("plan")
        .withDefault("at", DURATION, "0 s", "virtual time of its beginning")
        .optional("drain", new Text("pod-0/rack-1"), "empties a host, a rack or a pod")
        .optional("migrate", new Text("web-0"), "moves one guest")
        .optional("cancel", new Text("web-0"), "ends the migration of one guest; the guest stays")
        .optional("to", new Text("pod-0/rack-1/host-2"), "migrate: its destination, else as placed")
        .optional(
            "rebalance", new Text("pod-0"), "evens out memory use in a rack or a pod, or in all")
        .withDefault(
            "within", PERCENT, "5%", "rebalance: of a host's memory, the gap that may stay")
        .withDefault("limits", new Block(limits()), "", "how many migrations run at once")
        .withDefault(
            "place",
            words(Placements.values(), Placements::word),
            "least-loaded",
            "where guests go")
        .withDefault("order", words(Orders.values(), Orders::word), "fifo", "who goes first");
  }

  private static Section protocol() {
    Section section = new Section("protocol");
    for (Switch each : Switch.values()) {
      section =
          section.optional(
              each.key(),
              new Word(each.choices()),
              "%s (seed %s, 1.4 %s; %s)"
                  .formatted(
                      each.about(),
                      each.standard(Profiles.SEED_2023),
                      each.standard(Profiles.VIRTIO_1_4),
                      String.join(", ", each.ledger())));
    }
    return section;
  }

  private static Section fault() {
    return new Section("fault")
        .withDefault(
            "kind", new Word(DeviceFaults.kinds()), "link-down", "what fails, or what is done")
        .optional(
            "target",
            new Text("pod-0/rack-1/uplink-0"),
            "links: one, or a host or rack for its links; without up or down both directions")
        .optional("at", DURATION, "links: virtual time")
        .optional("for", POSITIVE_DURATION, "links: how long")
        .optional("capacity", RATE, "link-degraded: what is left")
        .optional("vm", new Text("web-0"), "devices: the guest whose device is struck")
        .withDefault(
            "device", new Whole(0, 255), "0", "devices: its number in the guest's list, from 0")
        .withDefault(
            "side",
            new Word(List.of("source", "destination")),
            "source",
            "devices: which of the two")
        .withDefault(
            "phase",
            words(Phase.values(), Phase::word),
            "device-stop",
            "devices: of the migration, when it is struck")
        .withDefault("after", DURATION, "0 ns", "devices: since the phase began")
        .withDefault(
            "attempt", new Whole(1, 1_000), "1", "devices: in which attempt of the migration")
        .withDefault(
            "status",
            new Word(DeviceFaults.STATUSES),
            "eagain",
            "command-error: how the next command is answered");
  }

  private static Section limits() {
    Whole any = new Whole(1, 1_000_000);
    return new Section("limits")
        .withDefault("per-source", any, "2", "leaving one host")
        .withDefault("per-destination", any, "2", "arriving at one host")
        .withDefault("total", any, "64", "of the plan");
  }

  private static <E> Word words(E[] kinds, Function<E, String> word) {
    return new Word(Arrays.stream(kinds).map(word).toList());
  }
}
