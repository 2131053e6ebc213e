/** The fabric: flows that come and go on links that fail, slow down and lose. */
package io.godwit.model.network;
