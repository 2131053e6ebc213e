package io.godwit.dashboards.page;

import io.godwit.dashboards.report.RecordJson;
import java.util.Arrays;

/** A column of whole numbers that grows; JSON has it as an array. */
public final class LongColumn implements RecordJson.Shaped {

  private long[] values = new long[8];
  private int size;

  LongColumn add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
    return this;
  }

  void addAll(LongColumn others) {
    for (int row = 0; row < others.size; row++) {
      add(others.values[row]);
    }
  }

  int size() {
    return size;
  }

  long get(int row) {
    return values[row];
  }

  @Override
  public Object shape() {
    return toArray();
  }

  long[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
