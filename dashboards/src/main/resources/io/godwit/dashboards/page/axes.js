// The stretch of virtual time that all charts of a run show, faults behind each of them, and
// canvases that are as sharp as the screen.

import { css, h } from './dom.js';
import { at } from './text.js';

/**
 * What is chosen in the page and stands in its address: time, migration, stretch. It listens until
 * its signal says that something else is shown.
 */
export class View {
  constructor(run, signal) {
    this.run = run;
    this.signal = signal;
    this.full = [run.begin, run.end];
    this.range = this.full;
    this.migration = undefined;
    this.rest = run.live ? run.end : run.begin;
    this.time = this.rest;
    this.listeners = [];
    this.read();
    window.addEventListener('hashchange', () => this.read(), { signal });
  }

  listen(listener) {
    this.listeners.push(listener);
  }

  tell() {
    this.listeners.forEach((listener) => listener(this));
  }

  /** Draws everything again, as when the colours change. */
  redraw() {
    this.tell();
  }

  zoom(from, to) {
    const [first, last] = this.full;
    const least = (last - first) * 1e-6;
    const length = Math.min(last - first, Math.max(least, to - from));
    const begin = Math.min(Math.max(first, from), last - length);
    this.range = [begin, begin + length];
    this.write();
    this.tell();
  }

  reset() {
    this.range = this.full;
    this.write();
    this.tell();
  }

  scale(factor, around = (this.range[0] + this.range[1]) / 2) {
    const [from, to] = this.range;
    this.zoom(around - (around - from) * factor, around + (to - around) * factor);
  }

  pan(share) {
    const [from, to] = this.range;
    this.zoom(from + (to - from) * share, to + (to - from) * share);
  }

  select(migration) {
    this.migration = migration;
    this.write();
    this.tell();
  }

  moveTo(time) {
    this.time = time;
    this.write();
    this.tell();
  }

  /** The address says what is seen, so that it can be sent to somebody. */
  write() {
    const parts = new URLSearchParams();
    if (this.migration) {
      parts.set('m', this.migration);
    }
    if (this.time !== this.rest) {
      parts.set('t', String(this.time / 1e9));
    }
    if (this.range !== this.full) {
      parts.set('z', this.range.map((each) => each / 1e9).join('-'));
    }
    const text = parts.toString().replaceAll('%2F', '/');
    history.replaceState(null, '', text ? `#${text}` : location.pathname + location.search);
  }

  read() {
    if (!location.hash.includes('=')) {
      return;
    }
    const parts = new URLSearchParams(location.hash.slice(1));
    const name = parts.get('m');
    this.migration = this.run.byName.has(name) ? name : undefined;
    if (parts.has('t') && Number.isFinite(Number(parts.get('t')))) {
      this.time = Math.min(this.run.end, Math.max(this.run.begin, Number(parts.get('t')) * 1e9));
    }
    const stretch = (parts.get('z') ?? '').split('-').map((each) => Number(each) * 1e9);
    if (stretch.length === 2 && stretch[0] < stretch[1]) {
      this.range = stretch;
    }
    this.tell();
  }
}

/** Keys that every chart with a time axis knows. */
export function timeKeys(view, event) {
  const steps = {
    '+': () => view.scale(0.5),
    '=': () => view.scale(0.5),
    '-': () => view.scale(2),
    0: () => view.reset(),
    ArrowLeft: () => view.pan(-0.2),
    ArrowRight: () => view.pan(0.2),
  };
  const step = steps[event.key];
  if (step && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    step();
  }
}

export const TIME_HINT = 'Drag to zoom, double-click for all; keys + - 0 and arrows.';

/** Where faults lie on an axis: [from, to, fault] in ns. */
export function faultBands(run) {
  return run.faults.map((fault) => [
    fault.fromNanos, fault.untilNanos < 0 ? run.end : fault.untilNanos, fault,
  ]);
}

export function drawFaults(run, context, x, top, height) {
  context.save();
  for (const [from, to] of faultBands(run)) {
    const left = x(from);
    context.fillStyle = css('--fault');
    context.fillRect(left, top, Math.max(2, x(to) - left), height);
  }
  context.restore();
}

/** Room for the names of rows beside a picture: less where there is little. */
export const roomForNames = (width, most) => Math.min(most, Math.round(width / 3));

/** A canvas as large as its place and as sharp as the screen; draws again when either changes. */
export function canvas(height, draw, attributes = {}) {
  const element = h('canvas', { ...attributes, style: `height:${height}px` });
  const paint = () => {
    const width = element.clientWidth;
    if (width === 0) {
      return;
    }
    const tall = element.clientHeight;
    const ratio = window.devicePixelRatio || 1;
    element.width = Math.round(width * ratio);
    element.height = Math.round(tall * ratio);
    const context = element.getContext('2d');
    context.scale(ratio, ratio);
    context.font = `12px ${css('--font')}`;
    draw(context, width, tall);
  };
  let asked = false;
  element.paint = () => {
    if (!asked) {
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        paint();
      });
    }
  };
  new ResizeObserver(paint).observe(element);
  return element;
}

/** Round values for the marks of an axis. */
export function ticks(from, to, most) {
  const raw = (to - from) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= raw);
  const marks = [];
  for (let mark = Math.ceil(from / step) * step; mark <= to; mark += step) {
    marks.push(mark);
  }
  return marks;
}

/** A time axis under what a canvas shows. */
export function timeAxis(context, view, x, y, width) {
  const [from, to] = view.range.map((each) => each / 1e9);
  context.fillStyle = css('--soft');
  context.strokeStyle = css('--line');
  context.textBaseline = 'top';
  for (const mark of ticks(from, to, Math.max(3, width / 90))) {
    const place = x(mark * 1e9);
    context.beginPath();
    context.moveTo(place, y);
    context.lineTo(place, y + 4);
    context.stroke();
    context.textAlign = x(view.range[1]) - place < 22 ? 'right' : 'center';
    context.fillText(`${Number(mark.toPrecision(9))} s`, place, y + 6);
  }
}

export const faultWords = (fault) =>
  `${fault.what} on ${fault.where}${fault.places > 1 ? ` and ${fault.places - 1} more` : ''}`
  + ` at ${at(fault.fromNanos)}`;
