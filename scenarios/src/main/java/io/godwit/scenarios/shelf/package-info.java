/** The runs that are kept in a folder: which there are, what they came to, and which may go. */
package io.godwit.scenarios.shelf;
