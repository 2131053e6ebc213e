import { readModel } from './model.js';

const model = await readModel(document.getElementById('data'));
document.getElementById('page').textContent = model.runs[0].summary.verdict;
