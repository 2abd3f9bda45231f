'use strict';
/* Draws the page; where training goes on, loads it again every few seconds. */
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  if (data.kind === 'run') drawRun(data);
  if (data.kind === 'comparison') drawComparison(data);
  if (data.kind === 'rate') drawRate(data);
  if (data.kind === 'explanation') drawExplanation(data);
  addEventListener('beforeprint', () => document.querySelectorAll('details').forEach(d => { d.open = true; }));
  if (data.state !== 'running') return;
  const quiet = (Date.now() - Date.parse(data.updated)) / 1000, state = document.getElementById('state');
  if (quiet > 90 && state) state.textContent = `running, but no news for ${Math.round(quiet / 60)} min`;
  const open = 'open ' + location.pathname, details = [...document.querySelectorAll('details')];
  try { const kept = JSON.parse(sessionStorage.getItem(open) || '[]'); details.forEach((d, i) => { if (kept.includes(i)) d.open = true; }); } catch (e) { /* storage is off */ }
  const reload = () => {
    if (document.hidden || String(getSelection())) { setTimeout(reload, 1000); return; }
    try { sessionStorage.setItem(open, JSON.stringify(details.map((d, i) => d.open ? i : -1).filter(i => i >= 0))); } catch (e) { /* storage is off */ }
    location.reload();
  };
  setTimeout(reload, quiet > 90 ? 30000 : 4000);
})();
