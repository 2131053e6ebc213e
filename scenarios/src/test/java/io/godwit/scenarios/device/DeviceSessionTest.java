package io.godwit.scenarios.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.model.context.DeviceTypes;
import io.godwit.model.protocol.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceSessionTest {

  private static final Path PAGE =
      Path.of(System.getProperty("godwit.home")).resolve("docs/device.md");

  private static DeviceSession session(Profiles profile, DeviceTypes type) {
    return new DeviceSession(new DeviceOptions(profile, type, 2, 1, 4, false, 1, false));
  }

  private static DeviceSession session() {
    return session(Profiles.VIRTIO_1_4, DeviceTypes.BLK);
  }

  /** {@code -Dgodwit.golden.update=true} writes the answers of this version into the page. */
  @Test
  void should_answer_as_its_page_shows() throws IOException {
    DeviceSession session = session();
    var shown = new ArrayList<String>();
    boolean inSession = false;
    List<String> page = Files.readAllLines(PAGE);
    for (int i = 0; i < page.size(); i++) {
      String line = page.get(i);
      if (line.startsWith("```")) {
        inSession = line.equals("```text");
        shown.add(line);
      } else if (inSession && line.startsWith("> ")) {
        shown.add(line);
        shown.add(session.answer(line.substring(2)).toString());
      } else if (!inSession) {
        shown.add(line);
      }
    }
    if (Boolean.getBoolean("godwit.golden.update")) {
      Files.write(PAGE, shown);
    }
    assertThat(page).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ask",
        "ask zz",
        "ask 0",
        "ask /8",
        "ask 00/0",
        "ask 00/-1",
        "ask 00/x",
        "ask 00/99999999999",
        "ask 00 00",
        "guest",
        "guest 0 doorbell",
        "guest 3 doorbell",
        "guest 1",
        "guest 1 dance",
        "guest 1 doorbell 1",
        "guest 1 config-write",
        "guest 1 config-write 60 1",
        "guest 1 config-write 32 256",
        "guest 1 config-write 32 1 1",
        "guest 1 owner-reset",
        "owner sleep",
        "wait",
        "wait 5",
        "wait -1 s",
        "wait 999999 h",
        "state",
        "state x",
        "state 1 2",
        "ASK 00",
        "\u0000"
      })
  void should_refuse_a_bad_line_and_change_nothing(String line) {
    DeviceSession session = session();
    JsonNode before = session.answer("state 1");
    JsonNode answer = session.answer(line);
    assertThat(answer.size()).isOne();
    assertThat(answer.get("error").asText()).isNotBlank();
    assertThat(session.answer("state 1")).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "# ask 00", "#"})
  void should_answer_what_says_nothing_with_nothing(String line) {
    assertThat(session().answer(line)).isEmpty();
  }

  @Test
  void should_let_a_guest_write_its_configuration_by_value() {
    DeviceSession session = session();
    for (String cache : List.of("0", "1", "0x0")) {
      assertThat(session.answer("guest 1 config-write 32 " + cache).get("effect").asText())
          .isEqualTo("applied");
      String value = session.answer("guest 1 config-read 32").get("value").asText();
      assertThat(value).isEqualTo(cache.equals("1") ? "01" : "00");
    }
    JsonNode capacity = session.answer("guest 1 config-read 0").get("value");
    assertThat(session.answer("guest 1 config-write 0 1").get("effect").asText())
        .isEqualTo("ignored");
    assertThat(session.answer("guest 1 config-read 0").get("value")).isEqualTo(capacity);
  }

  @Test
  void should_reset_a_device_whose_status_is_written_with_zero() {
    DeviceSession session = session();
    assertThat(session.answer("guest 1 status-write 0").get("lasts_ns").asLong()).isPositive();
    assertThat(session.answer("state 1").get("disturbance").asText()).isEqualTo("virtio-reset");
    session.answer("wait 10 ms");
    assertThat(session.answer("state 1").get("disturbance").asText()).isEqualTo("none");
  }

  @Test
  void should_suspend_and_resume_in_band() {
    DeviceSession session = session(Profiles.STATUS_BIT, DeviceTypes.NET);
    assertThat(session.answer("guest 1 status-write 0x1b").get("mode").asText())
        .isEqualTo("suspended");
    assertThat(session.answer("state 1").get("mode").asText()).isEqualTo("suspended");
    assertThat(session.answer("guest 1 status-write 0x0f").get("mode").asText())
        .isEqualTo("running");
  }

  private static JsonNode ask(DeviceSession session, String frame) {
    return session.answer("ask " + frame);
  }

  @Test
  void should_speak_the_precursors_frames() {
    DeviceSession session = session(Profiles.PRECURSOR, DeviceTypes.NET);
    assertThat(ask(session, "400101000000").get("result").asText()).isEqualTo("01000000");
    assertThat(ask(session, "400201000300").get("status").asInt()).isEqualTo(0x81);
    assertThat(ask(session, "400201000200").get("status").asInt()).isZero();
    assertThat(ask(session, "400101000000").get("result").asText()).isEqualTo("02000000");
    String pending = ask(session, "400301000000").get("result").asText();
    String saved =
        ask(session, "40040100" + "00".repeat(14) + "ffff000000000000").get("result").asText();
    assertThat(pending)
        .isEqualTo(
            "%02x%02x".formatted(saved.length() / 2 & 0xff, saved.length() / 512) + "00".repeat(6));
    String part =
        ask(session, "40040100" + "00".repeat(6) + "0800000000000000" + "0400000000000000")
            .get("result")
            .asText();
    assertThat(part).isEqualTo(saved.substring(16, 24));

    assertThat(ask(session, "400202000200").get("status").asInt()).isZero();
    String window = "40050200" + "00".repeat(14) + "ffff000000000000";
    assertThat(ask(session, window + saved).get("status").asInt()).isZero();
    assertThat(ask(session, "400202000100").get("status").asInt()).isZero();
    assertThat(session.answer("state 2").get("context"))
        .isEqualTo(session.answer("state 1").get("context"));

    assertThat(ask(session, "4109").get("status").asInt()).isEqualTo(0x82);
    assertThat(ask(session, "4009").get("status").asInt()).isEqualTo(0x83);
    assertThat(ask(session, "400101000000/2").get("used").asInt()).isEqualTo(2);
  }

  @Test
  void should_say_what_frames_mean_when_asked_to() {
    var session =
        new DeviceSession(
            new DeviceOptions(Profiles.VIRTIO_1_4, DeviceTypes.NET, 2, 3, 4, false, 1, true));
    JsonNode meaning = session.answer("ask " + "00000100" + "00".repeat(20)).get("meaning");
    assertThat(meaning.get("command").asText()).isEqualTo("list-query");
    assertThat(meaning.get("group").asText()).isEqualTo("sr-iov");
    assertThat(meaning.get("supports").size()).isEqualTo(15);
  }

  @Test
  void should_have_other_guests_for_another_seed() {
    var other =
        new DeviceSession(
            new DeviceOptions(Profiles.VIRTIO_1_4, DeviceTypes.BLK, 2, 1, 4, false, 2, false));
    assertThat(other.answer("state 1")).isNotEqualTo(session().answer("state 1"));
    assertThat(session().answer("state 1")).isEqualTo(session().answer("state 1"));
  }
}
