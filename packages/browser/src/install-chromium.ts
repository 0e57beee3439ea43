import { installChromium } from "./chromium.ts";

try {
  console.log(installChromium());
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
