// Elements, tables, commands: what every section is made of. Text is only ever set as text.

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== undefined));
  return element;
}

export const h = (tag, attributes = {}, ...children) =>
  fill(document.createElement(tag), attributes, children);

export const svg = (tag, attributes = {}, ...children) =>
  fill(document.createElementNS(SVG, tag), attributes, children);

const themed = new Map();
document.addEventListener('godwit-theme', () => themed.clear());

/** A value of the theme, such as a colour; asked for often, so it is looked up once. */
export function css(name) {
  if (!themed.has(name)) {
    themed.set(name, getComputedStyle(document.documentElement).getPropertyValue(name).trim());
  }
  return themed.get(name);
}

const quoted = (word) =>
  /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** A command line, with every word as a shell needs it. */
export const command = (...words) => ['godwit', ...words].map(quoted).join(' ');

/** Shows a command at the foot of the page, ready to be copied. */
export function offer(line) {
  const bar = document.getElementById('command');
  bar.hidden = false;
  const field = bar.querySelector('input');
  field.value = line;
  field.focus();
  field.select();
  bar.querySelector('output').textContent = '';
}

export function commandBar() {
  const field = h('input', { readonly: true, 'aria-label': 'Command that shows where this is from' });
  const said = h('output', {});
  const copy = async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = 'copied';
    } catch {
      said.textContent = 'press Ctrl-C';
    }
  };
  const bar = h('div', { id: 'command', role: 'region', 'aria-label': 'Command', hidden: true },
    h('span', { 'aria-hidden': 'true' }, '$'), field,
    h('button', { type: 'button', onclick: copy }, 'Copy'), said,
    h('button', { type: 'button', 'aria-label': 'Close the command', onclick: () => { bar.hidden = true; } }, '✕'));
  return bar;
}

/** A figure, or a place in the record, that leads to the command which shows what made it. */
export function evidence(text, line, attributes = {}) {
  return h('button', {
    type: 'button', class: 'evidence', title: line, onclick: () => offer(line), ...attributes,
  }, text);
}

/** The event with this number in the record. */
export const eventLink = (run, ord) =>
  ord > 0
    ? evidence(`#${ord}`, command('events', run.folder, '--ord', String(ord)),
      { 'aria-label': `#${ord}: command for this event` })
    : undefined;

export function section(id, title, ...children) {
  return h('section', { id, 'aria-labelledby': `${id}-title` },
    h('h2', { id: `${id}-title` }, title, ' ',
      h('a', { href: `#${id}`, class: 'anchor', 'aria-label': `Link to ${title}` }, '#')),
    ...children);
}

const FIRST_ROWS = 200;

/** Numbers with their units stay on one line. */
const isShort = (cell) => typeof cell === 'string' && cell.length < 26;

/** A table; long ones show their first rows, and the others when somebody asks. */
export function table(columns, rows, caption) {
  const body = h('tbody');
  const show = (from, to) => {
    body.append(...rows.slice(from, to).map((row) =>
      h('tr', {}, row.map((cell, i) => h(i === 0 ? 'th' : 'td', i === 0 ? { scope: 'row' } : { class: isShort(cell) ? 'short' : undefined }, cell)))));
  };
  show(0, FIRST_ROWS);
  const scroller = h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    h('table', {},
      h('caption', { class: 'unseen' }, caption),
      h('thead', {}, h('tr', {}, columns.map((name) => h('th', { scope: 'col' }, name)))),
      body));
  if (rows.length <= FIRST_ROWS) {
    return scroller;
  }
  const more = h('button', {
    type: 'button',
    onclick: () => {
      show(FIRST_ROWS, rows.length);
      more.remove();
    },
  }, `Show all ${rows.length} rows`);
  return h('div', {}, scroller, more);
}

/** The same as a chart shows, for who reads or listens; made when it is opened. */
export function twin(caption, columns, rows) {
  const details = h('details', { class: 'twin' }, h('summary', {}, `${caption}, as a table`));
  const open = () => {
    if (details.children.length === 1) {
      details.append(table(columns, rows(), caption));
    }
  };
  details.addEventListener('toggle', open);
  details.openForPrint = open;
  return details;
}

/** A legend: marks of a colour, each with its word. */
export function legend(entries) {
  return h('ul', { class: 'legend' },
    entries.map(([word, colour]) =>
      h('li', {}, h('span', { class: 'swatch', style: `background:${colour}` }), word)));
}

/** A small text beside the pointer. */
const tip = h('div', { id: 'tip', role: 'presentation', hidden: true });

export function showTip(event, ...content) {
  if (!tip.isConnected) {
    document.body.append(tip);
  }
  tip.replaceChildren(...content.flatMap((line) => [line, h('br')]));
  tip.hidden = false;
  const { innerWidth, innerHeight } = window;
  tip.style.left = `${Math.max(4, Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8))}px`;
  tip.style.top = `${Math.max(4, Math.min(event.clientY + 14, innerHeight - tip.offsetHeight - 8))}px`;
}

export function hideTip() {
  tip.hidden = true;
}
