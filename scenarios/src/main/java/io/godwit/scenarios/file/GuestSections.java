package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.DURATION;
import static io.godwit.scenarios.file.Amounts.PERCENT;
import static io.godwit.scenarios.file.Amounts.POSITIVE_DURATION;
import static io.godwit.scenarios.file.Amounts.RATE_OR_NONE;
import static io.godwit.scenarios.file.Amounts.SIZE;
import static io.godwit.scenarios.file.Amounts.SIZE_OR_NONE;
import static io.godwit.scenarios.file.Amounts.words;

import io.godwit.model.fleet.Placements;
import io.godwit.model.guest.DirtyModels;
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

/** The keys of virtual machines and of how they write their memory. */
final class GuestSections {

  private static final long MOST_VMS = 10_000_000;
  private static final long MOST_ARRIVALS = 1_000_000;

  /** In thousandths: a thousand a second. */
  private static final long MOST_ARRIVALS_AN_HOUR = 3_600_000_000L;

  private static final List<String> SIMPLE_MODELS =
      Arrays.stream(DirtyModels.values())
          .filter(model -> model != DirtyModels.PHASED && model != DirtyModels.TRACE)
          .map(DirtyModels::word)
          .toList();

  static final List<String> PAGE_SIZES = List.of("4 KiB", "2 MiB", "1 GiB");

  private GuestSections() {}

  static Section vms() {
    return guests(
        new Section("vms")
            .required("name", new Text("web"), "of the group; its members are name-0, name-1, ...")
            .withDefault("count", new Whole(1, MOST_VMS), "1", "how many")
            .optional("on", new Text("pod-0/rack-1"), "where they run at first; else anywhere"));
  }

  /** Guests that are not there when the run begins. */
  static Section arrivals() {
    return guests(
        new Section("arrivals")
            .required("name", new Text("job"), "of the group; they are name-0, name-1, ...")
            .required(
                "rate",
                new Amount(Quantity.OCCURRENCE, 1, MOST_ARRIVALS_AN_HOUR),
                "how often one comes in the mean, at random (a Poisson process)")
            .withDefault("at", DURATION, "0 s", "virtual time from which on they come")
            .optional("for", POSITIVE_DURATION, "how long they come; this or count must be given")
            .optional("count", new Whole(1, MOST_ARRIVALS), "how many come at most")
            .optional("on", new Text("pod-0/rack-1"), "hosts that they may go to; else to any")
            .withDefault(
                "place",
                words(Placements.values(), Placements::word),
                "least-loaded",
                "where each goes; one that finds no host is refused"));
  }

  private static Section guests(Section section) {
    return section
        .optional(
            "lifetime",
            new Drawn(POSITIVE_DURATION),
            "how long each stays, then it leaves; a migration of it that is open is cancelled;"
                + " without it they stay")
        .required("memory", new Drawn(SIZE), "of each guest; drawn for each: " + DrawnText.forms())
        .withDefault(
            "migratable",
            new YesOrNo(),
            "true",
            "whether they can be moved at all; a drain leaves and names those that cannot")
        .withDefault(
            "processors", new Whole(0, 4_096), "0", "that it has to itself; 0: nobody counts them")
        .optional(
            "needs", new ListOf(new Text("gpu"), 0), "labels that its host must have, all of them")
        .optional(
            "tolerates", new ListOf(new Text("spare"), 0), "taints of hosts that keep it not away")
        .optional(
            "apart",
            new Text("quorum"),
            "guests with the same word here, of whichever group, are each on a host of their own")
        .optional(
            "together",
            new Text("app-1"),
            "guests with the same word here are on one host, and move to one host")
        .optional(
            "cpu",
            new Text("icelake"),
            "model of its processors, which its host must be able to give (cpus of its kind)")
        .optional(
            "machine",
            new Text("q35-8.2"),
            "type that it was started as, which its host must know (machines of its kind)")
        .optional("labels", new ListOf(new Text("production"), 0), "of these guests, for policies")
        .withDefault("zero", PERCENT, "0%", "share of the memory that was never written")
        .withDefault(
            "page-size",
            new Word(PAGE_SIZES),
            "4 KiB",
            "of the host's memory behind it; post-copy brings whole pages")
        .withDefault(
            "tracked-in",
            new Word(PAGE_SIZES),
            "4 KiB",
            "units in which its writes are tracked, at most page-size (KVM splits larger pages)")
        .withDefault("dirtying", new Block(dirtying()), "", "how the guest writes its memory")
        .optional(
            "devices",
            new ListOf(new Text("net0"), 0),
            "one owner's name for each device of the guest")
        .optional(
            "migration",
            new Block(MigrationSections.ofGuests()),
            "how these guests are migrated, where not as all others");
  }

  private static Section dirtying() {
    return writing("dirtying", words(DirtyModels.values(), DirtyModels::word))
        .optional(
            "phases",
            new ListOf(
                new Block(
                    writing("phase", new Word(SIMPLE_MODELS))
                        .required(
                            "for",
                            new Drawn(POSITIVE_DURATION),
                            "how long, in the guest's own time")),
                1),
            "phased: one after the other, then from the first again")
        .optional(
            "trace",
            new ListOf(new Block(traced()), 1),
            "trace: measured intervals, then from the first again")
        .optional(
            "trace-file",
            new Text("measured.csv"),
            "trace: the same from a file beside the scenario; one line a second with the distinct pages"
                + " dirtied in it, or two columns with the time in seconds at which each interval began")
        .withDefault(
            "paced-by",
            new Word(List.of("cpu", "timer")),
            "cpu",
            "what its pace depends on: throttled processors slow only the former");
  }

  /** What describes one way of writing. */
  private static Section writing(String name, Word models) {
    return new Section(name)
        .withDefault("model", models, "idle", "in which order")
        .withDefault(
            "rate", new Drawn(RATE_OR_NONE), "0 B/s", "pages written, 4 KiB each, per second")
        .optional(
            "working-set",
            new Drawn(SIZE),
            "the part that is written; without it all that is not zero")
        .optional(
            "hot", new Drawn(SIZE), "hot-cold: the part that is hot; drift: the window that moves")
        .withDefault(
            "share", PERCENT, "90%", "hot-cold and drift: share of the writes that it gets")
        .withDefault(
            "exponent",
            new Whole(0, 10_000),
            "1000",
            "zipf: thousandths; a page's share falls with this power of its rank")
        .withDefault(
            "period",
            new Drawn(POSITIVE_DURATION),
            "1 s",
            "drift: until the window moves by its own length");
  }

  private static Section traced() {
    return new Section("trace-interval")
        .required("for", POSITIVE_DURATION, "length of the interval")
        .required("dirties", SIZE_OR_NONE, "distinct pages dirtied in it");
  }
}
