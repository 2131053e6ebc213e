// The page of `godwit serve`: shows the newest snapshot, and sends what its buttons say.
const token = document.querySelector('meta[name="godwit-token"]').content;
const at = (id) => document.getElementById(id);
const number = new Intl.NumberFormat('en');
let points = [];
let run = '';

function show(snapshot) {
  at('live').hidden = snapshot.state === 'none';
  if (snapshot.run !== run) {
    run = snapshot.run;
    points = [];
  }
  at('run').textContent = `${snapshot.run}: ${snapshot.state}`;
  at('sentence').textContent =
    snapshot.message ||
    `${snapshot.virtualSeconds.toFixed(3)} s of virtual time; ${number.format(snapshot.done)} of ` +
      `${number.format(snapshot.planned)} over, ${number.format(snapshot.running)} running, ` +
      `${number.format(snapshot.waiting)} waiting; ${number.format(snapshot.events)} events`;
  at('share').value = snapshot.planned ? snapshot.done / snapshot.planned : 0;
  draw(snapshot);
  if (snapshot.state === 'finished') {
    list();
  }
}

// At most 600 points: when there are more, every other one goes.
function draw(snapshot) {
  points.push([snapshot.virtualSeconds, snapshot.planned - snapshot.done]);
  if (points.length > 600) {
    points = points.filter((_, index) => index % 2 === 0);
  }
  const last = Math.max(1e-9, ...points.map((point) => point[0]));
  const most = Math.max(1, ...points.map((point) => point[1]));
  const text = points.map(([x, y]) => `${(600 * x) / last},${118 - (116 * y) / most}`).join(' ');
  at('left').firstElementChild.setAttribute('points', text);
}

async function send(path, body) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body ?? {}),
  });
  const said = await answer.json();
  at('answer').textContent = said.error ?? (said.run && path.endsWith('fault') ? `struck; now ${said.run}` : '');
}

function link(name, file) {
  const anchor = document.createElement('a');
  anchor.href = `/runs/${name}/${file}`;
  anchor.textContent = file;
  return anchor;
}

async function list() {
  const answer = await fetch('/api/runs');
  const { runs } = await answer.json();
  at('runs').replaceChildren(
    ...runs.map((entry) => {
      const item = document.createElement('li');
      item.append(`${entry.name} `, ...entry.files.map((file) => link(entry.name, file)));
      return item;
    }),
  );
}

at('pause').addEventListener('click', () => send('/api/live/pause'));
at('resume').addEventListener('click', () => send('/api/live/resume'));
at('step').addEventListener('click', () => send('/api/live/step', { deliveries: 1 }));
at('set-speed').addEventListener('click', () => send('/api/live/speed', { speed: Number(at('speed').value) }));
at('fault').addEventListener('submit', (event) => {
  event.preventDefault();
  const fields = [...new FormData(event.target)].filter(([, value]) => value !== '');
  send('/api/live/fault', Object.fromEntries(fields));
});
new EventSource('/api/live/events').addEventListener('snapshot', (event) => show(JSON.parse(event.data)));
list();
