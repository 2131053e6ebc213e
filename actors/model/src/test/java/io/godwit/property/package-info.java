/** A small seeded property-test extension for JUnit 5 that prints the seed that failed. */
package io.godwit.property;
