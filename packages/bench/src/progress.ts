/** Is told what goes on. */
export type Progress = (what: string) => void;

/** Keeps one line of a terminal up to date; says nothing elsewhere. */
export function showProgress(stream: NodeJS.WriteStream): Progress {
  return (what) => {
    if (stream.isTTY) stream.write(`\r\x1b[K${what}`);
  };
}
