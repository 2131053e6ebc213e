package io.godwit.model.fleet;

import io.godwit.model.entity.StatePart;
import io.godwit.model.hypervisor.VmSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Guests that are to be on one host, by the word that they share. */
final class Companions implements StatePart {

  /**
   * One of them.
   *
   * @param hosts where it is, and behind that where it is on its way to; none when it runs nowhere
   * @param moving whether a migration of it is planned and not settled
   */
  record Companion(VmSpec vm, List<Integer> hosts, boolean moving) {

    /** Where it will be as far as that is known: whoever waits to leave may go anywhere. */
    Optional<Integer> heading() {
      boolean known = hosts.size() > 1 || (hosts.size() == 1 && !moving);
      return known ? Optional.of(hosts.get(hosts.size() - 1)) : Optional.empty();
    }

    /** Where it is now. */
    int source() {
      return hosts.isEmpty() ? Tracked.NOWHERE : hosts.get(0);
    }

    /** Whether it is to leave {@code host}, and nobody knows where to. */
    boolean leaves(int host) {
      return heading().isEmpty() && hosts.contains(host);
    }
  }

  private final Map<String, Map<String, Companion>> byWord = new TreeMap<>();

  /** The words of which some know where they will be, and others wait to follow. */
  private final Set<String> parted = new TreeSet<>();

  void occupy(String word, int host, VmSpec vm) {
    Companion was = of(word, vm);
    var hosts = new ArrayList<>(was.hosts());
    hosts.add(host);
    put(word, new Companion(vm, List.copyOf(hosts), was.moving()));
  }

  void vacate(String word, int host, VmSpec vm) {
    Companion was = of(word, vm);
    var hosts = new ArrayList<>(was.hosts());
    hosts.remove((Integer) host);
    put(word, new Companion(vm, List.copyOf(hosts), was.moving()));
  }

  void isToMove(String word, VmSpec vm) {
    put(word, new Companion(vm, of(word, vm).hosts(), true));
  }

  void settle(String word, VmSpec vm) {
    put(word, new Companion(vm, of(word, vm).hosts(), false));
  }

  private Companion of(String word, VmSpec vm) {
    return Optional.ofNullable(byWord.get(word))
        .map(all -> all.get(vm.name()))
        .orElseGet(() -> new Companion(vm, List.of(), false));
  }

  /** Whoever has left, or was lost and is not started anew, is nobody's companion. */
  private void put(String word, Companion now) {
    Map<String, Companion> all = byWord.computeIfAbsent(word, any -> new TreeMap<>());
    if (now.hosts().isEmpty() && !now.moving()) {
      all.remove(now.vm().name());
    } else {
      all.put(now.vm().name(), now);
    }
    List<Optional<Integer>> headings =
        all.values().stream().map(Companion::heading).distinct().toList();
    if (headings.size() > 1 && headings.contains(Optional.<Integer>empty())) {
      parted.add(word);
    } else {
      parted.remove(word);
    }
  }

  /** Whether anybody waits to follow others. */
  boolean isAnyAwaited() {
    return !parted.isEmpty();
  }

  /** Who waits to follow others to {@code host}, but for those with this word. */
  List<VmSpec> awaited(int host, Optional<String> but) {
    return parted.stream()
        .filter(word -> !but.equals(Optional.of(word)))
        .map(word -> byWord.get(word).values())
        .filter(all -> all.stream().anyMatch(each -> each.heading().equals(Optional.of(host))))
        .flatMap(all -> all.stream().filter(each -> each.heading().isEmpty()))
        .map(Companion::vm)
        .toList();
  }

  /** All with this word but {@code vm}. */
  List<Companion> others(String word, VmSpec vm) {
    return byWord.getOrDefault(word, new TreeMap<>()).values().stream()
        .filter(each -> !each.vm().name().equals(vm.name()))
        .toList();
  }
}
