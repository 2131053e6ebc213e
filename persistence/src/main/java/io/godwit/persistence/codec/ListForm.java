package io.godwit.persistence.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.List;

/** Its length, then one element after the other. */
record ListForm(Form element) implements Form {

  @Override
  public void write(Output out, Object value) {
    List<?> elements = (List<?>) value;
    out.writeVarInt(elements.size(), true);
    elements.forEach(each -> element.write(out, each));
  }

  @Override
  public Object read(Input in) {
    int size = in.readVarInt(true);
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      elements.add(element.read(in));
    }
    return List.copyOf(elements);
  }
}
