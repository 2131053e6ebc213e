package io.godwit.model.member;

import io.godwit.model.context.ConfigWrite;
import io.godwit.model.context.StandardParts;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.model.virtio.ContextField;
import io.godwit.model.virtio.FieldWriter;
import io.godwit.model.virtio.LegacyRegisters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Device parts as a legacy driver sees them: the values of its registers, and what a write is. */
final class LegacyView {

  /** Legacy rings lie in pages, and behind each other. */
  private static final int PAGE_SHIFT = 12;

  private static final long PAGE = 1L << PAGE_SHIFT;
  private static final int DESCRIPTOR_BYTES = 16;
  private static final int QUEUE_CONFIG_BYTES = 32;
  private static final int VECTOR = 2;
  private static final int ADDRESS = 8;

  private final Map<ContextField.Key, ContextField> parts = new TreeMap<>();

  LegacyView(List<ContextField> fields) {
    fields.forEach(field -> parts.put(field.key(), field));
  }

  /** All bytes of a register; of one that a device does not keep, zeros. */
  Bytes read(LegacyRegisters register) {
    return switch (register) {
      case DEVICE_FEATURES -> value(ContextField.PART_DEVICE_FEATURES, 0).slice(0, 4);
      case DRIVER_FEATURES -> value(ContextField.PART_DRIVER_FEATURES, 0).slice(0, 4);
      case QUEUE_ADDRESS -> selected().map(LegacyView::page).orElse(zeros(4));
      case QUEUE_SIZE -> selected().map(queue -> queue.value().slice(0, 2)).orElse(zeros(2));
      case QUEUE_SELECT -> value(ContextField.PART_COMMON_CONFIG, StandardParts.QUEUE_SELECT);
      case QUEUE_NOTIFY -> zeros(2);
      case DEVICE_STATUS -> value(ContextField.PART_DEVICE_STATUS, 0);
      case INTERRUPT_STATUS -> zeros(1);
    };
  }

  /** The parts that change when a register has this value; none of one that nobody can write. */
  List<ContextField> written(LegacyRegisters register, Bytes value) {
    return switch (register) {
      case DRIVER_FEATURES -> over(ContextField.PART_DRIVER_FEATURES, 0, value);
      case QUEUE_ADDRESS ->
          selected().map(queue -> List.of(queue.with(ring(queue, value)))).orElse(List.of());
      case QUEUE_SELECT -> over(ContextField.PART_COMMON_CONFIG, StandardParts.QUEUE_SELECT, value);
      case DEVICE_STATUS -> over(ContextField.PART_DEVICE_STATUS, 0, value);
      case DEVICE_FEATURES, QUEUE_SIZE, QUEUE_NOTIFY, INTERRUPT_STATUS -> List.of();
    };
  }

  private static Bytes zeros(int bytes) {
    return Bytes.copyOf(new byte[bytes]);
  }

  private Optional<ContextField> part(int type, int instance) {
    return Optional.ofNullable(parts.get(new ContextField.Key(type, instance)));
  }

  private Bytes value(int type, int instance) {
    return part(type, instance).map(ContextField::value).orElse(zeros(4));
  }

  /** The part with its first bytes replaced. */
  private List<ContextField> over(int type, int instance, Bytes first) {
    return part(type, instance)
        .map(field -> List.of(field.with(ConfigWrite.over(field.value(), 0, first))))
        .orElse(List.of());
  }

  /** The queue that is selected, if there is one. */
  private Optional<ContextField> selected() {
    int queue =
        CommandFrames.u16(value(ContextField.PART_COMMON_CONFIG, StandardParts.QUEUE_SELECT), 0);
    return part(ContextField.PART_QUEUE_CONFIG, queue);
  }

  /** The page that a queue begins in. */
  private static Bytes page(ContextField queue) {
    long address = 0;
    for (int i = Long.BYTES - 1; i >= 0; i--) {
      address = address << 8 | CommandFrames.u8(queue.value(), ADDRESS + i);
    }
    return new FieldWriter(4).u32(address >>> PAGE_SHIFT).bytes();
  }

  /** Descriptors, then what is available, then, in a page of its own, what is used; 0: none. */
  private static Bytes ring(ContextField queue, Bytes page) {
    long number = CommandFrames.u16(page, 0) | (long) CommandFrames.u16(page, 2) << 16;
    long address = number << PAGE_SHIFT;
    int size = CommandFrames.u16(queue.value(), 0);
    long available = address + (long) DESCRIPTOR_BYTES * size;
    long used = (available + 6 + 2L * size + PAGE - 1) & -PAGE;
    return new FieldWriter(QUEUE_CONFIG_BYTES)
        .u16(size)
        .u16(CommandFrames.u16(queue.value(), VECTOR))
        .u16(number == 0 ? 0 : 1)
        .u16(0)
        .u64(address)
        .u64(number == 0 ? 0 : available)
        .u64(number == 0 ? 0 : used)
        .bytes();
  }
}
