package io.godwit.model.migration;

import io.godwit.model.entity.StatePart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The flows of an attempt, numbered from 1 as they begin. */
final class FlowState implements StatePart {

  private long last;
  private final Set<Long> open = new TreeSet<>();

  /** The flow that carries memory while the guest runs. */
  private Optional<Long> memory = Optional.empty();

  /** By flow: the device whose context it carries ahead of the stop. */
  private final Map<Long, Integer> contexts = new TreeMap<>();

  /** A flow begins that nobody will want to stop. */
  void begin() {
    last++;
    open.add(last);
  }

  void beginMemory() {
    begin();
    memory = Optional.of(last);
  }

  void beginContext(int device) {
    begin();
    contexts.put(last, device);
  }

  void end(long flow) {
    open.remove(flow);
    contexts.remove(flow);
    memory = memory.filter(other -> other != flow);
  }

  /** How many are under way. */
  int open() {
    return open.size();
  }

  /** The number of the one that began last; 0 before the first. */
  long last() {
    return last;
  }

  /** The device whose context {@code flow} carries; empty for memory. */
  Optional<Integer> deviceOf(long flow) {
    return Optional.ofNullable(contexts.get(flow));
  }

  /** Those that an attempt that fails stops: contexts first, then memory. */
  List<Long> stoppable() {
    var flows = new ArrayList<>(contexts.keySet());
    memory.ifPresent(flows::add);
    return flows;
  }
}
