package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.DURATION;
import static io.godwit.scenarios.file.Amounts.PERCENT;
import static io.godwit.scenarios.file.Amounts.POSITIVE_DURATION;
import static io.godwit.scenarios.file.Amounts.RATE;
import static io.godwit.scenarios.file.Amounts.RATE_OR_NONE;
import static io.godwit.scenarios.file.Amounts.SIZE;
import static io.godwit.scenarios.file.Amounts.words;

import io.godwit.model.context.ControlSetting;
import io.godwit.model.fleet.Balances;
import io.godwit.model.fleet.Orders;
import io.godwit.model.fleet.Placements;
import io.godwit.model.invariant.Invariants;
import io.godwit.model.migration.Moment;
import io.godwit.model.migration.Phase;
import io.godwit.model.precopy.Engines;
import io.godwit.model.topology.NetworkModels;
import io.godwit.scenarios.file.ValueType.Amount;
import io.godwit.scenarios.file.ValueType.Block;
import io.godwit.scenarios.file.ValueType.Drawn;
import io.godwit.scenarios.file.ValueType.ListOf;
import io.godwit.scenarios.file.ValueType.OneOrMore;
import io.godwit.scenarios.file.ValueType.Text;
import io.godwit.scenarios.file.ValueType.TextOrBlock;
import io.godwit.scenarios.file.ValueType.Whole;
import io.godwit.scenarios.file.ValueType.Word;
import io.godwit.scenarios.file.ValueType.YesOrNo;
import java.util.Arrays;
import java.util.List;

/**
 * Every key of a scenario file: the one place from which the checks, the JSON Schema and the
 * reference are made.
 */
final class ScenarioSections {

  private static final long MOST_HOSTS_OF_A_KIND = 1_000_000;

  private static final Whole AT_ONCE = new Whole(1, 1_000_000);

  /** What an action's hosts are called where it is a block. */
  private static final List<String> PLACES = List.of("hosts", "host", "rack", "pod");

  private ScenarioSections() {}

  static Section scenario() {
    return new Section("scenario")
        .optional(
            Includes.KEY,
            new OneOrMore(new Text("racks.yaml")),
            "other files, relative to this one, whose keys hold where this one has none: blocks key"
                + " by key, lists whole, of two files the later one")
        .required("name", new Text("rack-drain"), "name of the scenario; runs are called after it")
        .withDefault(
            "about", new Text("What does it cost?"), "no description", "one line on what it asks")
        .withDefault(
            "seed",
            new Whole(0, Long.MAX_VALUE / 16),
            "1",
            "all randomness follows from it; the same seed gives the same run")
        .required("datacenter", new Block(datacenter()), "the fabric and its hosts")
        .required(
            "vms",
            new ListOf(new Block(GuestSections.vms()), 1),
            "groups of virtual machines, all alike")
        .optional(
            "arrivals",
            new ListOf(new Block(GuestSections.arrivals()), 1),
            "groups of virtual machines that come while the run goes on")
        .withDefault(
            "migration", new Block(MigrationSections.migration()), "", "how migrations are done")
        .optional(
            "policies",
            new ListOf(
                new Block(
                    new Section("policy")
                        .required("label", new Text("production"), "of the guests that it is for")
                        .required(
                            "migration",
                            new Block(MigrationSections.ofGuests()),
                            "how these guests are migrated, where not as all others")),
                1),
            "how guests with a label are migrated; a later one goes before an earlier one, and a"
                + " group's own migration before all")
        .withDefault(
            "protocol",
            new Block(DeviceSections.protocol()),
            "",
            "how devices behave where the thread left it open; each option has a default by profile")
        .optional("faults", new ListOf(new Block(fault()), 0), "what fails, and when")
        .withDefault("fleet", new Block(fleet()), "", "what holds for all plans together")
        .required("plan", new ListOf(new Block(plan()), 1), "what moves, and when")
        .optional(
            "expect",
            new ListOf(new Text("downtime.p99 <= 500 ms"), 0),
            "what the run must show; a run that does not is INVALID")
        .optional("compare", new Block(compare()), "runs the scenario several times with changes")
        .withDefault(
            "run", new Block(run()), "", "how a run is carried out; it changes no event of it");
  }

  private static Section run() {
    return new Section("run")
        .optional(
            "keep-idle",
            POSITIVE_DURATION,
            "an entity that is idle for so much virtual time leaves memory, and is read back from"
                + " the record when it is next addressed; without it none leaves");
  }

  private static Section compare() {
    return new Section("compare")
        .optional(
            "axes",
            new ListOf(new Block(axis()), 1),
            "one or two things to change; may be left out with seeds")
        .optional(
            "seeds",
            new Text("1..30"),
            "each with so many seeds, from one to another: shown are means, and how far from them the"
                + " true mean is with 95 % confidence (Student's t)")
        .required(
            "show",
            new ListOf(new Text("plan[0].duration"), 1),
            "what is shown of each run; those of expectations, of the whole run, a plan or a group")
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
        .withDefault("host", new Block(host()), "", "what every host is made of")
        .optional(
            "hosts",
            new ListOf(new Block(hostKind()), 1),
            "kinds of hosts, each with what differs; those that no kind takes are of the first one");
  }

  private static Section hostKind() {
    return new Section("kind-of-host")
        .required("name", new Text("large"), "of the kind, for messages")
        .optional(
            "count",
            new Whole(0, MOST_HOSTS_OF_A_KIND),
            "how many: the next hosts in order that have no kind yet; without count and on, one; 0"
                + " where only an upgrade makes some")
        .optional(
            "on", new ListOf(new Text("pod-0/rack-1"), 1), "which: hosts, racks and pods by name")
        .optional("memory", SIZE, "for guests; else that of host")
        .optional(
            "processors", new Whole(1, 1_000_000), "for guests that count them; else always enough")
        .optional("host-link", RATE, "between such a host and its leaf; else that of the fabric")
        .optional(
            "owners",
            new ListOf(new Block(DeviceSections.owner()), 0),
            "its owner devices, instead of those of host; a guest goes only where there are owners of"
                + " all names that its devices have, with members free")
        .optional("labels", new ListOf(new Text("gpu"), 0), "that guests can need")
        .optional(
            "taints",
            new ListOf(new Text("spare"), 0),
            "that keep guests away which do not tolerate every one of them")
        .optional(
            "engine",
            words(Engines.values(), Engines::word),
            "what migrates guests away from such a host; else migration.engine")
        .optional(
            "cpus",
            new ListOf(new Text("icelake"), 1),
            "models of processors that such a host can give a guest; without it any")
        .optional(
            "machines",
            new ListOf(new Text("q35-8.2"), 1),
            "types of machines that such a host knows; without it any")
        .withDefault(
            "speed",
            new Whole(1, 10_000),
            "100",
            "of its processors, in percent: a guest writes its memory at the rate given on a host of"
                + " 100, and ten times as fast on one of 1000")
        .optional(
            "power",
            new Amount(Quantity.POWER, 1, 1_000_000_000L),
            "that such a host draws, busy or not, for the energy in reports");
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
            "routes", new ListOf(new Block(route()), 1), "pairs of hosts that use those links")
        .optional(
            "background",
            new ListOf(new Block(background()), 1),
            "what others than migrations send across links: storage, the cluster, the guests");
  }

  private static Section background() {
    return new Section("background")
        .required(
            "on",
            new ListOf(new Text("pod-0/rack-1/host-0"), 1),
            "links as in faults: one, or a host for both of its own; or hosts, or uplinks, for all"
                + " of them")
        .optional("rate", RATE, "that it wants of each link, all the time")
        .optional(
            "by-time",
            new ListOf(
                new Block(
                    new Section("time-of-day")
                        .required("at", DURATION, "time of day, before 24 h; runs begin at 0 h")
                        .required("rate", RATE_OR_NONE, "that it wants from then on")),
                1),
            "instead of rate: by time of day")
        .optional(
            "trace",
            new ListOf(
                new Block(
                    new Section("background-interval")
                        .required("for", POSITIVE_DURATION, "length of the interval")
                        .required("rate", RATE_OR_NONE, "that it wants in it")),
                1),
            "instead of rate: as measured, then from the first again")
        .optional(
            "trace-file",
            new Text("storage.csv"),
            "the same from a file beside the scenario: bytes a second, one line a second, or two"
                + " columns with the time in seconds at which each interval began")
        .withDefault(
            "flows",
            new Whole(1, 4_096),
            "8",
            "that it is made of on each link; where the link is full, each has as much as a stream of"
                + " a migration (an assumption)");
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
        .optional("memory", SIZE, "for guests; must be given where a kind of hosts does not")
        .optional(
            "owners",
            new ListOf(new Block(DeviceSections.owner()), 0),
            "owner devices (physical functions); none means guests without devices")
        .withDefault(
            "vcpu-stop",
            new Drawn(POSITIVE_DURATION),
            "1 ms",
            "least time to stop vCPUs (an assumption); drawn for each stop, without a jitter then")
        .withDefault(
            "vcpu-stop-jitter", DURATION, "1 ms", "added at most, drawn per stop (an assumption)")
        .withDefault(
            "vcpu-start",
            new Drawn(POSITIVE_DURATION),
            "1 ms",
            "time to start vCPUs (an assumption); drawn for each migration")
        .withDefault(
            "vm-boot",
            new Drawn(POSITIVE_DURATION),
            "30 s",
            "in which a guest boots that is started anew (an assumption); drawn for each guest")
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

  static Section plan() {
    return new Section("plan")
        .optional("name", new Text("evening"), "for reports and other plans; else plan-0 and so on")
        .optional(
            "after",
            new Text("plan-0"),
            "the plan that must have ended before, by name or number, however it ended")
        .withDefault(
            "at",
            DURATION,
            "0 s",
            "virtual time of its beginning; with after, since that plan's end")
        .optional(
            "deadline",
            POSITIVE_DURATION,
            "since its beginning: what has not begun by then does not begin; the plan is missed")
        .optional(
            "drain",
            new TextOrBlock("pod-0/rack-1", PLACES, List.of("uncordon")),
            "empties a host, a rack or a pod; nobody may arrive from its beginning on")
        .withDefault(
            "uncordon",
            new YesOrNo(),
            "false",
            "drain: whether guests may arrive again when it ends")
        .optional(
            "migrate",
            new TextOrBlock("web-0", List.of("vm", "guest"), List.of("to")),
            "moves one guest")
        .optional(
            "evacuate",
            new TextOrBlock("pod-0/rack-1/host-2", PLACES, List.of()),
            "starts the guests anew elsewhere that were lost with a host, a rack or a pod, once it"
                + " counts as failed")
        .optional(
            "cancel",
            new TextOrBlock("web-0", List.of("plan", "guest", "vm", "hosts"), List.of("under-way")),
            "ends the migration of one guest, which stays; or a plan, by its name or the hosts that"
                + " it drains: what has not begun does not begin, and guests may arrive again")
        .withDefault(
            "under-way",
            new Word(List.of("finish", "undo")),
            "finish",
            "cancel of a plan: what its migrations under way do")
        .optional("to", new Text("pod-0/rack-1/host-2"), "migrate: its destination, else as placed")
        .optional(
            "rebalance",
            new TextOrBlock("pod-0", PLACES, List.of("by", "within")),
            "evens out a rack or a pod, or all: moves guests from the fullest host to the emptiest,"
                + " nobody twice; where it cannot reach its goal it says why")
        .withDefault(
            "by",
            words(Balances.values(), Balances::word),
            "memory",
            "rebalance: what is evened out: memory or cpu (processors) in use, as a part of what a"
                + " host has, or the count of guests, as a part of the mean")
        .withDefault(
            "within", PERCENT, "5%", "rebalance: the gap that may stay between any two hosts")
        .optional(
            "upgrade",
            new TextOrBlock(
                "pod-0/rack-1", PLACES, List.of("batch", "down-for", "becomes", "refill")),
            "takes hosts down, batch by batch, once each batch is empty, and brings them back")
        .withDefault("batch", new Whole(1, 100_000), "1", "upgrade: how many hosts at once")
        .withDefault(
            "down-for",
            new Drawn(POSITIVE_DURATION),
            "5 min",
            "upgrade: how long each batch is down; drawn for each batch")
        .optional("becomes", new Text("new"), "upgrade: the kind of hosts that they come back as")
        .withDefault(
            "refill",
            new YesOrNo(),
            "false",
            "upgrade: whether the guests go back to their hosts before the next batch")
        .withDefault("limits", new Block(limits()), "", "how many migrations run at once")
        .withDefault(
            "place",
            words(Placements.values(), Placements::word),
            "least-loaded",
            "where guests go")
        .withDefault("order", words(Orders.values(), Orders::word), "fifo", "who goes first");
  }

  private static Section fault() {
    return new Section("fault")
        .withDefault(
            "kind", new Word(DeviceFaults.kinds()), "link-down", "what fails, or what is done")
        .optional("name", new Text("flaky"), "for reports; its draws depend on it")
        .optional(
            NamedFaults.KEY,
            new Text("flaky"),
            "an earlier fault of the file by its name, whose keys hold where this one has none")
        .optional(
            "target",
            new Text("pod-0/rack-1/uplink-0"),
            "links: one, or a host or rack for its links; without up or down both directions. Of"
                + " other places the same as host")
        .optional(
            "host", new Text("pod-0/rack-0/host-1"), "places: a host, or a pattern such as pod-0/*")
        .optional("rack", new Text("pod-0/rack-0"), "places: all hosts of a rack, or its switch")
        .optional("pod", new Text("pod-0"), "places: all hosts of a pod")
        .optional(
            "vm",
            new Text("web-0"),
            "the guest that is struck, or whose device or host is; or a pattern such as db-*")
        .optional("group", new Text("web"), "guests: those of a group, by its name or a pattern")
        .optional("label", new Text("production"), "guests: those of groups that have it")
        .optional(
            "percent",
            new Amount(Quantity.PERCENT, 1, 100),
            "so many of them, drawn: once, or anew each time that the clock brings")
        .optional(
            "at", DURATION, "virtual time; with every the first, with rate that from which on")
        .optional("every", POSITIVE_DURATION, "again and again, so far apart; with count")
        .optional(
            "rate",
            new Amount(Quantity.OCCURRENCE, 1, Long.MAX_VALUE),
            "again and again, at random, so often in the mean; with count")
        .optional("count", new Whole(1, 100_000), "how often; with every or rate")
        .optional(
            "while",
            new Text("migrations.running >= 4"),
            "a condition: "
                + Conditions.words()
                + ", then >= <= == != > or <, then a whole number. With at, every or rate it"
                + " strikes only while that holds; alone it strikes whenever it comes to hold, and"
                + " is over when it does no more, or after 'for'")
        .withDefault(
            "schedule",
            new Word(List.of("parallel", "serial")),
            "parallel",
            "hosts: all at once, or one after the other, each at a time of every")
        .optional(
            "for",
            new Drawn(POSITIVE_DURATION),
            "places: how long, drawn anew for each place and time; crashes and mismatches without it for ever, a restart of the control"
                + " plane 5 s (an assumption)")
        .optional("capacity", RATE, "link-degraded: what is left")
        .optional(
            "loss",
            new Amount(Quantity.PROBABILITY, 1, 1_000_000),
            "link-lossy: packets that are lost; what eight TCP streams make of such a link is left"
                + " (an assumption)")
        .optional(
            "factor",
            new Whole(2, 1_000_000),
            "host-slow and command-slow: how many times as long everything takes")
        .optional(
            "delay",
            POSITIVE_DURATION,
            "control-plane-slow, request-reordered and request-duplicated: how much later, or at"
                + " most")
        .withDefault(
            "device", new Whole(0, 255), "0", "devices: its number in the guest's list, from 0")
        .withDefault(
            "side",
            new Word(List.of("source", "destination")),
            "source",
            "of the migration: whose device, host or links are struck")
        .withDefault(
            "phase",
            words(Phase.values(), Phase::word),
            "device-stop",
            "of the migration, when it is struck; without at, every and rate; with on: undone, any"
                + " in which an attempt fails, unless given")
        .withDefault(
            "on",
            words(Moment.Edge.values(), Moment.Edge::word),
            "entered",
            "whether the phase's beginning counts, its end, or that an attempt that failed in it"
                + " begins to be undone")
        .withDefault("after", DURATION, "0 ns", "since the phase began, or ended")
        .optional("jitter", POSITIVE_DURATION, "added at most, drawn each time")
        .optional(
            "attempt",
            new Whole(1, 1_000),
            "in which attempt of the migration; else in the first, or in any with occurrence or"
                + " probability")
        .optional(
            "occurrence",
            new Whole(1, 1_000),
            "of the phase, in all attempts at a guest together: which of them")
        .optional(
            "probability",
            new Amount(Quantity.PROBABILITY, 1, 1_000_000),
            "each time that it could strike")
        .optional(
            "value",
            new Whole(0, 255),
            "status-write: what is written, such as 11 for ACKNOWLEDGE, DRIVER and FEATURES_OK;"
                + " else NEEDS_RESET is turned over")
        .optional(
            "vector",
            new Text("queue-0"),
            "msix-mask and msix-unmask: config or queue-0, queue-1, ...; else the function's mask"
                + " for all")
        .optional(
            "sets",
            new Word(Arrays.stream(ControlSetting.values()).map(ControlSetting::word).toList()),
            "control-command: the one thing that a network device is told; else it changes two"
                + " tables, the second one later")
        .withDefault(
            "status",
            new Word(DeviceFaults.STATUSES),
            "eagain",
            "command-error: how the next command is answered");
  }

  private static Section limits() {
    return ofLinks(
        new Section("limits")
            .withDefault("per-source", AT_ONCE, "2", "leaving one host, of whichever plan")
            .withDefault("per-destination", AT_ONCE, "2", "arriving at one host, likewise")
            .withDefault("total", AT_ONCE, "64", "of the plan"));
  }

  private static Section limitsOfFleet() {
    return ofLinks(
        new Section("fleet-limits")
            .optional("per-source", AT_ONCE, "leaving one host; without it only plans limit that")
            .optional("per-destination", AT_ONCE, "arriving at one host, likewise")
            .optional("total", AT_ONCE, "of all plans together"));
  }

  private static Section ofLinks(Section limits) {
    return limits
        .optional(
            "per-uplink",
            AT_ONCE,
            "crossing one uplink of a rack in one direction; else any number")
        .optional(
            "min-rate",
            RATE,
            "a migration begins only where every link on its way has so much left, and holds it");
  }

  private static Section fleet() {
    return new Section("fleet")
        .withDefault(
            "limits",
            new Block(limitsOfFleet()),
            "",
            "how many migrations of all plans run at once; those of each plan hold beside them")
        .withDefault(
            "to-older-engines",
            new YesOrNo(),
            "false",
            "whether guests may go to a host whose engine is older than that of theirs")
        .withDefault(
            "detection",
            POSITIVE_DURATION,
            "60 s",
            "without a sign of life from a host, until it counts as failed (an assumption)");
  }
}
