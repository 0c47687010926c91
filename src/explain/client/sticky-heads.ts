const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const area = target.closest<HTMLElement>('.scroll');
    if (area !== null) area.style.scrollPadding = `${target.clientHeight}px 0 0 ${target.clientWidth}px`;
  }
});

/** Keeps what has the focus from standing below heads that stay above the cells of a table while it scrolls. @param corner between them */
export const besideHeads = (corner: HTMLElement): void => sizes.observe(corner);
