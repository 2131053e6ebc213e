package io.godwit.model.precopy;

/**
 * In what the versions of QEMU differ where a page-copying loop can tell.
 *
 * @param periodicSync a throttled migration looks for dirty pages at least every 5 s after the
 *     first pass (9.2 and later); before, a long pass is throttled only once it is over
 */
record QemuRules(boolean periodicSync) {

  static final QemuRules V7_2 = new QemuRules(false);

  /** Counts its bytes differently, but decides as 7.2 does while no multifd is used. */
  static final QemuRules V8_2 = new QemuRules(false);

  static final QemuRules V10 = new QemuRules(true);
}
