package io.godwit.persistence.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.godwit.model.entity.Message;

/** Writes messages of one type as the components of their record. */
final class MessageSerializer<T extends Message> extends Serializer<T> {

  private final RecordForm<T> form;

  MessageSerializer(Class<T> record) {
    super(false, true);
    form = new RecordForm<>(record);
  }

  @Override
  public void write(Kryo kryo, Output out, T message) {
    form.write(out, message);
  }

  @Override
  public T read(Kryo kryo, Input in, Class<? extends T> type) {
    return form.read(in);
  }
}
