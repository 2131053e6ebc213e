package io.godwit.scenarios.file;

import io.godwit.model.fault.Chance;
import io.godwit.model.id.EntityId;
import io.godwit.model.random.RandomStream;
import io.godwit.model.topology.HostRange;
import io.godwit.model.topology.Topology;
import io.godwit.scenarios.file.ValueType.Amount;
import io.godwit.scenarios.file.ValueType.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whom the faults of a scenario are aimed at: guests and hosts by name, pattern, group or place.
 */
final class FaultTargets {

  private static final Collector<String, ?, TreeSet<String>> INTO_SET =
      Collectors.toCollection(TreeSet::new);

  static final Section KEYS = Section.part();

  static final Key<String> TARGET =
      KEYS.optional(
          "target",
          new Text("pod-0/rack-1/uplink-0"),
          "links: one, or a host or rack for its links; without up or down both directions. Of"
              + " other places the same as host");

  static final Key<String> HOST =
      KEYS.optional(
          "host", new Text("pod-0/rack-0/host-1"), "places: a host, or a pattern such as pod-0/*");

  static final Key<String> RACK =
      KEYS.optional("rack", new Text("pod-0/rack-0"), "places: all hosts of a rack, or its switch");

  static final Key<String> POD =
      KEYS.optional("pod", new Text("pod-0"), "places: all hosts of a pod");

  static final Key<String> VM =
      KEYS.optional(
          "vm",
          new Text("web-0"),
          "the guest that is struck, or whose device or host is; or a pattern such as db-*");

  static final Key<String> GROUP =
      KEYS.optional("group", new Text("web"), "guests: those of a group, by its name or a pattern");

  static final Key<String> LABEL =
      KEYS.optional("label", new Text("production"), "guests: those of groups that have it");

  static final Key<Long> PERCENT =
      KEYS.optional(
          "percent",
          Amount.plain(Quantity.PERCENT, 1, 100),
          "so many of them, drawn: once, or anew each time that the clock brings");

  private static final List<Key<?>> PLACES = List.of(HOST, RACK, POD, TARGET);

  private final Values root;

  /** By group of arrivals: how many come. */
  private final Map<String, Integer> coming = new TreeMap<>();

  FaultTargets(Values root) {
    this.root = root;
  }

  /** The guests that a fault names; empty for every guest. */
  Optional<SortedSet<String>> guests(Values fault) {
    if (!namesGuests(fault)) {
      return Optional.empty();
    }
    return Optional.of(
        fault.has(VM)
            ? named(fault.get(VM), meant(fault))
            : meant(fault).stream().flatMap(this::members).collect(INTO_SET));
  }

  /** The groups of which a fault means any guest. */
  List<Values> groups(Values fault) {
    return fault.has(VM)
        ? meant(fault).stream()
            .filter(group -> !named(fault.get(VM), List.of(group)).isEmpty())
            .toList()
        : meant(fault);
  }

  private List<Values> meant(Values fault) {
    return groups().stream()
        .filter(group -> !fault.has(GROUP) || matches(fault.get(GROUP), name(group)))
        .filter(group -> !fault.has(LABEL) || hasLabel(fault.get(LABEL), group))
        .toList();
  }

  private SortedSet<String> named(String written, List<Values> groups) {
    if (isPattern(written)) {
      Predicate<String> fits = Pattern.compile(regex(written)).asMatchPredicate();
      return groups.stream().flatMap(this::members).filter(fits).collect(INTO_SET);
    }
    String number = written.substring(written.lastIndexOf('-') + 1);
    return groups.stream()
        .filter(group -> written.equals(name(group) + '-' + number))
        .filter(group -> number.matches("0|[1-9][0-9]{0,8}"))
        .filter(group -> Long.parseLong(number) < count(group))
        .map(group -> written)
        .collect(INTO_SET);
  }

  /** Whether a fault says of which guests it is. */
  static boolean namesGuests(Values fault) {
    return fault.hasAny(VM, GROUP) || fault.has(LABEL);
  }

  private static boolean hasLabel(String label, Values group) {
    return group.list(GuestBlock.LABELS).contains(label);
  }

  /** The same as a list, where every guest is one too. */
  List<String> allOf(Optional<SortedSet<String>> guests) {
    return guests.map(List::copyOf).orElseGet(() -> guests().toList());
  }

  /** So many percent of those, drawn once for the whole run. */
  Optional<SortedSet<String>> share(Optional<SortedSet<String>> guests, Values fault, Chance by) {
    if (!fault.has(PERCENT)) {
      return guests;
    }
    List<String> all = allOf(guests);
    RandomStream draws = by.stream(EntityId.fleet(), "guests", "");
    long left = Math.max(1, all.size() * fault.number(PERCENT) / 100);
    var chosen = new TreeSet<String>();
    for (int i = 0; i < all.size(); i++) {
      if (draws.below(all.size() - i) < left) {
        chosen.add(all.get(i));
        left--;
      }
    }
    return Optional.of(chosen);
  }

  private Stream<String> guests() {
    return groups().stream().flatMap(this::members);
  }

  /** Those that are there when the run begins, and those that come while it goes on. */
  private List<Values> groups() {
    return Stream.concat(
            root.list(ScenarioBlock.VMS).stream()
                .filter(group -> group.has(GuestBlock.NAME, GuestBlock.COUNT)),
            root.list(ScenarioBlock.ARRIVALS).stream().filter(ArrivalsBlock::isCounted))
        .toList();
  }

  /** All that come, of those that do. */
  private int count(Values group) {
    return group.has(ArrivalsBlock.RATE)
        ? coming.computeIfAbsent(
            name(group), name -> ArrivalsBlock.times(group, root.number(ScenarioBlock.SEED)).size())
        : group.count(GuestBlock.COUNT);
  }

  private static String name(Values group) {
    return group.get(GuestBlock.NAME);
  }

  private Stream<String> members(Values group) {
    return IntStream.range(0, count(group)).mapToObj(i -> name(group) + '-' + i);
  }

  /** Whether a name is the one that is written, or fits the stars and question marks in it. */
  static boolean matches(String written, String name) {
    return written.equals(name) || Pattern.matches(regex(written), name);
  }

  static boolean isPattern(String written) {
    return written.contains("*") || written.contains("?");
  }

  private static String regex(String glob) {
    var regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char letter = glob.charAt(i);
      regex.append(
          switch (letter) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(letter));
          });
    }
    return regex.toString();
  }

  /** The place that a fault names, whichever key it does that with. */
  static Optional<Values.Found> place(Values fault) {
    return fault
        .find(HOST)
        .or(() -> fault.find(RACK))
        .or(() -> fault.find(POD))
        .or(() -> fault.find(TARGET));
  }

  /** The hosts of that place, or all that fit a pattern. */
  static List<HostRange> hosts(String name, Topology topology) {
    if (!isPattern(name)) {
      return topology.named(name).map(List::of).orElse(List.of());
    }
    var ranges = new ArrayList<HostRange>();
    for (int host = 0; host < topology.hosts(); host++) {
      if (matches(name, topology.hostName(host))) {
        ranges.add(new HostRange(host, 1));
      }
    }
    return ranges;
  }

  static void check(FaultProblems problems, Values fault) {
    List<Key<?>> named = PLACES.stream().filter(fault::has).toList();
    if (named.size() > 1) {
      problems.problem(
          fault.find(named.get(1)).orElseThrow(),
          "'%s' and '%s' name two places; leave out either"
              .formatted(named.get(0).name(), named.get(1).name()));
    }
    if (fault.has(PERCENT) && FaultClock.isSerialBySchedule(fault)) {
      problems.problem(
          fault, PERCENT, "one after the other means all of them, and no share; leave out either");
    }
  }
}
