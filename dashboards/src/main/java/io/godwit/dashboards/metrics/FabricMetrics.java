package io.godwit.dashboards.metrics;

import io.godwit.model.event.FabricEvent;
import io.godwit.model.event.FabricEvent.FlowEnded;
import io.godwit.model.event.FabricEvent.FlowStarted;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What goes across the fabric, by the class of its links and not by link: there are thousands. */
final class FabricMetrics {

  private static final List<String> BY_DEPTH = List.of("wire", "pod", "rack", "host");

  private final Counter sent;
  private final Counter carried;
  private final Gauge flows;
  private final Map<String, Counter.Child> byLink = new HashMap<>();
  private final Map<Long, FlowStarted> open = new HashMap<>();

  FabricMetrics(Registry registry) {
    sent =
        registry.counter("godwit_sent_bytes", "Bytes that arrived, by what they are.", "content");
    sent.labels("memory");
    sent.labels("context");
    carried =
        registry.counter(
            "godwit_link_carried_bytes",
            "Bytes of flows that are over, counted on each link they crossed, by class of link.",
            "class",
            "direction");
    flows = registry.gauge("godwit_flows", "Flows under way.");
  }

  void take(FabricEvent event) {
    if (event instanceof FlowStarted flow) {
      open.put(flow.flow(), flow);
    } else if (event instanceof FlowEnded end && open.containsKey(end.flow())) {
      FlowStarted flow = open.remove(end.flow());
      sent.labels("memory").inc((double) flow.memoryIn(end.sent()).bytes());
      sent.labels("context").inc((double) flow.contextIn(end.sent()).bytes());
      flow.links().forEach(link -> crossed(link).inc((double) end.sent().bytes()));
    }
    flows.set(open.size());
  }

  private Counter.Child crossed(String link) {
    return byLink.computeIfAbsent(link, name -> carried.labels(kind(name), direction(name)));
  }

  /** Of {@code pod-0/rack-1/host-3/tx} it is host, of a wire with a name of its own wire. */
  static String kind(String link) {
    String place = link.substring(Math.max(0, link.lastIndexOf('/')));
    int depth = (int) link.chars().filter(c -> c == '/').count();
    boolean ours = place.matches("/(tx|rx|(up|down)(-[0-9]+)?)") && depth < BY_DEPTH.size();
    return ours && link.startsWith("pod-") ? BY_DEPTH.get(depth) : BY_DEPTH.get(0);
  }

  /** Out of its place, into it, or neither. */
  static String direction(String link) {
    String last = link.substring(link.lastIndexOf('/') + 1);
    if (kind(link).equals("wire")) {
      return "none";
    }
    return last.startsWith("up") || last.equals("tx") ? "out" : "in";
  }
}
