// The scripts are TypeScript that Node runs by itself, from 22.18 on. On Linux x64 the right Node is installed with
// the workspace; elsewhere it is the machine's own.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `The tools of this repository need Node 22.18 or later; this is ${process.versions.node}. (The packages themselves run on Node 20.19 and later.)\n`,
  );
  process.exitCode = 1;
}
