import { readText } from "./response-body.ts";
import type { ReadAnswer } from "./send.ts";

/** What a generated function returns: the body of a success, read as its document promises it. */
export const readResult: ReadAnswer<unknown> = ({ ok, response, bytes }, refuse, { success }) => {
  if (!ok) throw refuse();
  // A success that the document does not declare is read as the first one that it does.
  const kind = success[response.status] ?? success["2XX"] ?? Object.values(success)[0];
  if (kind === "none") return undefined;
  if (kind === "bytes") return bytes;
  const text = readText(bytes, response.headers);
  try {
    return kind === "json" ? JSON.parse(text) : text;
  } catch {
    throw refuse("not the promised JSON");
  }
};
