package io.godwit.persistence.codec;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The types that a component may have, and their form in bytes. Numbers are Kryo's variable-length
 * integers, seven bits a byte, low bits first, of the two's complement; texts are UTF-8 behind
 * their length.
 */
public enum FieldType {
  LONG(long.class) {
    @Override
    void write(Output out, Object value) {
      out.writeVarLong((Long) value, true);
    }

    @Override
    Object read(Input in) {
      return in.readVarLong(true);
    }
  },
  INT(int.class) {
    @Override
    void write(Output out, Object value) {
      out.writeVarInt((Integer) value, true);
    }

    @Override
    Object read(Input in) {
      return in.readVarInt(true);
    }
  },
  BOOLEAN(boolean.class) {
    @Override
    void write(Output out, Object value) {
      out.writeBoolean((Boolean) value);
    }

    @Override
    Object read(Input in) {
      return in.readBoolean();
    }
  },
  TEXT(String.class) {
    @Override
    void write(Output out, Object value) {
      writeText(out, (String) value);
    }

    @Override
    Object read(Input in) {
      return readText(in);
    }
  },
  TIME(SimTime.class) {
    @Override
    void write(Output out, Object value) {
      out.writeVarLong(((SimTime) value).nanos(), true);
    }

    @Override
    Object read(Input in) {
      return new SimTime(in.readVarLong(true));
    }
  },
  DURATION(SimDuration.class) {
    @Override
    void write(Output out, Object value) {
      out.writeVarLong(((SimDuration) value).nanos(), true);
    }

    @Override
    Object read(Input in) {
      return new SimDuration(in.readVarLong(true));
    }
  },
  COUNT(ByteCount.class) {
    @Override
    void write(Output out, Object value) {
      out.writeVarLong(((ByteCount) value).bytes(), true);
    }

    @Override
    Object read(Input in) {
      return new ByteCount(in.readVarLong(true));
    }
  },
  RATE(ByteRate.class) {
    @Override
    void write(Output out, Object value) {
      out.writeVarLong(((ByteRate) value).bytesPerSecond(), true);
    }

    @Override
    Object read(Input in) {
      return new ByteRate(in.readVarLong(true));
    }
  },
  BYTES(Bytes.class) {
    @Override
    void write(Output out, Object value) {
      byte[] content = ((Bytes) value).toArray();
      out.writeVarInt(content.length, true);
      out.writeBytes(content);
    }

    @Override
    Object read(Input in) {
      int length = length(in);
      Bytes content = Bytes.copyOf(in.getBuffer(), in.position(), in.position() + length);
      in.setPosition(in.position() + length);
      return content;
    }
  },
  TEXTS(List.class) {
    @Override
    void write(Output out, Object value) {
      List<?> texts = (List<?>) value;
      out.writeVarInt(texts.size(), true);
      for (Object text : texts) {
        writeText(out, (String) text);
      }
    }

    @Override
    Object read(Input in) {
      int size = length(in);
      List<String> texts = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        texts.add(readText(in));
      }
      return List.copyOf(texts);
    }
  };

  private final Class<?> type;

  FieldType(Class<?> type) {
    this.type = type;
  }

  static FieldType of(RecordComponent component) {
    return find(component.getType(), component.getGenericType())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "an event cannot hold '%s' of %s: its type has no form in bytes; add one to FieldType"
                        .formatted(component, component.getDeclaringRecord().getSimpleName())));
  }

  /** The form of values of this type, if there is one here. */
  static Optional<FieldType> find(Class<?> type, Type generic) {
    return Arrays.stream(values())
        .filter(known -> known.type == type && known.elementsFit(generic))
        .findFirst();
  }

  private boolean elementsFit(Type generic) {
    return this != TEXTS
        || (generic instanceof ParameterizedType list
            && list.getActualTypeArguments()[0] == String.class);
  }

  abstract void write(Output out, Object value);

  abstract Object read(Input in);

  private static void writeText(Output out, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeVarInt(utf8.length, true);
    out.writeBytes(utf8);
  }

  private static String readText(Input in) {
    int length = length(in);
    var text = new String(in.getBuffer(), in.position(), length, StandardCharsets.UTF_8);
    in.setPosition(in.position() + length);
    return text;
  }

  /** A length that the rest of the body can hold, so that damage never asks for gigabytes. */
  private static int length(Input in) {
    int length = in.readVarInt(true);
    int rest = in.limit() - in.position();
    if (length < 0 || length > rest) {
      throw new KryoException("a length of " + length + " where " + rest + " bytes are left");
    }
    return length;
  }
}
