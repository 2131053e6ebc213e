/** The owner of order: virtual time, one event queue, and the one thread that runs every actor. */
package io.godwit.runtime.kernel;
