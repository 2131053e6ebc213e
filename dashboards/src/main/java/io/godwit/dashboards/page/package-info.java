/**
 * The page of a run: a fold of the event log to one data model, the model as JSON, and the document
 * that draws it; whoever shows a run live sends the same model again and again.
 */
package io.godwit.dashboards.page;
