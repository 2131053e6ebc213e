package io.godwit.model.fleet;

import io.godwit.model.hypervisor.VmSpec;

/** The orders in which a plan's migrations begin. To add one: a constant with its rank. */
public enum Orders {
  FIFO(
      "fifo",
      "first come, first served: guests of the plan that began first, in the order in which it found"
          + " them") {
    @Override
    long rank(VmSpec vm) {
      return 0;
    }
  },
  SMALLEST_FIRST("smallest-first", "the guest with the least memory first") {
    @Override
    long rank(VmSpec vm) {
      return vm.memory().bytes();
    }
  },
  LARGEST_FIRST("largest-first", "the guest with the most memory first") {
    @Override
    long rank(VmSpec vm) {
      return -vm.memory().bytes();
    }
  };

  private final String word;
  private final String about;

  Orders(String word, String about) {
    this.word = word;
    this.about = about;
  }

  /** The word in scenario files. */
  public String word() {
    return word;
  }

  /** One line for reference tables. */
  public String about() {
    return about;
  }

  /** Lower goes first; equal ranks go as the plan found them. */
  abstract long rank(VmSpec vm);
}
