package io.godwit.model.fleet;

import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.FleetEvent.MoveAssigned;
import io.godwit.model.event.FleetEvent.SpreadMeasured;
import io.godwit.model.hypervisor.VmSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Carries rebalances on: looks again whenever all that it has asked for is over. */
final class Balancing {

  private static final double PERMILLE = 1000;

  private final FleetSettings settings;
  private final Settlement settlement;

  Balancing(FleetSettings settings, Settlement settlement) {
    this.settings = settings;
    this.settlement = settlement;
  }

  /** Asks for the first moves of a plan that has just begun. */
  void begin(UnitOfWork<FleetState> unit, int plan, Rebalance rules, List<Balance.Move> moves) {
    measure(unit, plan, rules, balance(unit.state(), rules, vm -> true), "");
    ask(unit, plan, moves);
  }

  /** What would even it out as things are. */
  List<Balance.Move> firstMoves(FleetState state, Rebalance rules) {
    return moves(state, balance(state, rules, vm -> true));
  }

  /** Asks for more where that is needed and of use; false when it is through. */
  boolean goOn(UnitOfWork<FleetState> unit, int plan, Rebalance rules) {
    PlanRun run = unit.state().plan(plan);
    Predicate<String> isNew = vm -> !run.hasTaken(vm);
    List<Balance.Move> moves = moves(unit.state(), balance(unit.state(), rules, isNew));
    if (run.isOpen() && !moves.isEmpty()) {
      ask(unit, plan, moves);
      settlement.admitWhoeverWaits(unit);
      return true;
    }
    Balance reached = balance(unit.state(), rules, isNew);
    String reason = reached.isEven() ? unreachable(rules, reached) : why(unit, rules, reached, run);
    measure(unit, plan, rules, reached, reason);
    return false;
  }

  /** With those of all companions, for whom one was chosen. */
  private static List<Balance.Move> moves(FleetState state, Balance balance) {
    return balance.moves().stream()
        .flatMap(
            move ->
                all(state.guests(), move.vm()).map(vm -> new Balance.Move(vm.name(), move.host())))
        .toList();
  }

  /** A guest and its companions. */
  private static Stream<VmSpec> all(Guests guests, String vm) {
    return Stream.concat(Stream.of(vm), guests.companions(vm).stream())
        .map(each -> guests.of(each).vm());
  }

  private void ask(UnitOfWork<FleetState> unit, int plan, List<Balance.Move> moves) {
    for (Balance.Move move : moves) {
      unit.record(new MoveAssigned(plan, move.vm(), name(move.host())));
      settlement.ask(unit, move.vm(), plan);
    }
  }

  private static void measure(
      UnitOfWork<FleetState> unit, int plan, Rebalance rules, Balance balance, String reason) {
    long permille = StrictMath.round(balance.spread() * PERMILLE);
    unit.record(
        new SpreadMeasured(
            plan,
            rules.by().word(),
            permille,
            StrictMath.round(balance.tolerated() * PERMILLE),
            reason));
  }

  /** What was asked for cannot be had where hosts have fewer guests; empty where it was had. */
  private static String unreachable(Rebalance rules, Balance balance) {
    return balance.spread() * 100 <= rules.withinPercent()
        ? ""
        : String.format(
            Locale.US,
            "within %d%% cannot be reached: one guest is %.1f%% of the mean, and is not divided",
            rules.withinPercent(),
            balance.tolerated() * 100);
  }

  private String why(UnitOfWork<FleetState> unit, Rebalance rules, Balance balance, PlanRun run) {
    Guests guests = unit.state().guests();
    boolean companions =
        guests.settledOn(balance.fullest().host()).stream()
            .anyMatch(vm -> !guests.companions(vm.name()).isEmpty());
    String end =
        run.isOpen()
            ? "no guest that has not moved yet fits there and brings them closer"
                + (companions ? ", companions all or none" : "")
            : "it was ended before its time";
    return String.format(
        Locale.US,
        "%s has %.1f%%, %s %.1f%% (%s); %s",
        name(balance.fullest().host()),
        balance.fullest().share() * 100,
        name(balance.emptiest().host()),
        balance.emptiest().share() * 100,
        rules.by().about(),
        end);
  }

  private String name(int host) {
    return settings.datacenter().topology().hostName(host);
  }

  private static Balance balance(FleetState state, Rebalance rules, Predicate<String> mayMove) {
    Hosts hosts = state.hosts();
    Guests guests = state.guests();
    List<Integer> open =
        rules.hosts().hosts().filter(host -> !hosts.isCordoned(host)).boxed().toList();
    double mean = open.stream().mapToInt(guests::on).average().orElse(0);
    return new Balance(
        open.stream()
            .filter(host -> rules.by().capacity(host, hosts, mean) > 0)
            .map(
                host ->
                    new Balance.Level(
                        host,
                        rules.by().capacity(host, hosts, mean),
                        rules.by().used(host, hosts, guests),
                        movable(state, rules, host, mayMove)))
            .toList(),
        Math.max(rules.withinPercent() / 100.0, rules.by().least(mean)),
        new RoomLeft(hosts, guests, new TreeMap<>()));
  }

  /** Nobody counts on room that others have still to leave. */
  private record RoomLeft(Hosts hosts, Guests guests, Map<Integer, List<VmSpec>> coming)
      implements Balance.Room {
    @Override
    public boolean suits(String vm, int host) {
      List<VmSpec> beside =
          Stream.concat(coming.getOrDefault(host, List.of()).stream(), all(guests, vm).skip(1))
              .toList();
      return hosts.hasRoomBeside(beside, host, guests.of(vm).vm(), guests.of(vm).host());
    }

    @Override
    public void take(String vm, int host) {
      all(guests, vm).forEach(coming.computeIfAbsent(host, first -> new ArrayList<>())::add);
    }
  }

  /** Companions move all or none: the first of them stands for them. */
  private static List<Balance.Candidate> movable(
      FleetState state, Rebalance rules, int host, Predicate<String> mayMove) {
    Guests guests = state.guests();
    List<String> settled = guests.settledOn(host).stream().map(VmSpec::name).toList();
    Predicate<String> may = vm -> mayMove.test(vm) && guests.mayMove(vm);
    return settled.stream()
        .filter(may)
        .filter(vm -> leads(vm, guests.companions(vm), settled, may))
        .map(vm -> candidate(state, rules, vm))
        .toList();
  }

  /** Whether it is the first of companions that may all go; so is whoever has none. */
  private static boolean leads(
      String vm, List<String> others, List<String> settled, Predicate<String> may) {
    return others.stream()
        .allMatch(other -> settled.indexOf(other) > settled.indexOf(vm) && may.test(other));
  }

  private static Balance.Candidate candidate(FleetState state, Rebalance rules, String vm) {
    double weight =
        all(state.guests(), vm).mapToDouble(each -> rules.by().weight(each, state.hosts())).sum();
    return new Balance.Candidate(vm, weight);
  }
}
