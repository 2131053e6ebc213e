package io.godwit.model.context;

import java.util.List;
import java.util.Optional;

/**
 * One field of a device's configuration space.
 *
 * @param written whether a driver may write it
 */
public record ConfigRegister(String name, int offset, int bytes, boolean written) {

  static ConfigRegister read(String name, int offset, int bytes) {
    return new ConfigRegister(name, offset, bytes, false);
  }

  static ConfigRegister write(String name, int offset, int bytes) {
    return new ConfigRegister(name, offset, bytes, true);
  }

  public int end() {
    return offset + bytes;
  }

  /** The field in which an access begins; empty beyond the last one. */
  public static Optional<ConfigRegister> at(List<ConfigRegister> layout, int offset) {
    return layout.stream().filter(each -> each.offset <= offset && offset < each.end()).findFirst();
  }

  static int size(List<ConfigRegister> layout) {
    return layout.stream().mapToInt(ConfigRegister::end).max().orElse(0);
  }
}
