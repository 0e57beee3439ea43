import { readFileSync } from "node:fs";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import type { Subject } from "./subject.ts";

/** What publint says, its suggestions too. */
export async function checkWithPublint({ file }: Subject): Promise<string[]> {
  const { messages, pkg } = await publint({
    pack: { tarball: Uint8Array.from(readFileSync(file)).buffer },
    strict: true,
  });
  return messages.map((message) => formatMessage(message, pkg!, { color: false }) ?? message.code);
}
