package io.godwit.persistence.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/** A number, text, quantity or string of bytes, as in events. */
record FieldForm(FieldType type) implements Form {

  @Override
  public void write(Output out, Object value) {
    type.write(out, value);
  }

  @Override
  public Object read(Input in) {
    return type.read(in);
  }
}
