/** Folds of the event log into tables: migrations, links, counts. */
package io.godwit.dashboards.projection;
