'use strict';
/* Curves of several trainings, one over the other. */
function drawComparison(comparison) {
  const runs = comparison.runs, place = kind => document.querySelectorAll(`[data-chart="${kind}"]`);
  const name = run => run.label || run.name;
  const over = (lists, label, y) => {
    const xs = [...new Set(lists.flatMap(l => l.map(p => p[0])))].sort((a, b) => a - b);
    return {x: {label, values: xs}, y, series: lists.map((l, i) => ({name: name(runs[i]), colour: i, values: onto(xs, l)}))};
  };
  const log = lists => { const all = lists.flat().map(p => p[1]).filter(v => v > 0); return all.length && Math.max(...all) / Math.min(...all) > 30; };
  const steps = runs.map(run => ((run.steps || {}).step || []).map((s, i) => [s, run.steps.loss[i]]));
  place('comparison-steps').forEach(p => Charts.draw(p, {...over(steps.map(smooth), 'step', {label: 'training loss, smoothed', log: log(steps)}), still: runs.length > 8, height: 320}));
  document.querySelectorAll('[data-compared]').forEach(p => {
    const metric = p.dataset.compared;
    const lists = runs.map(run => (run.epochs || []).map(e => [e.epoch, metric === 'train_loss' ? e.train_loss : (e.validation || {})[metric]]));
    Charts.draw(p, {...over(lists, 'epoch', {label: metric.replace('train_loss', 'training loss'), log: metric.endsWith('loss') && log(lists)}), still: runs.length > 8, height: 320});
  });
}

/* Trailing means over a fiftieth of the points. */
function smooth(points) {
  const span = Math.max(1, Math.round(points.length / 50));
  return points.map((p, i) => { const last = points.slice(Math.max(0, i - span + 1), i + 1).map(q => q[1]).filter(v => v != null); return [p[0], last.length ? last.reduce((a, b) => a + b, 0) / last.length : null]; });
}

/* The loss against the learning rate of a range test. */
function drawRate(rate) {
  document.querySelectorAll('[data-chart="range"]').forEach(p => Charts.draw(p, {
    x: {label: 'learning rate', values: rate.learning_rate, log: true}, y: {label: 'loss, smoothed'}, height: 360, marks: [{x: rate.suggestion, label: 'to start from'}],
    series: [{name: 'loss', values: rate.loss, colour: 0}],
  }));
}
