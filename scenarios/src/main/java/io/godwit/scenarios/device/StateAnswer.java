package io.godwit.scenarios.device;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.model.device.MemberView;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.ContextField;
import java.util.List;

/** How a member stands. */
final class StateAnswer {

  private StateAnswer() {}

  static ObjectNode of(int member, MemberView view, SimTime now) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("member", member).put("mode", view.mode());
    answer.put("disturbance", view.disturbance().map(Disturbance::word).orElse("none"));
    fields(answer.putArray("context"), view.fields());
    fields(answer.putArray("written"), view.written());
    return answer.put("now_ns", now.nanos());
  }

  private static void fields(ArrayNode array, List<ContextField> fields) {
    for (ContextField field : fields) {
      array
          .addObject()
          .put("type", "0x%x".formatted(field.type()))
          .put("selector", field.instance())
          .put("value", field.value().toString());
    }
  }
}
