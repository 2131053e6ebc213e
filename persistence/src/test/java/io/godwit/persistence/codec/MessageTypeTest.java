package io.godwit.persistence.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.godwit.model.entity.Dispatch;
import io.godwit.model.entity.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every message of the model has a place in the table, and a form that does not change. */
class MessageTypeTest {

  private static final Path GOLDEN = Golden.RESOURCES.resolve("golden-messages.txt");

  @Test
  void should_name_every_message_of_the_model_exactly_once() {
    assertThat(Arrays.stream(MessageType.values()).<Class<?>>map(MessageType::record))
        .as("the table in MessageType against the records of all families of messages")
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(families().flatMap(Dispatch::records).toList());
  }

  /** The sealed interfaces that are messages; a message outside of one is a family of its own. */
  private static Stream<Class<?>> families() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.godwit.model")
            .stream()
            .filter(type -> type.getRawInterfaces().stream().anyMatch(MessageTypeTest::isMessage))
            .map(JavaClass::reflect);
  }

  private static boolean isMessage(JavaClass type) {
    return type.isEquivalentTo(Message.class);
  }

  @Test
  void should_give_each_message_a_number_and_a_manifest_of_its_own() {
    List<MessageType> types = List.of(MessageType.values());
    assertThat(types).extracting(MessageType::id).doesNotHaveDuplicates().allMatch(id -> id >= 100);
    assertThat(types)
        .extracting(MessageType::manifest)
        .doesNotHaveDuplicates()
        .allMatch(manifest -> manifest.matches("[a-z]+(-[a-z]+)*\\.v[1-9][0-9]*"));
  }

  @Test
  void should_read_back_what_it_wrote() throws IOException {
    var codec = new MessageCodec();
    for (MessageType type : MessageType.values()) {
      for (Message message : MessageSamples.of(type)) {
        var in = new Input(encoded(codec, message));
        assertThat(codec.read(in)).isEqualTo(message);
        assertThat(in.available()).isZero();
      }
    }
  }

  /** {@code -Dgodwit.golden.update=true} writes the file; a person reads the difference. */
  @Test
  void should_write_the_bytes_that_were_released() throws IOException {
    String now =
        Arrays.stream(MessageType.values()).map(this::paragraph).collect(Collectors.joining());
    if (Boolean.getBoolean("godwit.golden.update")) {
      Files.writeString(GOLDEN, now);
    }
    assertThat(now)
        .as("the bytes of a released message never change: give it a new number and version")
        .isEqualTo(Files.readString(GOLDEN));
  }

  /** The components with their names, and the bytes, of every sample. */
  private String paragraph(MessageType type) {
    var codec = new MessageCodec();
    return MessageSamples.of(type).stream()
        .map(
            message ->
                "%s %s%n  %s%n"
                    .formatted(
                        type.manifest(),
                        message.toString().substring(message.toString().indexOf('[')),
                        HexFormat.of().formatHex(encoded(codec, message))))
        .collect(Collectors.joining("", "", "\n"));
  }

  private static byte[] encoded(MessageCodec codec, Message message) {
    var out = new Output(64, -1);
    codec.write(out, message);
    return out.toBytes();
  }
}
