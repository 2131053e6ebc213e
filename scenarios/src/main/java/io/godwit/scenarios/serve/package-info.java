/** A web server on which one watches a run, steers it, and looks at runs that were. */
package io.godwit.scenarios.serve;
