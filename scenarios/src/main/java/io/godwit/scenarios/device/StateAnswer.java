package io.godwit.scenarios.device;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.model.member.MemberView;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.ContextField;
import io.godwit.model.virtio.PartsCodec;
import java.util.List;
import java.util.Locale;

/** How a member stands: its mode, and its context in the order of the wire. */
final class StateAnswer {

  private final Profiles profile;

  StateAnswer(Profiles profile) {
    this.profile = profile;
  }

  ObjectNode of(int member, MemberView view, SimTime now) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("member", member).put("mode", view.mode());
    answer.put("disturbance", view.disturbance().map(Disturbance::word).orElse("none"));
    fields(answer.putArray("context"), view.fields());
    fields(answer.putArray("written"), view.written());
    return answer.put("now_ns", now.nanos());
  }

  private void fields(ArrayNode array, List<ContextField> fields) {
    for (ContextField field : fields) {
      int type = profile.hasObjects() ? PartsCodec.partType(field.type()) : field.type();
      array
          .addObject()
          .put("type", String.format(Locale.US, "0x%x", type))
          .put("selector", field.instance())
          .put("value", field.value().toString());
    }
  }
}
