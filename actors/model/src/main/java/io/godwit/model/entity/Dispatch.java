package io.godwit.model.entity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who handles what, of a closed family of records: events that a state evolves by, or messages that
 * rules serve. It is total or it does not load: a record of the family without a handler is named
 * in the exception that its class then fails with.
 *
 * @param <T> whose handlers these are
 * @param <C> what they get beside the record, such as a time or a unit of work
 * @param <M> what all records of the family have in common
 */
public final class Dispatch<T, C, M> {

  /** Does what one record asks. */
  @FunctionalInterface
  public interface Handler<T, C, E> {
    void handle(T target, C context, E record);
  }

  private final Map<Class<?>, Handler<T, C, M>> handlers;

  private Dispatch(Map<Class<?>, Handler<T, C, M>> handlers) {
    this.handlers = handlers;
  }

  /** Begins a table over all records of these sealed interfaces. */
  public static <T, C, M> Builder<T, C, M> over(Class<?>... families) {
    return new Builder<>(Arrays.stream(families).flatMap(Dispatch::records).toList());
  }

  /** The records of a sealed interface, those of nested ones included. */
  public static Stream<Class<?>> records(Class<?> family) {
    return family.isSealed()
        ? Arrays.stream(family.getPermittedSubclasses()).flatMap(Dispatch::records)
        : Stream.of(family);
  }

  /** Calls the handler; throws for a record of another family, which can only be a bug. */
  public void handle(T target, C context, M record) {
    Handler<T, C, M> handler = handlers.get(record.getClass());
    if (handler == null) {
      throw new IllegalArgumentException("nobody here handles " + record);
    }
    handler.handle(target, context, record);
  }

  /** A table in the making. */
  public static final class Builder<T, C, M> {
    private final List<Class<?>> missing;
    private final Map<Class<?>, Handler<T, C, M>> handlers = new LinkedHashMap<>();

    private Builder(List<Class<?>> family) {
      missing = new ArrayList<>(family);
    }

    /** Records of {@code type} go to {@code handler}. */
    public <E extends M> Builder<T, C, M> on(Class<E> type, Handler<T, C, ? super E> handler) {
      take(type, (target, context, record) -> handler.handle(target, context, type.cast(record)));
      return this;
    }

    /** Records of these types change nothing; said aloud, so that none is merely forgotten. */
    public Builder<T, C, M> ignoring(Class<?>... types) {
      for (Class<?> type : types) {
        take(type, (target, context, record) -> {});
      }
      return this;
    }

    private void take(Class<?> type, Handler<T, C, M> handler) {
      if (!missing.remove(type)) {
        throw new IllegalArgumentException(
            type.getSimpleName() + " is handled twice, or is none of this family");
      }
      handlers.put(type, handler);
    }

    /** The table; throws when a record of the family has no handler. */
    public Dispatch<T, C, M> total() {
      if (!missing.isEmpty()) {
        throw new IllegalStateException(
            "nobody handles " + missing.stream().map(Class::getSimpleName).toList());
      }
      return new Dispatch<>(handlers);
    }
  }
}
