/**
 * From a checked scenario to a finished run: composes the simulation, keeps its folder, judges it.
 */
package io.godwit.scenarios.run;
