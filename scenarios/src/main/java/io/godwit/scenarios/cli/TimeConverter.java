package io.godwit.scenarios.cli;

import io.godwit.model.unit.SimTime;
import io.godwit.scenarios.file.WrittenAmount;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A point of virtual time: how long after the run began. */
final class TimeConverter implements ITypeConverter<SimTime> {

  @Override
  public SimTime convert(String text) {
    try {
      return SimTime.ZERO.plus(WrittenAmount.duration(text));
    } catch (IllegalArgumentException wrong) {
      throw new TypeConversionException(wrong.getMessage());
    }
  }
}
