/**
 * The fleet: which migrations a plan asks for, which may run now, where to, and what if they fail.
 */
package io.godwit.model.fleet;
