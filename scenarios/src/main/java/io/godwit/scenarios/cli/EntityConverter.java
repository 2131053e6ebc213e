package io.godwit.scenarios.cli;

import io.godwit.model.id.EntityId;
import io.godwit.persistence.replay.Glob;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;

/** A pattern for entities; the only one of its kind may be called by its kind. */
final class EntityConverter implements ITypeConverter<Glob> {

  @Override
  public Glob convert(String text) {
    return Stream.of(EntityId.fleet(), EntityId.fabric())
        .filter(only -> only.name().equals(text))
        .findFirst()
        .map(EntityId::persistenceId)
        .map(Glob::of)
        .orElseGet(() -> Glob.of(text));
  }
}
