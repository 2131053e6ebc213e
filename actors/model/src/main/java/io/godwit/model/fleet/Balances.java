package io.godwit.model.fleet;

import io.godwit.model.hypervisor.VmSpec;

/** What a rebalance evens out. To add one: a constant with what it counts. */
public enum Balances {
  MEMORY("memory", "memory in use, of the host's") {
    @Override
    double weight(VmSpec vm, Hosts hosts) {
      return vm.memory().bytes();
    }

    @Override
    double used(int host, Hosts hosts, Guests guests) {
      return hosts.usedBytes(host);
    }

    @Override
    double capacity(int host, Hosts hosts, double mean) {
      return hosts.kind(host).memory().bytes();
    }
  },
  CPU("cpu", "processors in use, of the host's") {
    @Override
    double weight(VmSpec vm, Hosts hosts) {
      return hosts.traitsOf(vm).processors();
    }

    @Override
    double used(int host, Hosts hosts, Guests guests) {
      return hosts.usedProcessors(host);
    }

    @Override
    double capacity(int host, Hosts hosts, double mean) {
      return hosts.kind(host).processors();
    }
  },
  /** A guest cannot be divided: hosts that are one apart are even. */
  COUNT("count", "guests, of the mean of all hosts") {
    @Override
    double least(double mean) {
      return mean > 0 ? 1 / mean : 0;
    }

    @Override
    double weight(VmSpec vm, Hosts hosts) {
      return 1;
    }

    @Override
    double used(int host, Hosts hosts, Guests guests) {
      return guests.on(host);
    }

    @Override
    double capacity(int host, Hosts hosts, double mean) {
      return mean;
    }
  };

  private final String word;
  private final String about;

  Balances(String word, String about) {
    this.word = word;
    this.about = about;
  }

  /** The word in scenario files. */
  public String word() {
    return word;
  }

  /** One line for reference tables. */
  public String about() {
    return about;
  }

  /** What a guest takes of a host. */
  abstract double weight(VmSpec vm, Hosts hosts);

  /** What all guests take of {@code host}. */
  abstract double used(int host, Hosts hosts, Guests guests);

  /** How close hosts can come to each other in any case, as a part of what they have. */
  double least(double mean) {
    return 0;
  }

  /** What use is a part of, {@code mean} being that of all hosts. */
  abstract double capacity(int host, Hosts hosts, double mean);
}
