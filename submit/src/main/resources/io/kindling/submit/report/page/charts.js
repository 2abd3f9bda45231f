'use strict';
/* Line charts over uPlot: colours of the page, ticks at round numbers, a legend that can be used by keyboard. */
const Charts = (() => {
  const drawn = [];
  /* Read once: each reading after a change of the page has the browser lay it out anew. */
  const widths = new Map([...document.querySelectorAll('.chart')].map(place => [place, place.clientWidth]));
  let palette = {};
  const readPalette = () => {
    const found = getComputedStyle(document.documentElement);
    for (const name of ['--soft', '--grid', '--good', ...Array.from({length: 7}, (_, i) => '--c' + i)]) palette[name] = found.getPropertyValue(name).trim();
  };
  readPalette();
  const style = name => palette[name];
  const colour = i => style('--c' + (i % 7));
  const dashes = i => [[], [7, 4], [2, 3]][Math.floor(i / 7) % 3];
  const units = [[1e9, 'G'], [1e6, 'M'], [1e3, 'k']];

  function text(value) {
    if (value == null || !isFinite(value)) return '–';
    if (value === 0) return '0';
    const size = Math.abs(value);
    if (size >= 1e6) for (const [factor, unit] of units) if (size >= factor) return +(value / factor).toPrecision(4) + unit;
    if (size < 1e-4) return value.toExponential(2);
    return size >= 1e4 ? Math.round(value).toLocaleString('en') : String(+value.toPrecision(4));
  }

  /* Of an axis all ticks have the same form; on a logarithmic one only powers of ten, or 1, 2 and 5 of few, are named. */
  function tickText(log) {
    return (u, splits) => {
      const decades = log ? Math.log10(splits[splits.length - 1] / splits[0]) : 0;
      return splits.map(value => {
        if (value == null) return '';
        if (log) {
          const lead = value / 10 ** Math.floor(Math.log10(value) + 1e-9);
          const named = [1, 2, 5].some(n => Math.abs(lead - n) < 1e-6) && (decades < 2 || Math.abs(lead - 1) < 1e-6);
          if (!named) return '';
        }
        return tick(value);
      });
    };
  }

  function tick(value) {
    const size = Math.abs(value);
    if (size >= 1e4) for (const [factor, unit] of units) if (size >= factor) return +(value / factor).toPrecision(6) + unit;
    return size > 0 && size < 1e-3 ? value.toExponential().replace('e+', 'e') : String(+value.toPrecision(6));
  }

  function axis(label, side, log) {
    return {
      stroke: () => style('--soft'), label, side, labelSize: 18, labelGap: 0, labelFont: '12px system-ui, sans-serif', font: '12px system-ui, sans-serif',
      ...(['epoch', 'step', 'rows'].includes(label) && !log ? {incrs: whole} : {}),
      size: side === 3 ? 52 : 30, gap: 4, space: side === 3 ? 34 : 62, values: tickText(log),
      grid: {stroke: () => style('--grid'), width: 1}, ticks: {stroke: () => style('--grid'), width: 1, size: 4},
    };
  }

  const whole = Array.from({length: 40}, (_, i) => [1, 2, 5][i % 3] * 10 ** Math.floor(i / 3));

  function wide(range) {
    return (u, low, high) => {
      if (range) return range;
      if (low == null) return [0, 1];
      if (low === high) { const by = Math.abs(low) * 0.1 || 1; return [low - by, high + by]; }
      return uPlot.rangeNum(low, high, 0.06, false);
    };
  }

  function logRange(u, low, high) {
    if (low == null || !(low > 0)) return [0.1, 1];
    return low === high ? [low / 2, high * 2] : [low * 0.9, high * 1.1];
  }

  function plain(place, why) {
    place.style.minHeight = '0';
    place.insertAdjacentHTML('beforeend', '<p class="soft"></p>');
    place.lastChild.textContent = why;
  }

  /* spec: {x: {label, values, log, range}, y: {label, log, range}, series: [{name, values, kind: line|dots|faint|bars, dash}], marks: [x], bands} */
  function draw(place, spec) {
    const series = spec.series.filter(s => s.values.some(v => v != null && isFinite(v) && !(spec.y.log && v <= 0)));
    if (!series.length) { plain(place, 'Nothing to draw yet.'); return; }
    const data = [spec.x.values, ...series.map(s => s.values.map(v => (v == null || !isFinite(v) || (spec.y.log && v <= 0)) ? null : v))];
    const names = series.map(s => s.name).join(', ');
    place.setAttribute('role', 'img');
    place.setAttribute('aria-label', `${spec.y.label} over ${spec.x.label}: ${names}`);
    const few = spec.x.values.length <= 60;
    const options = () => ({
      width: widths.get(place) || place.clientWidth || 400, height: spec.height || 250, padding: [10, 14, 0, 0],
      cursor: {drag: {x: true, y: false}, points: {size: 7}},
      legend: {show: true, live: !spec.still},
      scales: {
        x: spec.x.log ? {time: false, distr: 3, range: logRange} : {time: false, range: spec.x.range ? (() => spec.x.range) : ((u, a, b) => a === b ? [a - 1, b + 1] : [a, b])},
        y: spec.y.log ? {distr: 3, range: logRange} : {range: wide(spec.y.range)},
      },
      axes: [axis(spec.x.label, 2, spec.x.log), axis(spec.y.label, 3, spec.y.log)],
      series: [{label: spec.x.label, value: (u, v) => text(v)}, ...series.map((s, i) => {
        const index = s.colour ?? i;
        const one = {label: s.name, value: (u, v) => text(v), spanGaps: true, stroke: () => colour(index), width: 2, dash: s.dash || dashes(index), points: {show: few && s.kind !== 'faint', size: 5}};
        if (s.kind === 'faint') Object.assign(one, {width: 1, stroke: () => colour(index) + '66', points: {show: false}});
        if (s.kind === 'edge') Object.assign(one, {width: 0, stroke: 'transparent', points: {show: false}});
        if (s.kind === 'diagonal') Object.assign(one, {width: 1.5, stroke: () => s.colour == null ? style('--soft') : colour(s.colour), dash: [5, 4], points: {show: false}});
        if (s.kind === 'dots') Object.assign(one, {paths: () => null, points: {show: true, size: 5, width: 0.5, stroke: () => colour(index) + '88', fill: () => colour(index) + '44'}});
        if (s.kind === 'bars') Object.assign(one, {paths: uPlot.paths.bars({size: [0.94, 100]}), fill: () => colour(index) + '99', width: 1, points: {show: false}});
        return one;
      })],
      bands: (spec.bands || []).map(([upper, lower, index]) => ({series: [upper, lower], fill: () => colour(index) + '2e'})),
      hooks: {draw: [u => marks(u, spec.marks || [])]},
    });
    const entry = {place, options, data, plot: null};
    drawn.push(entry);
    render(entry);
  }

  function marks(u, list) {
    const {ctx, bbox} = u, ratio = devicePixelRatio || 1;
    for (const {x, label} of list) {
      const at = Math.round(u.valToPos(x, 'x', true));
      if (at < bbox.left - 1 || at > bbox.left + bbox.width + 1) continue;
      ctx.save();
      ctx.strokeStyle = ctx.fillStyle = style('--good'); ctx.lineWidth = ratio * 1.5; ctx.setLineDash([5 * ratio, 3 * ratio]);
      ctx.beginPath(); ctx.moveTo(at, bbox.top); ctx.lineTo(at, bbox.top + bbox.height); ctx.stroke();
      ctx.font = `${12 * ratio}px system-ui, sans-serif`; ctx.textBaseline = 'top';
      const right = at > bbox.left + bbox.width * 0.7;
      ctx.textAlign = right ? 'right' : 'left';
      ctx.fillText(label, at + (right ? -5 : 5) * ratio, bbox.top + 2 * ratio);
      ctx.restore();
    }
  }

  function render(entry) {
    if (entry.plot) entry.plot.destroy();
    entry.plot = new uPlot(entry.options(), entry.data, entry.place);
    const rows = entry.place.querySelectorAll('.u-series');
    rows.forEach((row, i) => {
      const series = entry.plot.series[i];
      if (i > 0 && series.width === 0 && !series.points.show(entry.plot, i)) row.hidden = true;
      const head = row.querySelector('th');
      if (i > 0 && head) {
        head.tabIndex = 0; head.setAttribute('role', 'button'); head.title = 'show or hide';
        head.addEventListener('keydown', event => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); head.click(); } });
      }
    });
  }

  let width = innerWidth, pending;
  addEventListener('resize', () => {
    if (innerWidth === width) return;
    width = innerWidth; clearTimeout(pending);
    pending = setTimeout(() => drawn.forEach(e => { widths.set(e.place, e.place.clientWidth); e.plot.setSize({width: e.place.clientWidth, height: e.plot.height}); }), 80);
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { readPalette(); drawn.forEach(render); });
  addEventListener('beforeprint', () => drawn.forEach(e => e.plot.setSize({width: Math.min(e.place.clientWidth, 640), height: e.plot.height})));
  return {draw, text, colour, style};
})();

/* A grey or coloured image of base64 bytes. */
function drawImage(canvas, image) {
  const bytes = Uint8Array.from(atob(image.pixels), c => c.charCodeAt(0)), size = image.width * image.height;
  const channels = bytes.length === 3 * size ? 3 : 1;
  canvas.width = image.width; canvas.height = image.height;
  const pixels = new ImageData(image.width, image.height);
  for (let i = 0; i < size; i++) {
    for (let c = 0; c < 3; c++) pixels.data[4 * i + c] = bytes[channels === 3 ? 3 * i + c : i];
    pixels.data[4 * i + 3] = 255;
  }
  canvas.getContext('2d').putImageData(pixels, 0, 0);
}
