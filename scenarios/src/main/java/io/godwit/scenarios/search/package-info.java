/** Searching for the settings of a scenario that serve a goal best, by running it. */
package io.godwit.scenarios.search;
