/**
 * The fabric as it is built: pods, racks, hosts and links, and what a network model makes of a
 * route.
 */
package io.godwit.model.topology;
