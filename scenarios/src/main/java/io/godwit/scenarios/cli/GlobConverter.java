package io.godwit.scenarios.cli;

import io.godwit.persistence.replay.Glob;
import picocli.CommandLine.ITypeConverter;

/** A pattern for names. */
final class GlobConverter implements ITypeConverter<Glob> {

  @Override
  public Glob convert(String text) {
    return Glob.of(text);
  }
}
