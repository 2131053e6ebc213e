/** Holds predictions against migrations that were measured on a real hypervisor. */
package io.godwit.scenarios.oracle;
