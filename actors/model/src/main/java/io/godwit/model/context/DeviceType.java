package io.godwit.model.context;

import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.ContextField;
import java.util.List;

/** What distinguishes one type of device from another. */
public interface DeviceType {

  /** The feature bits below 24 and from 50 on that such a device offers: those of its type. */
  long features();

  /** Its configuration space (virtio 1.4, chapter 5), in order. */
  public List<ConfigRegister> layout();

  /**
   * The field of its configuration that a driver writes: one that it may write in the text or, of
   * types without, the first, such as the address that a legacy driver gives a network device.
   */
  public default ConfigRegister writtenField() {
    return layout().stream()
        .filter(ConfigRegister::written)
        .findFirst()
        .orElseGet(() -> layout().get(0));
  }

  /** The field that the device itself changes: its link, its size. */
  public default ConfigRegister ownField() {
    return layout().get(0);
  }

  /**
   * Its configuration.
   *
   * @param identity follows from the guest's device alone, so that two guests differ
   * @param queues that it has
   */
  Bytes config(long identity, int queues);

  /** The fields of its context beyond those of every type, as the precursor's table has them. */
  List<ContextField> tables(long identity);
}
