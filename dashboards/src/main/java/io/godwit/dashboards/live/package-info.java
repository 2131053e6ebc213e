/** A run that goes on, as lines of a terminal. */
package io.godwit.dashboards.live;
