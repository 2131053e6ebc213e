package io.godwit.persistence.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The golden files of one event version: {@code .hex} has a line for each sample's bytes, {@code
 * .txt} a paragraph for each sample with a line per component.
 */
record Golden(String manifest, Class<? extends Record> shape) {

  static final Path RESOURCES =
      Path.of(System.getProperty("godwit.home"), "persistence/src/test/resources");

  private static final Path FOLDER = RESOURCES.resolve("golden");

  static Golden of(String manifest) {
    return new Golden(manifest, new EventCodec().shape(manifest));
  }

  /** The versions that have a file of either kind. */
  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString().replaceAll("\\.[a-z]+$", "")).toList();
    }
  }

  /** Names of the files that were not there yet; those that were are left as they are. */
  List<String> writeMissing() throws IOException {
    List<String> written = new ArrayList<>();
    if (!Files.exists(hex())) {
      Files.writeString(hex(), encoded());
      written.add(hex().toString());
    }
    if (!Files.exists(text())) {
      Files.writeString(text(), decodedComponents());
      written.add(text().toString());
    }
    return written;
  }

  private Path hex() {
    return FOLDER.resolve(manifest + ".hex");
  }

  private Path text() {
    return FOLDER.resolve(manifest + ".txt");
  }

  String released() throws IOException {
    return Files.readString(hex());
  }

  String releasedComponents() throws IOException {
    return Files.readString(text());
  }

  List<byte[]> bodies() throws IOException {
    return released().lines().map(HexFormat.of()::parseHex).toList();
  }

  /** What the samples look like now, in the form of the released file. */
  String encoded() {
    return EventSamples.goldens(shape).stream()
        .map(sample -> HexFormat.of().formatHex(encode(shape, sample)) + "\n")
        .collect(Collectors.joining());
  }

  private static <T extends Record> byte[] encode(Class<T> shape, Record sample) {
    var out = new Output(512, -1);
    out.writeVarLong(EventSamples.AT.nanos(), true);
    out.writeVarLong(EventSamples.STEP, true);
    new RecordSerializer<>(shape).write(new Kryo(), out, shape.cast(sample));
    return out.toBytes();
  }

  /** What the released bytes are read as now, in the form of the released file. */
  String decodedComponents() throws IOException {
    return bodies().stream()
        .map(body -> lines(decode(shape, body)))
        .collect(Collectors.joining("\n"));
  }

  private static <T extends Record> T decode(Class<T> shape, byte[] body) {
    var in = new Input(body);
    in.readVarLong(true);
    in.readVarLong(true);
    return new RecordSerializer<>(shape).read(new Kryo(), in, shape);
  }

  private String lines(Record sample) {
    return fields().stream()
        .map(field -> field.name() + ": " + plain(field.of(sample)) + "\n")
        .collect(Collectors.joining());
  }

  private List<EventField> fields() {
    return Arrays.stream(shape.getRecordComponents()).map(EventField::new).toList();
  }

  /** For each component its type and what it is in each sample. */
  List<List<String>> valuesByComponent() {
    List<Record> samples = EventSamples.goldens(shape);
    return fields().stream()
        .map(
            field ->
                IntStream.range(0, samples.size())
                    .mapToObj(i -> field.type() + " " + plain(field.of(samples.get(i))))
                    .toList())
        .toList();
  }

  private static String plain(Object value) {
    if (value instanceof SimTime time) {
      return time.nanos() + " ns";
    } else if (value instanceof SimDuration duration) {
      return duration.nanos() + " ns";
    } else if (value instanceof ByteCount count) {
      return count.bytes() + " bytes";
    } else if (value instanceof ByteRate rate) {
      return rate.bytesPerSecond() + " bytes/s";
    } else if (value instanceof Bytes bytes) {
      return HexFormat.of().formatHex(bytes.toArray());
    }
    return value.toString();
  }
}
