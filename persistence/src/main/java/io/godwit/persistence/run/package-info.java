/** A run on disk: its folder, and its events as one ordered history. */
package io.godwit.persistence.run;
