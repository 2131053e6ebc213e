/** Quantities that cannot be confused: points and lengths of time, bytes, and bytes a second. */
package io.godwit.model.unit;
