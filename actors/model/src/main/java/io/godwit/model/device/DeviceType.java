package io.godwit.model.device;

import io.godwit.model.virtio.ContextField;
import java.util.List;

/** What distinguishes one type of device from another: the fields of its context. */
public interface DeviceType {

  /**
   * The fields beyond those that every type has (common configuration and queues), as a guest has
   * set them.
   *
   * @param identity follows from the guest's device alone, so that two guests differ
   */
  List<ContextField> ownFields(long identity);
}
