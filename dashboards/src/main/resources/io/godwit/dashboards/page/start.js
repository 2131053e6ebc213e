// A page with its data in it: read, drawn, and that is all.

import { readModel } from './model.js';
import { commandBar } from './dom.js';
import { show } from './main.js';

document.body.append(commandBar());
show(await readModel(document.getElementById('data')));
if (location.hash && !location.hash.includes('=')) {
  document.querySelector(location.hash)?.scrollIntoView();
}
document.documentElement.dataset.ready = String(Math.round(performance.now()));
