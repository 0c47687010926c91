import { byId } from './element';

const fills = new Map<string, () => void>();

for (const id of ['attacks', 'permissions', 'policies']) byId(id).addEventListener('toggle', () => fillOpen(id));

/** Says what a section holds, which is made when it is opened; of one that is open, after what stands above it is painted. */
export function section(id: string, content: () => readonly HTMLElement[]): void {
  const body = byId(`${id}-body`);
  body.replaceChildren();
  fills.set(id, () => {
    if (body.childElementCount === 0) body.replaceChildren(...content());
  });
  requestAnimationFrame(() => setTimeout(() => fillOpen(id)));
}

function fillOpen(id: string): void {
  if ((byId(id) as HTMLDetailsElement).open) fills.get(id)?.();
}

/** Opens a section, with what it holds. */
export function openSection(id: string): void {
  (byId(id) as HTMLDetailsElement).open = true;
  fillOpen(id);
}

/** Makes all that sections hold. */
export function fillSections(): void {
  for (const fill of fills.values()) fill();
}
