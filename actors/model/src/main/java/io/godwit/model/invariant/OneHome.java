package io.godwit.model.invariant;

import io.godwit.model.event.Event;
import io.godwit.model.event.HypervisorEvent.HypervisorStarted;
import io.godwit.model.event.HypervisorEvent.VcpusStarted;
import io.godwit.model.event.HypervisorEvent.VcpusStopped;
import io.godwit.model.event.RecordedEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/** Follows where each guest runs. */
final class OneHome extends Invariant {

  private static final String NOWHERE = "";

  private final Map<String, String> hostByVm = new LinkedHashMap<>();

  @Override
  public void accept(RecordedEvent recorded) {
    Event event = recorded.event();
    String host = recorded.entity().name();
    if (event instanceof HypervisorStarted started) {
      started.vms().forEach(vm -> runs(vm, host, recorded));
    } else if (event instanceof VcpusStarted started) {
      runs(started.vm(), host, recorded);
    } else if (event instanceof VcpusStopped stopped) {
      String was = hostByVm.put(stopped.vm(), NOWHERE);
      judge(
          host.equals(was),
          () -> stopped.vm() + " stopped on " + host + " but ran on " + was + ", " + at(recorded));
    }
  }

  private void runs(String vm, String host, RecordedEvent recorded) {
    String was = hostByVm.put(vm, host);
    judge(
        was == null || was.equals(NOWHERE),
        () -> vm + " runs on " + was + " and on " + host + ", " + at(recorded));
  }

  @Override
  protected void end() {
    hostByVm.forEach(
        (vm, host) ->
            judge(!host.equals(NOWHERE), () -> vm + " was stopped and never ran again: lost"));
  }
}
