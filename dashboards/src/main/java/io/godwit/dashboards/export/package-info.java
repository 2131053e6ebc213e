/** A run's events in the formats of other people's tools. */
package io.godwit.dashboards.export;
