package io.godwit.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a kernel reads of Akka's settings is a part of what Akka's own files say. */
class AkkaReferenceTest {

  private static final Path FILE = Path.of("src/main/resources/" + AkkaClasses.REFERENCE);

  private static final String HEAD =
      """
      # The settings of Akka's own that a kernel can need, with Akka's own values: reading all of Akka's files
      # would take longer than a small run. Made by AkkaReferenceTest; what Godwit changes is in godwit-kernel.conf.
      """;

  /** What needs threads, a network or a remote system is nothing that a kernel starts. */
  private static final List<String> LEFT_OUT =
      List.of(
          "akka.remote",
          "akka.stream",
          "akka.io",
          "akka.reliable-delivery",
          "akka.serialization",
          "akka.persistence.query",
          "akka.actor.serializers",
          "akka.actor.serialization-bindings",
          "akka.actor.serialization-identifiers",
          "akka.actor.deployment.\"/IO-DNS/async-dns\"",
          "akka.actor.deployment.\"/IO-DNS/inet-address\"",
          "akka.actor.deployment.\"/IO-DNS/inet-address/*\"",
          "akka.library-extensions",
          "akka.test");

  @Test
  void should_say_what_akka_says() throws IOException {
    Config part = ConfigFactory.defaultReference().withOnlyPath("akka");
    for (String path : LEFT_OUT) {
      part = part.withoutPath(path);
    }
    String text =
        HEAD
            + part.root()
                .render(
                    ConfigRenderOptions.defaults()
                        .setComments(false)
                        .setOriginComments(false)
                        .setJson(false));
    if (Boolean.getBoolean("godwit.golden.update")) {
      Files.writeString(FILE, text);
    }
    try (InputStream read = AkkaClasses.class.getResourceAsStream("/" + AkkaClasses.REFERENCE)) {
      assertThat(read).hasContent(text);
    }
  }
}
