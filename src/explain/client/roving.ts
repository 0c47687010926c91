/** Which of several buttons an arrow key leads to. */
type Next = (from: HTMLElement, key: string) => HTMLElement | undefined;

/** Makes buttons one stop of the tab key: the one that was used last. Keys move between them. */
export function rove(area: HTMLElement, next: Next): void {
  area.addEventListener('keydown', (event) => {
    const from = event.target;
    if (!(from instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey) return;
    const to = next(from, event.key);
    if (to === undefined) return;
    event.preventDefault();
    to.focus();
  });
  area.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLButtonElement) keepStop(area, target);
  });
}

/** Makes a button the stop. */
export function keepStop(area: HTMLElement, stop: HTMLElement | undefined): void {
  for (const other of area.querySelectorAll('button:not([tabindex])')) other.setAttribute('tabindex', '-1');
  stop?.removeAttribute('tabindex');
}

/** Keys in a column of buttons; those that are hidden are passed over. */
export function inColumn(area: HTMLElement): Next {
  return (from, key) => {
    const buttons = [...area.querySelectorAll('button')].filter((button) => button.closest('[hidden]') === null);
    const place = buttons.findIndex((button) => button === from);
    const steps: Readonly<Record<string, number>> = {
      ArrowUp: place - 1,
      ArrowDown: place + 1,
      Home: 0,
      End: buttons.length - 1,
    };
    return place < 0 ? undefined : buttons[steps[key] ?? -1];
  };
}

const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

/** Keys in a table with a button in some cells: arrow keys pass those without, Home and End go through a row. */
export function inTable(table: HTMLTableElement): Next {
  return (from, key) => {
    const cell = from.closest('td');
    const line = cell?.closest('tr');
    if (cell === null || line === null || line === undefined) return undefined;
    const inRow = line.querySelectorAll('button');
    if (key === 'Home') return inRow[0];
    if (key === 'End') return inRow[inRow.length - 1];
    const [rows, columns] = STEPS[key] ?? [0, 0];
    if (rows === 0 && columns === 0) return undefined;
    let [row, column] = [line.rowIndex + rows, cell.cellIndex + columns];
    while (row >= 0 && row < table.rows.length && column >= 0 && column < line.cells.length) {
      const found = table.rows[row]?.cells[column]?.querySelector('button');
      if (found) return found;
      row += rows;
      column += columns;
    }
    return undefined;
  };
}
