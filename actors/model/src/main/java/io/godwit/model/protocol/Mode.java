package io.godwit.model.protocol;

/**
 * One mode of a profile.
 *
 * @param word the stable word of events
 * @param code on the wire
 * @param stage what it comes to
 */
public record Mode(String word, int code, Stage stage) {}
