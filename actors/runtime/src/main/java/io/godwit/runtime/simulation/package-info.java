/** One run from settings to the last event: the public entry point of the runtime. */
package io.godwit.runtime.simulation;
