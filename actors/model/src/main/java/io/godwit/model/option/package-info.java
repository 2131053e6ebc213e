/**
 * What the thread leaves open: one {@link Option} for each question, and an enum of its answers.
 */
package io.godwit.model.option;
