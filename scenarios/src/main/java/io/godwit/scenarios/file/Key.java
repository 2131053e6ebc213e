package io.godwit.scenarios.file;

import java.util.List;
import java.util.Optional;

/**
 * A key of a block: what it holds, what is so when nobody writes it, and what makes it count.
 *
 * @param fallback empty for keys that must be there, or that may be absent
 * @param needs below {@code migration}: without them nothing reads it, and it is refused
 * @param <T> what the model makes of its value
 */
record Key<T>(
    String name,
    ValueType<T> type,
    boolean required,
    Optional<String> fallback,
    String about,
    List<Need> needs) {}
