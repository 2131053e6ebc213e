/**
 * What a virtio device promises while it is migrated: profiles, modes, races, and the open choices.
 */
package io.godwit.model.protocol;
