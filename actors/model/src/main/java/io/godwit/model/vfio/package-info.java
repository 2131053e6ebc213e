/** The states of a VFIO device in migration, and what they are on a device of each profile. */
package io.godwit.model.vfio;
