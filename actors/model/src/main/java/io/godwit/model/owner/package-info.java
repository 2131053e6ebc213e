/** Owner devices: how they take admin commands, and what they answer themselves. */
package io.godwit.model.owner;
