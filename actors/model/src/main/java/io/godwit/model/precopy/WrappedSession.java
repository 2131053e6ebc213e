package io.godwit.model.precopy;

import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import java.util.Optional;

/** A session around another one, which answers whatever this does not answer itself. */
public interface WrappedSession extends PreCopySession {

  PreCopySession inner();

  /** The same around another one. */
  PreCopySession around(PreCopySession other);

  @Override
  default Step.Send afterStop(SimDuration ranOn) {
    return inner().afterStop(ranOn);
  }

  @Override
  default Optional<DeviceWrites> deviceWrites(SimDuration ranOn, SimDuration workedOn) {
    return inner().deviceWrites(ranOn, workedOn);
  }

  @Override
  default Step.Send afterResume() {
    return inner().afterResume();
  }

  @Override
  default long pageFaults(SimDuration guestTime) {
    return inner().pageFaults(guestTime);
  }

  @Override
  default long backing() {
    return inner().backing();
  }

  @Override
  default ByteRate deviceDataPace() {
    return inner().deviceDataPace();
  }

  @Override
  default boolean acknowledges() {
    return inner().acknowledges();
  }

  @Override
  default PreCopySession forPostCopy() {
    return around(inner().forPostCopy());
  }

  @Override
  default PreCopySession with(ParameterChange change) {
    return around(inner().with(change));
  }
}
