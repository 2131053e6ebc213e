package io.godwit.persistence.codec;

import io.godwit.model.device.Access.Strike;
import java.util.Arrays;
import java.util.Optional;

/**
 * The numbers of records of which a message holds one of several. What {@link MessageType} says of
 * numbers holds here too.
 */
enum ChoiceType {
  TOUCH(1, Strike.Touch.class),
  DISTURB(2, Strike.Disturb.class),
  DISTURB_OWNER(3, Strike.DisturbOwner.class),
  FAIL(4, Strike.Fail.class),
  LOSE_RESULT(5, Strike.LoseResult.class),
  CORRUPT_WRITE(6, Strike.CorruptWrite.class),
  WRITE(20, Strike.Write.class),
  LEGACY(21, Strike.Legacy.class),
  CONTROL(22, Strike.Control.class),
  REPEAT(23, Strike.Repeat.class),
  VECTOR(830, Strike.Vector.class);

  private final int id;
  private final Class<? extends Record> record;

  ChoiceType(int id, Class<? extends Record> record) {
    this.id = id;
    this.record = record;
  }

  int id() {
    return id;
  }

  static ChoiceType of(Class<?> record) {
    return Arrays.stream(values())
        .filter(type -> type.record == record)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    record.getSimpleName() + " has no number: add it to the table in ChoiceType"));
  }

  static Optional<ChoiceType> find(int id) {
    return Arrays.stream(values()).filter(type -> type.id == id).findFirst();
  }
}
