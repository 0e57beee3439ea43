/** What this process has used so far, in milliseconds: other than the time on the wall, it does not depend on what else runs. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
