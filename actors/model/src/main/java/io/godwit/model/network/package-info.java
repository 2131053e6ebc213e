/** The fabric: which links join two hosts, and how the flows on them share their capacity. */
package io.godwit.model.network;
