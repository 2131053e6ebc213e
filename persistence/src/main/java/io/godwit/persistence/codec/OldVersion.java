package io.godwit.persistence.codec;

import java.util.function.Function;

/** A version that is no longer written, and the function that leads on from it. */
record OldVersion<O extends Record, N extends Record>(
    String manifest, int id, Class<O> from, Class<N> to, Function<O, N> step)
    implements Upcaster<O, N> {

  @Override
  public N upcast(O old) {
    return step.apply(old);
  }
}
