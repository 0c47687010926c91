import type { PageData, PageSubject } from '../page-data';
import { pathsInWords } from '../page-verdicts';
import { hashOf, linkIn, type Chosen, type Link } from './deep-link';
import { byId } from './element';
import { keyList } from './list';
import { enterPanel } from './panel';
import { printWhole } from './printing';
import { say } from './status';
import { drawPicture, showSubject } from './subject-page';
import { titleOf } from './subject-title';
import { viewOf, type View } from './view';

const data = JSON.parse(byId('data').textContent ?? '') as PageData;
const { subjects } = data;
const heading = byId('subject');
let view: View | undefined;

/** Shows what an address points to, keeps the address, and goes to the call that it names. */
function show(link: Link): void {
  const { subject, chosen } = link;
  view = viewOf(data, subject);
  list.mark(subjects.indexOf(subject));
  heading.textContent = titleOf(subjects, subject);
  document.title = `${titleOf(subjects, subject)} – Access of the forensics platform`;
  if (showSubject(view, chosen, (now) => remember(subject, now))) enterPanel();
}

const remember = (subject: PageSubject, chosen?: Chosen): void =>
  history.replaceState(null, '', hashOf(chosen === undefined ? { subject } : { subject, chosen }, subjects));

function goTo(place: HTMLElement): void {
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: 'start' });
}

byId('page').hidden = false;
byId('page').classList.toggle('alone', subjects.length < 2);
byId('skip').addEventListener('click', (event) => {
  event.preventDefault();
  goTo(heading);
});
const list = keyList(data, (index) => {
  const subject = subjects[index];
  if (subject === undefined) return;
  remember(subject);
  show({ subject });
  if (view !== undefined) say(`${titleOf(subjects, subject)}: ${pathsInWords(view.verdicts)}`);
  if (window.matchMedia('(max-width: 1000px)').matches) goTo(heading);
});
printWhole(() => view);
new ResizeObserver(() => {
  if (view !== undefined) drawPicture(view);
}).observe(byId('picture'));
window.addEventListener('hashchange', () => {
  const link = linkIn(location.hash, subjects);
  if (link !== undefined) show(link);
});

const first = subjects[list.worst];
const start = linkIn(location.hash, subjects) ?? (first && { subject: first });
if (start !== undefined) show(start);
