package io.godwit.scenarios.device;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.model.event.Event;
import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.DisturbanceBegan;
import io.godwit.model.unit.SimTime;
import java.util.List;

/** What came of something that a guest did. */
final class GuestAnswers {

  private GuestAnswers() {}

  static ObjectNode of(int member, String action, List<Event> said, SimTime now) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("member", member).put("action", action);
    for (Event event : said) {
      if (event instanceof AccessServed served) {
        answer.put("mode", served.mode()).put("effect", served.effect());
        answer.put("decided_by", served.decidedBy());
      } else if (event instanceof DisturbanceBegan began) {
        answer.put("lasts_ns", began.lasts().nanos());
      }
    }
    return answer.put("now_ns", now.nanos());
  }
}
