// Numbers as people read them; the text report of the command line writes them alike.

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

export const count = (value) => whole.format(value);

/** By how many decimals; to make one takes longer than all that it writes. */
const decimal = [0, 1, 2, 3].map((digits) => new Intl.NumberFormat('en-US', {
  minimumFractionDigits: digits, maximumFractionDigits: digits,
}));

/** Three significant digits or more, without an exponent. */
export function number(value) {
  const size = Math.abs(value);
  return decimal[size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3].format(value);
}

export function seconds(value) {
  if (Math.abs(value) < 120) {
    return `${number(value)} s`;
  }
  const all = Math.round(value);
  const two = (part) => String(part).padStart(2, '0');
  return all < 7200
    ? `${Math.floor(all / 60)} min ${two(all % 60)} s`
    : `${Math.floor(all / 3600)} h ${two(Math.floor((all % 3600) / 60))} min`;
}

/** A length of time in ns, in the unit that suits it. */
export function nanos(value) {
  const size = Math.abs(value);
  if (size < 1000) {
    return `${value} ns`;
  } else if (size < 1e6) {
    return `${number(value / 1e3)} us`;
  }
  return size < 1e9 ? `${number(value / 1e6)} ms` : seconds(value / 1e9);
}

export const millis = (value) => `${number(value / 1e6)} ms`;

export const at = (value) => `${number(value / 1e9)} s`;

export function bytes(value) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  let unit = 0;
  let left = value;
  while (Math.abs(left) >= 1024 && unit < units.length - 1) {
    left /= 1024;
    unit++;
  }
  return unit === 0 ? `${count(left)} B` : `${left.toFixed(1)} ${units[unit]}`;
}

/** Bytes a second, in bits as networks are counted. */
export function rate(value) {
  const bits = value * 8;
  return bits >= 1e9 ? `${number(bits / 1e9)} Gbit/s` : `${number(bits / 1e6)} Mbit/s`;
}

export const percent = (share) => `${(100 * share).toFixed(1)} %`;

export const plural = (n, one, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;

/** Names with numbers in them in the order of the numbers. */
export const byName = new Intl.Collator('en', { numeric: true }).compare;
