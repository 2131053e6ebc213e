package io.godwit.scenarios.file;

import io.godwit.model.topology.Topology;
import io.godwit.scenarios.file.Values.Found;
import java.util.List;
import java.util.Optional;

/** Whether names mean places of a network. */
final class Places {

  /** What they are called where a block names one. */
  static final List<String> WORDS = List.of("hosts", "host", "rack", "pod");

  private Places() {}

  /** A host, a rack or a pod. */
  static void place(Binder binder, Optional<Found> target, Topology topology) {
    target
        .filter(name -> topology.named((String) name.value()).isEmpty())
        .ifPresent(
            name ->
                binder.problem(
                    name,
                    "there is no '%s'; hosts are %s to %s"
                        .formatted(
                            name.value(),
                            topology.hostName(0),
                            topology.hostName(topology.hosts() - 1))));
  }

  static void host(Binder binder, Optional<Found> target, Topology topology) {
    place(binder, target, topology);
    target
        .flatMap(name -> topology.named((String) name.value()))
        .filter(range -> range.count() > 1)
        .ifPresent(
            range ->
                binder.problem(
                    target.orElseThrow(),
                    "name one host, such as " + topology.hostName(range.first())));
  }
}
