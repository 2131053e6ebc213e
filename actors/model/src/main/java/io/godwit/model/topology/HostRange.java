package io.godwit.model.topology;

import java.util.stream.IntStream;

/** Hosts with consecutive indices: one host, a rack or a pod. */
public record HostRange(int first, int count) {

  public HostRange {
    if (first < 0 || count < 1) {
      throw new IllegalArgumentException(count + " hosts from " + first + " are no range");
    }
  }

  public boolean contains(int host) {
    return host >= first && host - first < count;
  }

  public IntStream hosts() {
    return IntStream.range(first, first + count);
  }
}
