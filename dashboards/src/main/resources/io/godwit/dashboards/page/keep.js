// What somebody did with a page stays when it is drawn anew: what is open, chosen, typed and
// scrolled to, and where the keyboard is.

const REACHABLE = 'a[href], button, input, select, summary, [tabindex="0"]';

const CHOICES = 'select, input[type="search"], input[type="checkbox"]';
const VALUE = { checkbox: 'checked' };

const keyOf = (part) => part.id || part.tagName;

/** What a part of the page looks like to whoever uses it. */
function stateOf(part) {
  const all = (selector) => [...part.querySelectorAll(selector)];
  const reachable = all(REACHABLE);
  const focused = reachable.indexOf(document.activeElement);
  return {
    open: all('details').map((each) => each.open),
    chosen: all(CHOICES).map((each) => each[VALUE[each.type] ?? 'value']),
    scrolled: all('.scroll, .gantt, .heat').map((each) => [each.scrollLeft, each.scrollTop]),
    focused,
    name: focused < 0 ? '' : nameOf(reachable[focused]),
  };
}

const nameOf = (element) => element.getAttribute('aria-label') ?? element.textContent;

function restoreState(part, state) {
  const all = (selector) => [...part.querySelectorAll(selector)];
  all(CHOICES).forEach((each, i) => {
    const value = VALUE[each.type] ?? 'value';
    if (state.chosen[i] !== undefined && state.chosen[i] !== each[value]) {
      each[value] = state.chosen[i];
      each.dispatchEvent(new Event(each.type === 'search' ? 'input' : 'change'));
    }
  });
  all('details').forEach((each, i) => {
    if (state.open[i]) {
      each.openForPrint?.();
    }
    each.open = state.open[i] ?? each.open;
  });
  all('.scroll, .gantt, .heat').forEach((each, i) => {
    [each.scrollLeft, each.scrollTop] = state.scrolled[i] ?? [0, 0];
  });
  if (state.focused >= 0) {
    const reachable = all(REACHABLE);
    const same = reachable.find((each) => nameOf(each) === state.name);
    (same ?? reachable[state.focused])?.focus({ preventScroll: true });
  }
}

/** Puts other parts into the page in place of those there, which are what they were. */
export function replaceParts(page, parts) {
  const states = new Map([...page.children].map((part) => [keyOf(part), stateOf(part)]));
  const { scrollX, scrollY } = window;
  page.querySelectorAll('.plot').forEach((each) => each.destroyChart());
  page.replaceChildren(...parts);
  for (const part of parts) {
    const state = states.get(keyOf(part));
    if (state) {
      restoreState(part, state);
    }
  }
  window.scrollTo({ left: scrollX, top: scrollY, behavior: 'instant' });
}
