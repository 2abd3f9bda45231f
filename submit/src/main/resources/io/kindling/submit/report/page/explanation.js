'use strict';
/* Charts and heat maps of an explanation. */
function drawExplanation(data) {
  const rows = data.rows || [], importance = data.importance || {columns: []};
  document.querySelectorAll('[data-chart="path"]').forEach(place => {
    const row = rows[place.dataset.row];
    Charts.draw(place, {
      x: {label: 'share of the way', values: row.places, range: [0, 1]}, y: {label: row.score},
      series: [{name: row.score, values: row.outputs, colour: 0}],
    });
  });
  document.querySelectorAll('[data-chart="positions"]').forEach(place => {
    const values = importance.columns.map(c => [+c.column.slice(1), c.importance]).sort((a, b) => a[0] - b[0]);
    Charts.draw(place, {
      x: {label: 'position', values: values.map(v => v[0])}, y: {label: importance.metric},
      series: [{name: 'importance', values: values.map(v => v[1]), kind: 'bars', colour: 0}],
    });
  });
  document.querySelectorAll('[data-shown]').forEach(canvas => drawImage(canvas, rows[canvas.dataset.shown].image));
  const heats = [...document.querySelectorAll('[data-heat]')];
  const paint = () => heats.forEach(canvas => drawHeat(canvas, canvas.dataset.heat === 'importance' ? importance.heat : rows[canvas.dataset.heat].heat));
  paint();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paint);
}

/* What is above 0 in one colour, what is below in another, the more so the farther; 0 is the card. */
function drawHeat(canvas, heat) {
  const most = Math.max(...heat.values.map(Math.abs), 1e-30);
  const [card, plus, minus] = ['--card', '--c0', '--c1'].map(name => {
    const hex = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    return [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));
  });
  canvas.width = heat.width; canvas.height = heat.height;
  const pixels = new ImageData(heat.width, heat.height);
  heat.values.forEach((value, i) => {
    const share = Math.sqrt(Math.abs(value) / most), to = value < 0 ? minus : plus;
    for (let c = 0; c < 3; c++) pixels.data[4 * i + c] = card[c] + share * (to[c] - card[c]);
    pixels.data[4 * i + 3] = 255;
  });
  canvas.getContext('2d').putImageData(pixels, 0, 0);
}
