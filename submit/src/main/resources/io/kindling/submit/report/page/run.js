'use strict';
/* The charts of one training. */
function drawRun(run) {
  const epochs = run.epochs || [], steps = run.steps || {step: []}, perEpoch = run.steps_per_epoch || 1;
  const best = run.best_epoch && epochs.length > 1 ? [{x: run.best_epoch, label: 'best'}] : [];
  const inEpochs = step => step / perEpoch;
  const places = kind => document.querySelectorAll(`[data-chart="${kind}"]`);
  const each = (kind, spec) => places(kind).forEach(place => Charts.draw(place, typeof spec === 'function' ? spec(place) : spec));
  const value = (epoch, name) => epoch.validation ? epoch.validation[name] : null;

  /* Steps and epochs share one axis, in epochs: steps lie between, figures of an epoch at its end. */
  function merged(stepLists, epochLists) {
    const rows = new Map();
    const row = x => { if (!rows.has(x)) rows.set(x, new Array(stepLists.length + epochLists.length).fill(null)); return rows.get(x); };
    steps.step.forEach((step, i) => { const r = row(inEpochs(step)); stepLists.forEach((list, k) => r[k] = list[i]); });
    epochs.forEach((epoch, i) => { const r = row(epoch.epoch); epochLists.forEach((list, k) => r[stepLists.length + k] = list[i]); });
    const xs = [...rows.keys()].sort((a, b) => a - b);
    return {xs, lists: stepLists.concat(epochLists).map((_, k) => xs.map(x => rows.get(x)[k]))};
  }

  const spread = steps.steps_in_point > 1;
  const loss = merged(spread ? [steps.least_loss, steps.greatest_loss, steps.loss] : [steps.loss || []], [epochs.map(e => e.train_loss), epochs.map(e => value(e, 'loss'))]);
  const positive = loss.lists.flat().filter(v => v != null && isFinite(v));
  const log = positive.length && Math.min(...positive) > 0 && Math.max(...positive) / Math.min(...positive) > 30;
  const at = spread ? 2 : 0;
  each('loss', {
    x: {label: 'epoch', values: loss.xs}, y: {label: 'loss', log}, marks: best,
    bands: spread ? [[2, 1, 5]] : [],
    series: [
      ...(spread ? [{name: 'least of some steps', values: loss.lists[0], kind: 'edge', colour: 5}, {name: 'greatest', values: loss.lists[1], kind: 'edge', colour: 5}] : []),
      {name: spread ? 'steps, mean of ' + steps.steps_in_point : 'steps', values: loss.lists[at], kind: 'faint', colour: 5},
      {name: 'training', values: loss.lists[at + 1], colour: 0},
      {name: 'validation', values: loss.lists[at + 2], colour: 1},
    ],
  });
  each('metric', place => {
    const name = place.dataset.metric;
    return {x: {label: 'epoch', values: epochs.map(e => e.epoch)}, y: {label: name}, marks: best, series: [{name: 'validation', values: epochs.map(e => value(e, name)), colour: 1}]};
  });
  const overSteps = (label, list, log) => ({x: {label: 'step', values: steps.step}, y: {label, log}, series: [{name: label, values: list || [], colour: 0}]});
  each('rate', overSteps('learning rate', steps.learning_rate));
  each('throughput', {
    x: {label: 'step', values: steps.step}, y: {label: 'samples/s'},
    series: [
      {name: 'steps', kind: 'faint', values: steps.samples_per_second || [], colour: 5},
      {name: 'smoothed', values: smooth(steps.step.map((s, i) => [s, steps.samples_per_second[i]])).map(p => p[1]), colour: 0},
    ],
  });

  const layers = [...new Set(epochs.flatMap(e => (e.layers || []).map(l => l.position)))];
  const kind = position => ((run.network.layers || []).find(l => l.position === position) || {}).kind || '';
  const ofLayers = (field) => layers.map((position, i) => ({name: `${position} ${kind(position)}`, colour: i, values: epochs.map(e => ((e.layers || []).find(l => l.position === position) || {})[field])}));
  const xEpochs = {label: 'epoch', values: epochs.map(e => e.epoch)};
  each('weights', {x: xEpochs, y: {label: 'norm'}, series: ofLayers('weight_norm')});
  each('gradients', {x: xEpochs, y: {label: 'norm', log: true}, series: ofLayers('gradient_norm')});
  const silent = [...new Set(epochs.flatMap(e => Object.keys(e.silent_units || {})))].filter(p => epochs.some(e => (e.silent_units || {})[p] > 0));
  each('silent', {x: xEpochs, y: {label: 'share of units', range: [0, 1]}, series: silent.map((p, i) => ({name: `${p} ${kind(p)}`, colour: i, values: epochs.map(e => (e.silent_units || {})[p])}))});

  drawErrors(run, each);
  document.querySelectorAll('[data-image]').forEach(canvas => drawImage(canvas, run.errors.examples[canvas.dataset.image].image));
  document.querySelectorAll('[data-sample]').forEach(canvas => drawImage(canvas, run.data.images[canvas.dataset.sample]));
  document.querySelectorAll('[data-network]').forEach(place => drawNetwork(place, run.network));
}

function drawErrors(run, each) {
  const errors = run.errors || {};
  const bins = (errors.calibration || []).filter(bin => bin[0] > 0);
  each('calibration', {
    x: {label: 'probability', values: merge([0, 1], bins.map(b => b[1])), range: [0, 1]}, y: {label: 'share that is true', range: [0, 1]}, height: 300,
    series: [{name: 'the line', kind: 'diagonal', values: merge([0, 1], bins.map(b => b[1]))}, {name: 'rows', colour: 0, values: onto(merge([0, 1], bins.map(b => b[1])), bins.map(b => [b[1], b[2]]))}],
  });
  const curves = errors.roc_curve || [], names = (run.data || {}).classes || [], labels = (run.data || {}).labels || [];
  const grid = [...new Set(curves.filter((_, i) => i % 2 === 0).flat().filter(isFinite))].sort((a, b) => a - b);
  each('roc', {
    x: {label: 'false positive rate', values: grid, range: [0, 1]}, y: {label: 'true positive rate', range: [0, 1]}, height: 300,
    series: curves.filter((_, i) => i % 2 === 0).map((x, k) => ({
      name: String((curves.length === 2 && names.length === 2 ? names[1] : names[k]) ?? labels[k] ?? k), colour: k, values: highest(grid, x, curves[2 * k + 1]),
    })),
  });
  if (!errors.targets) return;
  const pairs = errors.targets.map((t, i) => [t, errors.predictions[i]]).filter(p => p[0] != null && p[1] != null).sort((a, b) => a[0] - b[0]);
  each('predicted', {
    x: {label: 'true', values: pairs.map(p => p[0])}, y: {label: 'predicted'}, height: 300,
    series: [{name: 'rows', kind: 'dots', colour: 0, values: pairs.map(p => p[1])}, {name: 'right', kind: 'diagonal', colour: 1, values: pairs.map(p => p[0])}],
  });
  const off = pairs.map(p => p[1] - p[0]), low = Math.min(...off), high = Math.max(...off);
  const width = niceStep((high - low) / 24), from = Math.floor(low / width), counts = new Array(Math.max(1, Math.floor(high / width) - from + 1)).fill(0);
  off.forEach(r => counts[Math.floor(r / width) - from]++);
  each('residuals', {x: {label: 'residual', values: counts.map((_, i) => (from + i + 0.5) * width), range: [from * width, (from + counts.length) * width]}, y: {label: 'rows'}, series: [{name: 'rows', kind: 'bars', colour: 0, values: counts}]});
}

const merge = (a, b) => [...new Set(a.concat(b))].sort((p, q) => p - q);
const onto = (xs, points) => { const map = new Map(points); return xs.map(x => map.has(x) ? map.get(x) : null); };
/* A curve that rises has several points at one x: the highest of them, on a common grid. */
function highest(grid, xs, ys) {
  const map = new Map();
  xs.forEach((x, i) => { if (x != null && ys[i] != null) map.set(x, Math.max(map.get(x) ?? 0, ys[i])); });
  return grid.map(x => map.has(x) ? map.get(x) : null);
}
function niceStep(width) {
  if (!(width > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(width));
  return [1, 2, 5, 10].find(n => width <= n * power * 1.000001) * power;
}

/* Layers as boxes from the top down; nodes of a graph side by side where they take the same. */
function drawNetwork(place, network) {
  const box = {w: 210, h: 34, gap: 18, side: 26}, nodes = [], rowOf = new Map([['input', 0]]), lastOf = new Map([['input', 'input']]);
  const add = (id, label, detail, row, from, learns) => nodes.push({id, label, detail, row, from, learns});
  add('input', 'input', network.input, 0, [], false);
  const byPosition = new Map(network.layers.map(l => [l.position, l]));
  for (const node of network.nodes) {
    let from = node.inputs.map(i => lastOf.get(i) || 'input'), row = Math.max(...node.inputs.map(i => rowOf.get(i) || 0));
    if (node.inputs.length > 1) {
      const join = byPosition.get(node.name);
      add(node.name, node.join, join ? join.output : '', ++row, from, false);
      from = [node.name];
    }
    for (let i = 0; i < node.layers; i++) {
      const position = node.name ? `${node.name}.${i}` : String(i), layer = byPosition.get(position) || {};
      add(position, `${position}  ${layer.kind}`, layer.output, ++row, from, layer.parameters > 0);
      from = [position];
    }
    rowOf.set(node.name, row); lastOf.set(node.name, from[0]);
  }
  const columns = new Map(), at = new Map();
  for (const node of nodes) {
    const used = columns.get(node.row) || 0, parent = node.from.length === 1 ? at.get(node.from[0]) : null;
    let column = used;
    if (parent && parent.column >= used) column = parent.column;
    columns.set(node.row, column + 1);
    at.set(node.id, {column, row: node.row});
  }
  const wide = Math.max(...[...columns.values()]), rows = Math.max(...nodes.map(n => n.row)) + 1;
  const width = wide * box.w + (wide - 1) * box.side + 4, height = rows * box.h + (rows - 1) * box.gap + 4;
  const x = id => 2 + at.get(id).column * (box.w + box.side), y = id => 2 + at.get(id).row * (box.h + box.gap);
  const ns = 'http://www.w3.org/2000/svg', svg = document.createElementNS(ns, 'svg');
  const make = (tag, attributes, content) => { const e = document.createElementNS(ns, tag); for (const k in attributes) e.setAttribute(k, attributes[k]); if (content != null) e.textContent = content; svg.append(e); return e; };
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`); svg.setAttribute('width', width); svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', `The network, ${network.layers.length} layers; the table beside it lists them`);
  for (const node of nodes) for (const from of node.from) {
    const x1 = x(from) + box.w / 2, y1 = y(from) + box.h, x2 = x(node.id) + box.w / 2, y2 = y(node.id), skips = at.get(node.id).row - at.get(from).row > 1 && at.get(node.id).column === at.get(from).column;
    const turn = skips ? x(from) + box.w + box.side / 2 : 0;
    make('path', {d: skips ? `M${x(from) + box.w} ${y1 - box.h / 2}H${turn}V${y2 + box.h / 2}H${x(node.id) + box.w}` : `M${x1} ${y1}C${x1} ${y1 + box.gap / 2} ${x2} ${y2 - box.gap / 2} ${x2} ${y2}`});
  }
  if (nodes.some(n => n.from.some(f => at.get(n.id).row - at.get(f).row > 1))) svg.setAttribute('viewBox', `0 0 ${width + box.side} ${height}`), svg.setAttribute('width', width + box.side);
  for (const node of nodes) {
    make('rect', {x: x(node.id), y: y(node.id), width: box.w, height: box.h, rx: 5, class: node.learns ? 'learns' : ''});
    make('text', {x: x(node.id) + 10, y: y(node.id) + 21}, node.label);
    make('text', {x: x(node.id) + box.w - 10, y: y(node.id) + 21, 'text-anchor': 'end', class: 'dim'}, node.detail);
  }
  place.append(svg);
}
