import { SingleBar } from 'cli-progress';

/** Tells how far a long run is. */
export type Progress = (done: number, all: number, unit?: string) => void;

/** Progress as a bar on a terminal, wiped at the end; nothing in a pipe. */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  const bar = new SingleBar({ format: '{bar} {percentage} %  {value} of {total} {unit}', stream, clearOnComplete: true, hideCursor: true });
  return (done, all, unit = 'installations') => {
    if (!bar.isActive) bar.start(all, 0, { unit });
    bar.update(done);
    if (done === all) bar.stop();
  };
}
