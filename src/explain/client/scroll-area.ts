import { element } from './element';

const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const area = target.closest('.scroll');
    if (area === null) continue;
    const scrolls = area.scrollWidth > area.clientWidth;
    if (scrolls === area.hasAttribute('tabindex')) continue;
    if (scrolls) area.setAttribute('tabindex', '0');
    else area.removeAttribute('tabindex');
  }
});

/** A table that may be wider than there is room. While it scrolls, the tab key stops at it, so that arrow keys scroll it. */
export function scrollArea(label: string, table: HTMLElement): HTMLElement {
  const area = element('div', { class: 'scroll', role: 'region', 'aria-label': label }, table);
  sizes.observe(area);
  sizes.observe(table);
  return area;
}
