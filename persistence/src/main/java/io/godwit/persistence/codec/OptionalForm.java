package io.godwit.persistence.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Optional;

/** Whether there is a value, then the value. */
record OptionalForm(Form content) implements Form {

  @Override
  public void write(Output out, Object value) {
    Optional<?> optional = (Optional<?>) value;
    out.writeBoolean(optional.isPresent());
    optional.ifPresent(each -> content.write(out, each));
  }

  @Override
  public Object read(Input in) {
    return in.readBoolean() ? Optional.of(content.read(in)) : Optional.empty();
  }
}
