package io.godwit.scenarios.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Scenarios to begin with: each a file with comments, in the resources. */
enum Starters {
  MIGRATION("one guest moves, and where its time goes"),
  DRAIN("a rack is emptied for maintenance"),
  REBALANCE("full and empty hosts are evened out"),
  COMPARE("one drain with several settings, side by side"),
  CHAOS("links and devices fail while guests move");

  private final String about;

  Starters(String about) {
    this.about = about;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String about() {
    return about;
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Starters::word).toList();
  }

  String text() {
    String resource = "/io/godwit/scenarios/starters/" + word() + ".yaml";
    try (InputStream in = Starters.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
