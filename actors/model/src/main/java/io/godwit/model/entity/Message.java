package io.godwit.model.entity;

/** What one entity tells another: a plain record of ids and numbers, never a reference. */
public interface Message {}
