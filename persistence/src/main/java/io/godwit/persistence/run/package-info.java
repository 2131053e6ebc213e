/** A run as others find it: its folder, and its events read back in the order they happened. */
package io.godwit.persistence.run;
