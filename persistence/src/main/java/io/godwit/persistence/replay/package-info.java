/** What was: states folded once more from a run's record, and two records held side by side. */
package io.godwit.persistence.replay;
