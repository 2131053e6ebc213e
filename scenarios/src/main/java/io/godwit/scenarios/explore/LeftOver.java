package io.godwit.scenarios.explore;

import io.godwit.model.entity.StateTree;
import io.godwit.model.id.EntityId;
import io.godwit.model.id.EntityKind;
import io.godwit.model.unit.ByteCount;
import io.godwit.scenarios.explore.Trouble.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What of an entity must be over when nothing is under way any more. */
enum LeftOver {
  ROOM(EntityKind.HYPERVISOR, "room.reservations", "room kept for nobody"),
  ANSWERS(EntityKind.HYPERVISOR, "driver.jobs", "commands without an answer"),
  COMMANDS(EntityKind.OWNER, "open", "commands that were never carried out"),
  OWNER_RESET(EntityKind.OWNER, "disturbances.ongoing", "a reset that never ended"),
  MEMBER_RESET(EntityKind.MEMBER, "ongoing.all", "a disturbance that never ended"),
  FLOWS(EntityKind.FABRIC, "open", "flows that never ended"),
  ATTEMPT(EntityKind.MIGRATION, "attempt.over", "an attempt that never ended");

  private final EntityKind kind;

  @SuppressWarnings("ImmutableEnumChecker") // List.of keeps it as it is
  private final List<String> path;

  private final String about;

  LeftOver(EntityKind kind, String path, String about) {
    this.kind = kind;
    this.path = List.of(path.split("\\.", -1));
    this.about = about;
  }

  /** Each at the first entity that has something of it. */
  static List<Trouble> in(Map<EntityId, StateTree> states) {
    var troubles = new ArrayList<Trouble>();
    Arrays.stream(values()).flatMap(each -> each.first(states).stream()).forEach(troubles::add);
    states.keySet().stream()
        .filter(id -> id.kind() == EntityKind.OWNER)
        .flatMap(owner -> object(owner, states).stream())
        .findFirst()
        .ifPresent(troubles::add);
    states.entrySet().stream()
        .filter(state -> state.getKey().kind() == EntityKind.HYPERVISOR)
        .flatMap(state -> room(state.getKey(), state.getValue()).stream())
        .findFirst()
        .ifPresent(troubles::add);
    return troubles;
  }

  /** A host must count as used what its guests have, and those that it expects. */
  private static Optional<Trouble> room(EntityId host, StateTree state) {
    long used = bytes(at(state, List.of("room", "used")));
    long taken = taken(state, "residents") + taken(state, "reservations");
    return used == taken
        ? Optional.empty()
        : Optional.of(
            new Trouble(
                Kind.LEFT_OVER,
                "room that nobody has",
                "%s counts %d bytes as used, and its guests have %d".formatted(host, used, taken)));
  }

  private static long taken(StateTree state, String by) {
    return ((StateTree.Branch) at(state, List.of("room", by)))
        .pieces().values().stream().mapToLong(guest -> bytes(at(guest, List.of("memory")))).sum();
  }

  private static long bytes(StateTree quantity) {
    return ((ByteCount) ((StateTree.Leaf) quantity).value()).bytes();
  }

  /** An object of a member that no guest has: nobody would destroy it any more. */
  private static Optional<Trouble> object(EntityId owner, Map<EntityId, StateTree> states) {
    String host = owner.name().substring(0, owner.name().lastIndexOf('/'));
    String slot = owner.name().substring(host.length() + 1);
    StateTree hypervisor = states.get(EntityId.hypervisor(host));
    if (hypervisor == null) {
      return Optional.empty();
    }
    StateTree free = at(hypervisor, List.of("room", "freeMembers", slot));
    StateTree objects = at(states.get(owner), List.of("objects", "byId"));
    return ((StateTree.Branch) objects)
        .pieces().values().stream()
            .map(object -> at(object, List.of("member")))
            .filter(member -> isOneOf(member, (StateTree.Sequence) free))
            .findFirst()
            .map(
                member ->
                    new Trouble(
                        Kind.LEFT_OVER,
                        "an object of a member that no guest has",
                        "%s/%s".formatted(owner.name(), member)));
  }

  private static boolean isOneOf(StateTree member, StateTree.Sequence free) {
    return free.pieces().stream().anyMatch(each -> each.toString().equals(member.toString()));
  }

  private Optional<Trouble> first(Map<EntityId, StateTree> states) {
    return states.entrySet().stream()
        .filter(state -> state.getKey().kind() == kind)
        .filter(state -> !isOver(at(state.getValue(), path)))
        .findFirst()
        .map(
            state ->
                new Trouble(
                    Kind.LEFT_OVER,
                    about,
                    "%s: %s".formatted(state.getKey(), at(state.getValue(), path))));
  }

  private static StateTree at(StateTree tree, List<String> steps) {
    if (steps.isEmpty() || isNone(tree)) {
      return tree;
    } else if (tree instanceof StateTree.Branch branch
        && branch.pieces().containsKey(steps.get(0))) {
      return at(branch.pieces().get(steps.get(0)), steps.subList(1, steps.size()));
    }
    throw new IllegalStateException("there is no '%s' in %s".formatted(steps, tree));
  }

  private static boolean isNone(StateTree tree) {
    return tree instanceof StateTree.Leaf leaf && leaf.value() instanceof Optional<?>;
  }

  private static boolean isOver(StateTree tree) {
    if (tree instanceof StateTree.Branch branch) {
      return branch.pieces().isEmpty();
    } else if (tree instanceof StateTree.Sequence sequence) {
      return sequence.pieces().isEmpty();
    }
    return isNone(tree) || tree.equals(new StateTree.Leaf(true));
  }
}
