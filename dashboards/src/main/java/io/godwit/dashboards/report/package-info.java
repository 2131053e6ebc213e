/**
 * Tables turned into what people and programs read: summary.json, migrations.csv, a page of text.
 */
package io.godwit.dashboards.report;
