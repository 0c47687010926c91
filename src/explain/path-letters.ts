/** Letters of paths, each for one path: those that several titles begin with get numbers. Titles without their letter stand beside. */
export function pathLetters(titles: readonly string[]): readonly (readonly [letter: string, title: string])[] {
  const parts = titles.map((title) => {
    const cut = title.indexOf(': ');
    return [title.slice(0, cut), title.slice(cut + 2)] as const;
  });
  return parts.map(([letter, title], index) => {
    const isAlone = parts.every(([other], place) => place === index || other !== letter);
    const before = parts.slice(0, index).filter(([other]) => other === letter).length;
    return [isAlone ? letter : `${letter}${before + 1}`, title];
  });
}
