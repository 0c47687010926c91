import { byId, element } from './element';

/** The panel that says why. It stands beside what asked. */
const panel = byId('detail');
let asked: HTMLElement | undefined;

panel.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  event.preventDefault();
  leave();
});

/** Goes back to what was chosen. */
function leave(): void {
  asked?.focus();
  asked?.scrollIntoView({ block: 'nearest' });
}

/** Marks what is chosen, and shows why. */
export function fillPanel(button: HTMLElement, content: readonly HTMLElement[], place: HTMLElement): void {
  choose(button);
  const back = element('button', { type: 'button', class: 'link back', onclick: leave }, 'Back to what was chosen (Esc)');
  panel.hidden = false;
  panel.replaceChildren(...content, back);
  place.append(panel);
  panel.scrollTop = 0;
}

/** Goes to the panel. */
export function enterPanel(): void {
  panel.focus({ preventScroll: true });
  const { top } = panel.getBoundingClientRect();
  if (top < 0 || top > window.innerHeight / 2) panel.scrollIntoView({ block: 'start' });
}

/** Says what the panel is for, while nothing is chosen. @param words nothing where there is nothing to choose */
export function emptyPanel(place: HTMLElement, words: string): void {
  choose(undefined);
  panel.replaceChildren(element('p', { class: 'quiet' }, words));
  panel.hidden = words === '';
  place.append(panel);
}

function choose(button: HTMLElement | undefined): void {
  asked?.removeAttribute('aria-pressed');
  asked = button;
  asked?.setAttribute('aria-pressed', 'true');
}
