package io.godwit.model.member;

import io.godwit.model.context.MemberSettings;
import io.godwit.model.entity.StatePart;
import io.godwit.model.option.ClearOnRead;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.ContextCodec;
import io.godwit.model.virtio.ContextField;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What reads of a member's context have returned, and what of the last one is still to come. */
public final class ReadContext implements StatePart {

  private final transient MemberSettings settings;

  /**
   * The change record: what the last reads have returned, by field. A read returns what differs.
   */
  private final Map<ContextField.Key, Bytes> returned = new TreeMap<>();

  /** What the very last read returned. */
  private List<ContextField> last = List.of();

  private String lastMode = "";

  /** What of that did not fit into the driver's buffer. */
  private Bytes rest = Bytes.EMPTY;

  /** All that the last read from the beginning is of, where reads are of windows. */
  private Bytes whole = Bytes.EMPTY;

  ReadContext(MemberSettings settings) {
    this.settings = settings;
  }

  /** How many fields were returned. */
  public int count() {
    return returned.size();
  }

  /** What was returned of a field. */
  Optional<Bytes> returned(ContextField.Key key) {
    return Optional.ofNullable(returned.get(key));
  }

  /** What a device that keeps it until the next read returns once more. */
  List<ContextField> lastAgain(String mode) {
    return lastMode.equals(mode) ? last : List.of();
  }

  Bytes rest() {
    return rest;
  }

  Bytes whole() {
    return whole;
  }

  void read(String mode, List<ContextField> fields, Bytes content) {
    last = fields;
    lastMode = mode;
    if (settings.protocol().profile().hasWindows()) {
      whole = content;
    } else {
      rest = content.slice(fits(content), content.size());
    }
    if (!settings.protocol().is(ClearOnRead.OFF)) {
      fields.forEach(this::keep);
    }
  }

  /** As much of a read's content as the driver's buffer takes; the accepted text's takes all. */
  int fits(Bytes content) {
    return settings.protocol().profile().hasObjects()
        ? content.size()
        : (int) Math.min(content.size(), settings.readBuffer().bytes());
  }

  private void keep(ContextField field) {
    Bytes before = returned.getOrDefault(field.key(), field.value());
    returned.put(field.key(), field.over(field.with(before)).value());
  }

  /** So much of the last read was returned, and no more. */
  void cut(int bytes) {
    Bytes content = ContextCodec.encode(last);
    rest = content.slice(bytes, content.size());
  }

  void advance(int bytes) {
    rest = rest.slice(bytes, rest.size());
  }

  void dropRest() {
    rest = Bytes.EMPTY;
    whole = Bytes.EMPTY;
  }

  /** The change record is cleared; what is still to come of a read comes all the same. */
  void forgetReturned() {
    returned.clear();
    last = List.of();
  }

  void forget() {
    forgetReturned();
    dropRest();
  }
}
