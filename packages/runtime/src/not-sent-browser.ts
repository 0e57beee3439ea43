/** Stands for not-sent.ts in a browser (`imports` in package.json), where an error of fetch never says that much. */
export function certainlyNotSent(): boolean {
  return false;
}
