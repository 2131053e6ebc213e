/** A run's summary as Prometheus metrics. */
package io.godwit.dashboards.metrics;
