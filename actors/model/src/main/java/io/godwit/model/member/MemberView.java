package io.godwit.model.member;

import io.godwit.model.protocol.Disturbance;
import io.godwit.model.unit.SimTime;
import io.godwit.model.virtio.ContextField;
import java.util.List;
import java.util.Optional;

/**
 * How a member stands at a moment, for whoever looks at it from outside.
 *
 * @param mode the word of its profile
 * @param works whether it works in that mode
 * @param disturbance what goes on with it
 * @param fields its context as it is
 * @param written of a context that takes effect when it becomes active
 */
public record MemberView(
    String mode,
    boolean works,
    Optional<Disturbance> disturbance,
    List<ContextField> fields,
    List<ContextField> written) {

  public static MemberView of(MemberState state, SimTime now) {
    return new MemberView(
        state.mode().word(),
        state.works(),
        state.ongoing().all().stream().map(Ongoing.Going::kind).findFirst(),
        state.context(now),
        state.written().fields());
  }
}
