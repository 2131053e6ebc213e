package io.godwit.scenarios.oracle;

/**
 * One of the times that QEMU asked which pages the guest had written.
 *
 * @param atSeconds when it was over, since the request to migrate
 * @param found pages that it added to those that are still to be sent
 * @param throttlePercent of the guest's processors from then on
 */
record DirtySync(double atSeconds, long found, int throttlePercent) {}
