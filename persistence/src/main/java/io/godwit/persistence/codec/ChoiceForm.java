package io.godwit.persistence.codec;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** One of the records of a sealed interface: its number in {@link ChoiceType}, then the record. */
final class ChoiceForm implements Form {

  private final Class<?> family;
  private final Map<ChoiceType, Form> forms = new EnumMap<>(ChoiceType.class);

  /** Throws when a record of {@code family} has no number. */
  ChoiceForm(Class<?> family) {
    this.family = family;
    for (Class<?> record : family.getPermittedSubclasses()) {
      forms.put(ChoiceType.of(record), new RecordForm<>(record));
    }
  }

  @Override
  public void write(Output out, Object value) {
    ChoiceType type = ChoiceType.of(value.getClass());
    out.writeVarInt(type.id(), true);
    forms.get(type).write(out, value);
  }

  @Override
  public Object read(Input in) {
    int id = in.readVarInt(true);
    return ChoiceType.find(id)
        .flatMap(type -> Optional.ofNullable(forms.get(type)))
        .orElseThrow(() -> new KryoException(id + " is no " + family.getSimpleName()))
        .read(in);
  }
}
